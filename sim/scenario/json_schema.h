// SPDX-License-Identifier: MIT
// The format of a scenario as JSON Schema (draft-07), from the table that also validates.
#pragma once

#include <string>

namespace talentsim::scenario {

// Of one file. What needs several files or several values at once (names declared elsewhere, sums,
// the order of dates, required keys of a file that extends others) is left to `talentsim check`.
std::string json_schema();

}  // namespace talentsim::scenario
