// SPDX-License-Identifier: MIT
// How one tree is laid over another: by extends, by a policy, by --set. Values replace values;
// mappings merge. A replaced value says where it now comes from.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenario/tree.h"

namespace talentsim::scenario {

using Path = std::vector<std::string>;
Path split_path(const std::string& dotted);
std::string join_path(const Path& path);

// Lays `over` on `base`. Values that replace others carry the nearest `source` of `over`, else
// `label`; new ones too when `what_if` (a what-if needs no sources of its own).
void merge(Node& base, const Node& over, const Node& label, bool what_if);

// Replaces the value at `path`, making the mappings on the way. A bare value over {value, unit,
// ...} keeps the unit and takes `source`; one that says what is already there changes nothing.
void set_value(Node& tree, const Path& path, const Node& value, const Node& source);

// The values that turn `before` into `after`, by path; `after` must come from `before` by set_value
// or merge.
std::vector<std::pair<Path, Node>> differences(const Node& before, const Node& after);

}  // namespace talentsim::scenario
