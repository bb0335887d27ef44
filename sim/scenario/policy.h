// SPDX-License-Identifier: MIT
// Dated changes of the rules, as written, before they are applied.
#pragma once

#include <string>
#include <vector>

#include "scenario/binder.h"
#include "scenario/merge.h"
#include "support/month.h"

namespace talentsim::scenario {

// One value that a policy or --set puts at a path.
struct Setting {
  Path path;
  Mark mark;  // of the path
  Node value;
  Node source;
  Node before{};  // what stood there, once the policy has been applied
};

struct PolicyEntry {
  Month from;
  Node note, source;  // empty scalars when not given
  std::vector<Setting> settings;
  // What changed in the world without changing a value of the model: a list of {what, from, to}.
  Node record{};
};

// Reads the `policy` list of one file; `label` is the source of values whose item gives none.
std::vector<PolicyEntry> read_policy(const Node& list, const std::string& label, Report& report);

// Reads "path=value" of the command line.
std::vector<Setting> read_overrides(const std::vector<std::string>& texts, Report& report);

// Whether the path names a value that can be set, given the names of schemes, pools and sectors in
// `tree`. `dated`: by a policy, which can change only the rules.
bool check_path(const Setting& setting, const Node& tree, bool dated, Report& report);

}  // namespace talentsim::scenario
