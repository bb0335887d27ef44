// SPDX-License-Identifier: MIT
// Who a person is at the head of a case file, and where they stand at its end.
#pragma once

#include "population/city.h"
#include "trace/life.h"

namespace talentsim::trace {

// Where to look for a person.
struct Whereabouts {
  population::Key person = 0;
  std::uint32_t newcomer = population::kNoRow, resident = population::kNoRow;
  Month applied;              // of an applicant
  bool is_candidate = false;  // appeared in a pool
  bool has_applied = false, approved = false, refused = false;
};

std::vector<std::string> head_of(const population::City& city, const scenario::Rules& rules,
                                 const Whereabouts& person);
std::vector<std::string> end_of(const population::City& city, const scenario::Rules& rules,
                                const Whereabouts& person);

// What a member of a family is to its principal: "principal", "spouse", "child 1", "child born here
// 1".
std::string role_of(population::Key person);

}  // namespace talentsim::trace
