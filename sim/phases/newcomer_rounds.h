// SPDX-License-Identifier: MIT
// The month's one pass over all newcomers: whom each phase will have to ask. What others do earlier
// in the month can only take the question away, or is told to the phase apart; so a phase asks
// those of its list again and nobody else.
#pragma once

#include <cstdint>

#include "population/newcomers.h"
#include "support/unset_list.h"

namespace talentsim::phases {

struct NewcomerRounds {
  using Rows = UnsetList<std::uint32_t>;
  Rows may_look_on;        // at work below their level or outside their field
  Rows may_seek;           // without work, or waiting abroad to look for it
  Rows may_renew;          // principals whose stay ends within the longest lead
  Rows apart;              // principals whose household is not together
  Rows may_be_recognised;  // hold a profession that they may not practise, or were not asked yet
  Rows may_be_permanent;   // here long enough for the shortest way there
  std::uint32_t rows = 0;  // rows looked at; later ones landed this month
};

// Lists newcomers as they are on the month's eve, by row.
NewcomerRounds make_rounds(const population::Newcomers& newcomers, const scenario::Rules& rules,
                           Month now);

}  // namespace talentsim::phases
