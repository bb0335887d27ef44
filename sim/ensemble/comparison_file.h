// SPDX-License-Identifier: MIT
// A comparison as HDF5 that is also valid NetCDF-4: every figure by all its axes.
#pragma once

#include "ensemble/comparison.h"
#include "output/pending_file.h"

namespace talentsim::ensemble {

// Needs `every_cell`. Publishes the file.
void write(const Comparison& comparison, output::PendingFile& file);

}  // namespace talentsim::ensemble
