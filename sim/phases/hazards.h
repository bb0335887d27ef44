// SPDX-License-Identifier: MIT
// The month's hazards by age and sex, worked out once a month from the rules in force.
#pragma once

#include <array>
#include <vector>

#include "population/residents.h"
#include "random/draws.h"
#include "scenario/scenario.h"

namespace talentsim::phases {

constexpr int kAges = 112;
using BySexAndAge = std::array<std::array<double, kAges>, scenario::kSexes>;

// Per month.
struct MonthHazards {
  BySexAndAge death{}, leave_labour{}, enter_labour{}, leave_study{};
  std::array<double, kAges> birth{};  // women, helpers excluded
  std::vector<double> separation;     // from a post or business, by cell of sector and skill
  double helper_leaving = 0;
  std::array<double, scenario::kSexes> active_after_study{};  // share who look for work
};

MonthHazards month_hazards(const scenario::Rules& rules, Month month);

}  // namespace talentsim::phases
