// SPDX-License-Identifier: MIT
// The one pass over all residents and all newcomers of a month: who passes the screen.
#pragma once

#include <vector>

#include "phases/screen.h"
#include "population/city.h"

namespace talentsim::phases {

// In row order.
std::vector<Screened> screen_residents(const population::City& city, const ScreenTable& table);
std::vector<Screened> screen_newcomers(const population::City& city,
                                       const std::vector<std::uint32_t>& rows,
                                       const ScreenTable& table);

}  // namespace talentsim::phases
