// SPDX-License-Identifier: MIT
// The month's one pass over all newcomers: whom each phase will have to ask. What others do earlier
// in the month can only take the question away, or is told to the phase apart; so a phase asks
// those of its list again and nobody else.
#pragma once

#include <cstdint>
#include <vector>

#include "population/city.h"

namespace talentsim::phases {

struct NewcomerRounds {
  std::vector<std::uint32_t> may_seek;   // without work, or waiting abroad to look for it
  std::vector<std::uint32_t> may_renew;  // principals whose stay ends within the longest lead
  std::vector<std::uint32_t> apart;      // principals whose household is not together
  std::vector<std::uint32_t> may_be_permanent;  // here long enough for the shortest way there
};

// Lists newcomers as they are on the month's eve, and refreshes city.active.
NewcomerRounds make_rounds(population::City& city, const scenario::Rules& rules);

}  // namespace talentsim::phases
