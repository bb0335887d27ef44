// SPDX-License-Identifier: MIT
// What one month brings to the stay of one holder, decided before anything changes. Holders do not
// compete for extensions, so that their turns may be decided in any order.
#pragma once

#include <cstdint>

#include "population/city.h"

namespace talentsim::phases {

struct RenewalTurn {
  // How the month ends for the stay. Switched and lapsed: it ran out without an application.
  enum class End : std::uint8_t { goes_on, granted, refused, switched, lapsed };

  std::uint32_t row = 0;
  bool applies = false;        // to extend the stay, this month
  bool unconditional = false;  // the application made asks for the extension that needs no evidence
  bool runs_out = false;       // the stay's last month has come
  std::int16_t decision = population::kNever;  // month of the decision on the application
  End end = End::goes_on;
  std::int16_t months = 0;  // granted, or of the first stay under another scheme; 0: no limit
  std::int16_t scheme = 0;  // switched: the scheme that takes the holder

  bool nothing() const { return !applies && !runs_out && end == End::goes_on; }
};

// The turn of the principal at `row`, whose stay is within reach of its last month. `lag`: from an
// application of this month to its decision.
RenewalTurn renewal_turn(const population::City& city, const scenario::Rules& rules,
                         const random::LagTable& lag, std::uint32_t row);

}  // namespace talentsim::phases
