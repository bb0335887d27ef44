// SPDX-License-Identifier: MIT
// Time to the first job: principals who land without a post wait for one, and are counted when they
// first start to work.
#pragma once

#include "population/city.h"
#include "scenario/scenario.h"

namespace talentsim::phases {

// Of a principal who has just landed.
void count_landing(population::City& city, std::uint32_t row);
// Of a newcomer who starts to work this month, by then with all that the row says of it.
void count_first_job(population::City& city, const scenario::Rules& rules, std::uint32_t row,
                     stats::Tallies& tallies);

}  // namespace talentsim::phases
