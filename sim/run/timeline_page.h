// SPDX-License-Identifier: MIT
// What `talentsim check --timeline` prints: every dated change of the rules, to be verified by
// somebody who knows the rules and not the program.
#pragma once

#include <string>
#include <vector>

#include "scenario/parameter.h"
#include "scenario/scenario.h"

namespace talentsim::run {

// Schemes that open and close within the run, and every policy item: date, what changes, from what
// to what, source. `parameters`: the values in force at the start.
std::string timeline_page(const scenario::Scenario& scenario,
                          const std::vector<scenario::Parameter>& parameters);

}  // namespace talentsim::run
