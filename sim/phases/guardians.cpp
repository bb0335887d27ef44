// SPDX-License-Identifier: MIT
// Children who are left without an adult.
#include <span>

#include "phases/demography.h"
#include "phases/gather.h"

namespace talentsim::phases {
namespace {

using population::City;
using random::Stream;

constexpr std::uint32_t kGuardianAttempts = 1000;

// Who is left of a household.
struct Remaining {
  bool adult = false, child = false;
};
void count_in(Remaining& left, const City& city, std::uint32_t row) {
  const auto& r = city.residents;
  if (!r.present(row)) return;
  const bool adult = r.age_years(row, city.now) >= population::kAdultAge;
  left.adult |= adult;
  left.child |= !adult;
}

bool has_adult(const City& city, std::uint32_t household) {
  Remaining left;
  city.households.for_members(household, [&](std::uint32_t row) { count_in(left, city, row); });
  return left.adult;
}

// Those of the households in which children are left without an adult.
void list_orphaned(const City& city, std::span<const std::uint32_t> households,
                   std::vector<std::uint32_t>& list) {
  std::vector<Remaining> left(households.size());
  city.households.for_members_of(households, city.residents, [&](std::size_t i, std::uint32_t row) {
    count_in(left[i], city, row);
  });
  for (std::size_t i = 0; i < households.size(); ++i)
    if (left[i].child && !left[i].adult) list.push_back(households[i]);
}

struct NewHome {
  std::uint32_t child, household;
};

// Children of one household without an adult move to a household drawn by the child's key that has
// one. Only children move, so that where there are adults stays the same meanwhile.
void find_homes(const City& city, std::uint32_t household, std::vector<NewHome>& homes) {
  const auto& r = city.residents;
  city.households.for_members(household, [&](std::uint32_t row) {
    if (!r.present(row)) return;
    for (std::uint32_t attempt = 0; attempt < kGuardianAttempts; ++attempt) {
      const double u = city.luck.uniform(r.key(row), city.now, Stream::guardian, attempt);
      const auto home = static_cast<std::uint32_t>(u * city.households.initial);
      if (!has_adult(city, home)) continue;
      homes.push_back({row, home});
      break;
    }
  });
}

}  // namespace

// Runs when all deaths and moves of the month are done, so that their order plays no part.
void find_guardians(MonthContext& month) {
  auto& city = month.city;
  const auto orphaned = gather<std::uint32_t>(
      city.bereaved.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        list_orphaned(city, std::span(city.bereaved).subspan(begin, end - begin), list);
      },
      1024);
  const auto homes = gather<NewHome>(
      orphaned.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i) find_homes(city, orphaned[i], list);
      },
      64);
  // A household that lost two adults is listed twice.
  for (const auto& [child, home] : homes)
    if (city.residents.household[child] != home) city.households.move(city.residents, child, home);
  city.bereaved.clear();
}

}  // namespace talentsim::phases
