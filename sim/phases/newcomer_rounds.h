// SPDX-License-Identifier: MIT
// The month's one pass over all newcomers: whom each phase will have to ask. What others do earlier
// in the month can only take the question away, or is told to the phase apart; so a phase asks
// those of its list again and nobody else.
#pragma once

#include <cstdint>
#include <vector>

#include "population/newcomers.h"

namespace talentsim::phases {

struct NewcomerRounds {
  std::vector<std::uint32_t> present;    // all who have not left
  std::vector<std::uint32_t> may_seek;   // without work, or waiting abroad to look for it
  std::vector<std::uint32_t> may_renew;  // principals whose stay ends within the longest lead
  std::vector<std::uint32_t> apart;      // principals whose household is not together
  std::vector<std::uint32_t> may_be_permanent;  // here long enough for the shortest way there
  std::uint32_t rows = 0;                       // rows looked at; later ones landed this month
};

// Lists newcomers as they are on the month's eve, by row.
NewcomerRounds make_rounds(const population::Newcomers& newcomers, const scenario::Rules& rules,
                           Month now);

}  // namespace talentsim::phases
