// SPDX-License-Identifier: MIT
// One value in force, with what is known about it: a line of the parameter table in the
// documentation.
#pragma once

#include <string>
#include <vector>

#include "support/month.h"

namespace talentsim::scenario {

struct Parameter {
  std::string path;   // labour.matching_efficiency
  std::string value;  // as it would be written; long lists are summarised
  std::string unit, source, prior, role, meaning;
  bool behavioural = false;
  bool assumed = false;  // its source is the word `assumption`
  bool written = true;   // false: the default, not given in the scenario
};

// Every value in force from a month on.
struct DatedParameters {
  Month from;
  std::vector<Parameter> values;
};

}  // namespace talentsim::scenario
