// SPDX-License-Identifier: MIT
// Work on one's own account of newcomers, and pay that is booked outside the city. Kinds are
// entries of a list; the engine knows none by name.
#pragma once

#include <cstdint>
#include <string>

namespace talentsim::scenario {

struct OwnAccountKind {
  std::string name, title;
  std::uint32_t ordinal = 0;  // of its draws, from the name
  double weight = 0;          // multiplies self_employment_month, far from the end of a stay
  double weight_at_expiry = 0;
  int sector = -1;             // place among the sectors; -1: where the founder looks for work
  double pay_factor = 1;       // of the cell's pay of newcomers
  bool counts_as_work = true;  // at renewal
  double detection = 0;        // probability at each examination that it is found not to be genuine
};
constexpr std::size_t kMostOwnAccountKinds = 16;

// Of newcomers with at least this pay, a share have it booked outside the city but for a part.
struct BookedElsewhere {
  double share = 0;
  double from_hkd_month = 0;
  double shown_share = 0;  // of their pay, the part booked here
};

}  // namespace talentsim::scenario
