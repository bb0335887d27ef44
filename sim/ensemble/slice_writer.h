// SPDX-License-Identifier: MIT
// A results file with points: that of a slice, or that of all slices.
#pragma once

#include <memory>

#include "ensemble/plan.h"
#include "output/results_writer.h"

namespace talentsim::ensemble {

// Points `first` to `end` - 1 of the plan, with the group `design` that says what they are. `base`:
// base_scenario(plan).
std::unique_ptr<output::ResultsWriter> points_writer(const Plan& plan,
                                                     const scenario::Scenario& base, int first,
                                                     int end, const output::Header& header,
                                                     const std::filesystem::path& path, bool force);

}  // namespace talentsim::ensemble
