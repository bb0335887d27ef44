// SPDX-License-Identifier: MIT
// Permanent keys of persons: 53 bits, so that every reader of HDF5 keeps them exact.
//
//   bits 51..52  kind: 0 resident at the start, 1 candidate
//   bits 14..50  root: for residents the dense index; for candidates pool (8 bits) | month since
//   2000 (11 bits,
//                offset by 600 months so that the years 1950 to 2120 fit) | slot (18 bits)
//   bits 12..13  relation to the principal: 0 self, 1 spouse, 2 child brought along, 3 other
//   bits  8..11  ordinal of that relation
//   bits  0..7   births: two generations of 4-bit ordinals, the first generation in bits 4..7
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/month.h"

namespace talentsim::population {

using Key = std::uint64_t;

constexpr std::uint32_t kSlots = 1u << 18;
constexpr std::uint32_t kPools = 1u << 8;
constexpr int kBirthOrdinals = 15;

// Pools of persons who move without a scheme have numbers from the top; a scenario's own pools
// count from 0.
enum class MovementPool : std::uint32_t { returning = 255, helper = 254, nonlocal_student = 253 };

Key resident_key(std::uint32_t index);
Key candidate_key(std::uint32_t pool, Month month, std::uint32_t slot);
Key dependant_key(Key principal, int relation, int ordinal);
// Key of the ordinal-th birth (1..15) to a mother. Throws RunError beyond two generations of births
// within a run.
Key birth_key(Key mother, int ordinal);

// What a key says.
struct KeyParts {
  bool candidate = false;   // the root is a candidate or mover, not a resident of the start
  std::uint32_t index = 0;  // of the resident, or slot of the candidate
  std::uint32_t pool = 0;   // of candidates, with the month in which they appeared
  Month appeared;
  int relation = 0, ordinal = 0;          // to the principal
  int first_birth = 0, second_birth = 0;  // ordinals; 0: none
};
KeyParts parts_of(Key key);
// The key of the resident, candidate or mover from whom a key of a family derives.
Key root_of(Key key);

// "resident/12345", "mainland_graduate/2023-05/123/spouse1", ".../birth1". `pools`: names of the
// scenario's pools.
std::string readable(Key key, const std::vector<std::string>& pools);

}  // namespace talentsim::population
