// SPDX-License-Identifier: MIT
// Limits on the family that comes with a holder: places for children, and parents where a scheme
// admits them.
#pragma once

#include <vector>

#include "population/city.h"
#include "population/entrants.h"
#include "population/profile.h"

namespace talentsim::population {

// Takes one of the year's places for children admitted as dependants of talent. Without a limit
// there is always one. Places go in the order of months, within a month in the order of keys.
bool take_child_place(City& city, const scenario::Rules& rules, std::size_t scheme);

// Months of birth of the parents who come with a candidate, the mother first; none where the scheme
// does not admit them.
std::vector<int> parent_births(const random::Luck& luck, const scenario::Rules& rules,
                               const Profile& profile, const Entry& entry);

}  // namespace talentsim::population
