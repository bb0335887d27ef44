// SPDX-License-Identifier: MIT
// Where two scenarios first say something else about the city.
#pragma once

#include <optional>
#include <string>

#include "support/month.h"

namespace talentsim::scenario {

struct Difference {
  Month month;           // the first in which the rules are not the same
  std::string path;      // of a value that differs then, the first in the order of the scenario
  std::string one, two;  // what it is there; empty: it does not say
};

// Of two resolved scenarios, from the first month lived to `last`. Looks at every value of the
// rules as the model reads it, defaults included; words for readers alone (titles, notes, sources)
// do not count. Nothing when they are the same.
std::optional<Difference> first_difference(const std::string& one_yaml, const std::string& two_yaml,
                                           Month first, Month last);

}  // namespace talentsim::scenario
