// SPDX-License-Identifier: MIT
// The one pass over all residents and all newcomers of a month: who passes the screen, and which
// residents at work look for another post.
#pragma once

#include <vector>

#include "phases/screen.h"
#include "population/city.h"
#include "support/unset_list.h"

namespace talentsim::phases {

struct ScreenedResidents {
  UnsetList<Screened> passed;
  UnsetList<std::uint32_t> looking_on;
};
// In row order. Who looks on is said by the other end of the word that screens, so that nobody does
// in a month in which something else may happen to him: a share `looking_share` of the employed
// locals, the same persons in every scenario.
ScreenedResidents screen_residents(const population::City& city, const ScreenTable& table,
                                   double looking_share);
UnsetList<Screened> screen_newcomers(const population::City& city, const scenario::Rules& rules,
                                     const ScreenTable& table);

}  // namespace talentsim::phases
