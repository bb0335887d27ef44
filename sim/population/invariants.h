// SPDX-License-Identifier: MIT
// Conservation laws, checked month by month: nobody and nothing appears or vanishes without being
// counted.
#pragma once

#include "population/city.h"

namespace talentsim::population {

// What a month starts with.
struct Opening {
  std::int64_t locals = 0, holders = 0, posts = 0;
};
Opening opening(const City& city);

// Throws RunError naming the law, the month and both sides when one is broken: running counts equal
// a recount; residents, holders and posts equal the opening plus what the month's flows say; every
// holder has one leave to stay; no child lives without an adult; keys are unique.
void check_invariants(const City& city, const scenario::Rules& rules, const Opening& before);

}  // namespace talentsim::population
