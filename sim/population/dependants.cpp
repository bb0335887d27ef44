// SPDX-License-Identifier: MIT
#include "population/dependants.h"

#include <algorithm>
#include <cmath>

namespace talentsim::population {
namespace {

using random::Stream;
using random::unit;
using scenario::Attribute;

// Ordinals of Stream::family beside those of entrants.cpp: kParents the number, then one a parent.
constexpr std::uint32_t kParents = 8;
constexpr double kMonthsPerYear = 12;
constexpr int kFirstYearOfQuotas = 2000;
constexpr int kEveryScheme = -1;             // the limit holds for all schemes together
constexpr double kYoungestParentYears = 16;  // at the child's birth
constexpr int kOldestMoverYears = 85;        // older parents stay where they are (assumption)

}  // namespace

bool take_child_place(City& city, const scenario::Rules& rules, std::size_t scheme) {
  const auto& limit = rules.family.children_year;
  if (!limit || rules.schemes[scheme].group != scenario::HolderGroup::talent) return true;
  const int year = city.now.year();
  const double before = *limit * (year - kFirstYearOfQuotas);
  auto& used = city.quota_used[{.scheme = kEveryScheme, .period = year}];
  if (used >= scaled_difference(city.scale, before, before + *limit)) {
    city.note_cap(scheme, kChildLimit);
    return false;
  }
  ++used;
  return true;
}

std::vector<int> parent_births(const random::Luck& luck, const scenario::Rules& rules,
                               const Profile& profile, const Entry& entry) {
  const auto& scheme = rules.schemes[static_cast<std::size_t>(entry.scheme)];
  const double income = profile.attributes[static_cast<std::size_t>(Attribute::income_hkd_year)];
  if (!scheme.parents_admitted || income < scheme.parents_income_hkd_year) return {};
  const double u = luck.uniform(entry.key, entry.applied, Stream::family, kParents);
  const int count = pick(u, rules.family.parents_if_admitted);
  std::vector<int> births;
  for (int parent = 1; parent <= count; ++parent) {
    const double normal = random::normal_quantile(luck.uniform(
        entry.key, entry.applied, Stream::family, kParents + static_cast<std::uint32_t>(parent)));
    const double gap =
        rules.initial.parent_gap_mean_years + rules.initial.parent_gap_sd_years * normal;
    const int birth =
        profile.birth -
        static_cast<int>(std::lround(std::max(gap, kYoungestParentYears) * kMonthsPerYear));
    if (entry.applied.index() - birth < (kOldestMoverYears + 1) * kMonthsPerYear)
      births.push_back(birth);
  }
  return births;
}

}  // namespace talentsim::population
