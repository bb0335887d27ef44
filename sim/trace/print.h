// SPDX-License-Identifier: MIT
// A case file as text, 100 columns wide.
#pragma once

#include "trace/part.h"

namespace talentsim::trace {

std::string print(const Life& life, const scenario::Scenario& scenario, int replicate,
                  const Authorities& authorities);
std::string print(const Life& base, const Life& variant, const TwoLives& two,
                  const scenario::Scenario& base_scenario,
                  const scenario::Scenario& variant_scenario, int replicate,
                  const Authorities& base_rules, const Authorities& variant_rules);

}  // namespace talentsim::trace
