// SPDX-License-Identifier: MIT
// How much memory the people of the city take.
#pragma once

#include <cstddef>

#include "population/households.h"
#include "population/residents.h"

namespace talentsim::population {

// `used`: up to the last row or entry. `reserved`: what the containers hold, of which the part
// beyond `used` is never touched and so takes no physical memory.
struct Footprint {
  std::size_t used_bytes = 0, reserved_bytes = 0;
};

// Residents, their households and the index from household to members.
Footprint bytes_held(const Residents& residents, const Households& households);

}  // namespace talentsim::population
