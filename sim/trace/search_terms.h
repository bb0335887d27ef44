// SPDX-License-Identifier: MIT
// What to look for: scheme=NAME,outcome=left,arrival=2024,family=children,sector=NAME,who=spouse.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenario/scenario.h"

namespace talentsim::trace {

// Each term holds the words of which one must fit; empty: anything fits.
struct SearchTerms {
  std::vector<std::string> scheme, outcome, family, sector, who;
  std::optional<std::pair<Month, Month>> arrival;  // both inclusive

  bool wants(const std::vector<std::string>& term, const std::string& word) const;
  bool wants_residents() const;   // who=resident, helper or student
  bool wants_applicants() const;  // outcome=refused and the like: people who never came
};

// Throws UsageError at the first mistake, with the nearest spelling.
SearchTerms parse_search(const std::string& text, const scenario::Scenario& scenario);

// The terms and their words, for --help.
std::string search_help();

}  // namespace talentsim::trace
