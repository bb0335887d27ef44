// SPDX-License-Identifier: MIT
// What the phases of one month share: the city, the rules in force, the month's hazards and who
// passed the screens.
#pragma once

#include <vector>

#include "phases/hazards.h"
#include "phases/screen_classes.h"
#include "population/city.h"

namespace talentsim::phases {

struct MonthContext {
  population::City& city;
  const scenario::Rules& rules;
  MonthHazards hazards;
  ScreenTable resident_table, newcomer_table;
  std::vector<Screened> residents, newcomers;  // classes are those of the month's eve
  std::vector<std::uint32_t> new_seekers;      // residents who began to look for work this month
};

// The uniform of one cause for a screened person, from the person's own stream.
double cause_uniform(const MonthContext& month, const Screened& person, ResidentCause cause);
double cause_uniform(const MonthContext& month, const Screened& person, NewcomerCause cause);

inline bool may_strike(const Screened& person, ResidentCause cause) {
  return person.may_strike(static_cast<int>(cause));
}

// Works out the month's hazards and screens everybody against the state on the month's eve.
MonthContext open_month(population::City& city, const scenario::Rules& rules);

}  // namespace talentsim::phases
