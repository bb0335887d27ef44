// SPDX-License-Identifier: MIT
// The files and the dated policies of a scenario, put together: the rules as a tree from each date
// on.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenario/files.h"
#include "scenario/policy.h"

namespace talentsim::scenario {

// The tree from a date on, and what changed it.
struct DatedTree {
  Month from;
  Node tree;
};

struct Composition {
  Node undated;                       // every file and --set, no policy
  std::vector<DatedTree> dated;       // in order; only dates at which a value changes
  std::vector<PolicyEntry> policies;  // those with an effect, and only what they change
};

// The base (all files up to the one that gives the period) merges first, then its policies act by
// date; each what-if above it then lays its own values and policies over that, so that they hold
// until it changes them itself; `overrides` win over all.
Composition compose(std::vector<SourceFile> files, const std::vector<Setting>& overrides,
                    Report& report);

}  // namespace talentsim::scenario
