// SPDX-License-Identifier: MIT
// A value in a scenario: bare, or with what is known about it: {value, unit, prior, source, role,
// note}.
#pragma once

#include <string>
#include <vector>

#include "scenario/tree.h"

namespace talentsim::scenario {

constexpr const char* kAssumption = "assumption";

struct Leaf {
  const Node* value = nullptr;  // the bare value
  const Node* unit = nullptr;
  const Node* prior = nullptr;
  const Node* source = nullptr;
  const Node* role = nullptr;
};

const std::vector<std::string>& leaf_keys();  // value, unit, prior, source, role, note
bool is_leaf_key(const std::string& key);
// A mapping with the key `value`.
bool is_leaf_mapping(const Node& node);
// A mapping from months: its keys are dates, well written or not (names never start with a digit).
bool is_dated_values(const Node& node);
// A mapping that holds other fields, neither of the above.
bool is_section(const Node& node);
Leaf leaf_of(const Node& node);

// The texts of a source: one text or a list of them. Empty when it is neither.
std::vector<std::string> source_texts(const Node& node);
// The word `assumption`, alone or followed by the reason: "assumption, by analogy with ...".
bool is_assumption(const std::vector<std::string>& sources);

}  // namespace talentsim::scenario
