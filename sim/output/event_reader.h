// SPDX-License-Identifier: MIT
// The event log of a results file, a block at a time.
#pragma once

#include <functional>
#include <span>

#include "output/results_reader.h"

namespace talentsim::output {

bool has_events(const ResultsReader& file);

// Calls `take` with the events of one replicate in the order of the log. Household and ordinal are
// not read; `month` holds days since 1970-01-01, as the file does. Throws RunError when damaged.
void read_events(const ResultsReader& file, int replicate,
                 const std::function<void(std::span<const stats::Event>)>& take);

}  // namespace talentsim::output
