// SPDX-License-Identifier: MIT
// Whether two results files hold the same replicates of the same city under two policies.
#pragma once

#include "output/results_reader.h"

namespace talentsim::ensemble {

// Throws UsageError that names every obstacle and the nearest remedy: replicates pair when seed,
// scale, start, end, number of replicates, program build and format are the same.
void check_pair(const output::ResultsReader& base, const output::ResultsReader& variant);

}  // namespace talentsim::ensemble
