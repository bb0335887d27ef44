// SPDX-License-Identifier: MIT
// What the phases of one month share: the city, the rules in force, the month's hazards and who
// passed the screens.
#pragma once

#include <vector>

#include "phases/hazards.h"
#include "phases/screen.h"
#include "population/city.h"

namespace talentsim::phases {

// Causes of residents and newcomers, in the order of the screen. Never reordered: the order is part
// of the draws.
enum class ResidentCause : int { death, birth, separation, activity, leave_study, helper_leaving };
enum class NewcomerCause : int {
  death,
  birth,
  no_work,
  outside_offer,
  family_reunion,
  other_reason,
  separation,
  activity
};

struct MonthContext {
  population::City& city;
  const scenario::Rules& rules;
  MonthHazards hazards;
  ScreenTable resident_table, newcomer_table;
  std::vector<Screened> residents, newcomers;
};

// The uniform of one cause for a screened person, from the person's own stream.
double cause_uniform(const MonthContext& month, const Screened& person, ResidentCause cause);
double cause_uniform(const MonthContext& month, const Screened& person, NewcomerCause cause);

// Works out the month's hazards and screens everybody against the state on the month's eve.
MonthContext open_month(population::City& city, const scenario::Rules& rules);

}  // namespace talentsim::phases
