// SPDX-License-Identifier: MIT
// One month of the city.
#pragma once

#include "population/city.h"

namespace talentsim {

// Wall seconds spent in each step of the month, summed over months.
struct StepTimes {
  std::vector<std::pair<const char*, double>> seconds;
};

// Lives the city through `city.now` under the month's rules and fills city.tallies.
void live_month(population::City& city, const scenario::Rules& rules, StepTimes* times = nullptr);

}  // namespace talentsim
