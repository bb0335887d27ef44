// SPDX-License-Identifier: MIT
#include "population/vacancy.h"

#include <fmt/format.h>

#include <array>
#include <functional>

#include "random/many.h"
#include "support/error.h"
#include "support/parallel.h"

namespace talentsim::population {
namespace {

constexpr std::uint32_t kGrowthSlots = 1u << 24;
constexpr int kMonthOffset = 600;  // January 1950

}  // namespace

void Vacancies::open(const random::Luck& luck, Key key, Month month, PostOrigin origin, Job job) {
  if (!kept) return;
  const auto words =
      luck.block(key, month, random::Stream::vacancy, static_cast<std::uint32_t>(origin));
  resize(size() + 1);
  write_row(size() - 1, {key, job}, words, month, origin);
}

void Vacancies::open(const random::Luck& luck, std::span<const NewPost> posts, Month month,
                     PostOrigin origin) {
  if (!kept) return;
  const auto held = size();
  resize(held + posts.size());
  constexpr std::size_t kTogether = 2048;
  parallel_chunks(
      posts.size(),
      [&](std::size_t, std::size_t begin, std::size_t end) {
        random::for_blocks(
            luck, month, random::Stream::vacancy, static_cast<std::uint32_t>(origin), end - begin,
            [&](std::size_t i) { return posts[begin + i].key; },
            [&](std::size_t i, const random::Block& words) {
              write_row(held + begin + i, posts[begin + i], words, month, origin);
            });
      },
      kTogether);
}

void Vacancies::remove(std::span<const std::uint8_t> gone) {
  std::size_t left = 0;
  // Without a branch a row: which rows go is as good as random to the processor.
  const auto close_up = [&](auto& column) {
    std::size_t to = 0;
    for (std::size_t row = 0; row < gone.size(); ++row) {
      column[to] = column[row];
      to += std::size_t{1} - gone[row];
    }
    return to;
  };
  const std::array<std::function<void()>, 6> columns = {
      [&] { left = close_up(id); },  [&] { close_up(hash); }, [&] { close_up(pay_word); },
      [&] { close_up(trait_word); }, [&] { close_up(cell); }, [&] { close_up(opened); }};
  parallel_chunks(
      columns.size(), [&](std::size_t i, std::size_t, std::size_t) { columns[i](); }, 1);
  resize(left);
}

void Vacancies::write_row(std::size_t row, const NewPost& post, const random::Block& words,
                          Month month, PostOrigin origin) {
  id[row] = vacancy_id(post.key, month, origin);
  hash[row] = std::uint64_t{words[0]} << 32 | words[1];
  pay_word[row] = words[2];
  trait_word[row] = words[3];
  cell[row] = static_cast<std::uint16_t>(post.job.cell());
  opened[row] = static_cast<std::int16_t>(month.index());
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
