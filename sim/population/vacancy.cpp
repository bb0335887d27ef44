// SPDX-License-Identifier: MIT
#include "population/vacancy.h"

#include <fmt/format.h>

#include "support/error.h"

namespace talentsim::population {
namespace {

constexpr std::uint32_t kGrowthSlots = 1u << 24;
constexpr int kMonthOffset = 600;  // January 1950

}  // namespace

void Vacancies::open(const random::Luck& luck, Key key, Month month, PostOrigin origin, Job job) {
  if (!kept) return;
  const auto words =
      luck.block(key, month, random::Stream::vacancy, static_cast<std::uint32_t>(origin));
  id.push_back(vacancy_id(key, month, origin));
  hash.push_back(std::uint64_t{words[0]} << 32 | words[1]);
  pay_word.push_back(words[2]);
  trait_word.push_back(words[3]);
  cell.push_back(static_cast<std::uint16_t>(job.cell()));
  opened.push_back(static_cast<std::int16_t>(month.index()));
}

void Vacancies::move_row(std::size_t from, std::size_t to) {
  id[to] = id[from];
  hash[to] = hash[from];
  pay_word[to] = pay_word[from];
  trait_word[to] = trait_word[from];
  cell[to] = cell[from];
  opened[to] = opened[from];
}

void Vacancies::resize(std::size_t rows) {
  id.resize(rows);
  hash.resize(rows);
  pay_word.resize(rows);
  trait_word.resize(rows);
  cell.resize(rows);
  opened.resize(rows);
}

Key growth_key(Job job, Month month, std::uint32_t slot) {
  if (slot >= kGrowthSlots)
    throw RunError(fmt::format(
        "post {} of a cell in {} has no key (growth opens at most {} a month); lower the vacancies",
        slot, month.text(), kGrowthSlots));
  return Key{2} << 51 | Key(job.cell()) << 35 | Key(month.index() - kMonthOffset) << 24 | Key{slot};
}

std::uint64_t vacancy_id(Key key, Month month, PostOrigin origin) {
  return key | std::uint64_t(month.index() & 511) << 53 | std::uint64_t(origin) << 62;
}

}  // namespace talentsim::population
