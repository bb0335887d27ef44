// SPDX-License-Identifier: MIT
// Caps on approvals: who is counted where, how many places a period has, and filling them first
// come first served.
#pragma once

#include <vector>

#include "phases/month_context.h"
#include "population/profile.h"

namespace talentsim::phases {

// One cap of a scheme. Number 0 is the annual or daily quota, the caps of the list count from 1.
struct NumberedCap {
  int number = 0;
  scenario::Cap cap;
};

// The annual quota, then the list.
std::vector<NumberedCap> caps_of(const scenario::Scheme& scheme);

// Where an applicant is counted; -1: in no unit, so that no cap by that unit applies.
struct CapUnits {
  int trade = -1, sector = -1;
  std::int64_t employer = -1;
};
CapUnits units_of(const population::City& city, const scenario::Rules& rules, int pool,
                  const population::Profile& profile, population::Key key, Month applied);

// Places still to be had by an applicant whose decision falls in `decided`; many where none counts.
std::int64_t places_left(const population::City& city, int scheme, const scenario::Cap& cap,
                         const CapUnits& units, Month decided);

// Approves or turns away the month's applications under every scheme with a cap, by stamp.
void fill_caps(MonthContext& month, std::vector<population::Application>& applications);

}  // namespace talentsim::phases
