// SPDX-License-Identifier: MIT
// Attributes that say what a dataset holds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "output/hdf5_file.h"
#include "output/schema.h"

namespace talentsim::output {

void describe(hdf5::Dataset& dataset, const Variable& variable);

// CF's way to give names to small integers: as many values, from `first`, as blank-separated
// meanings.
void add_flags(hdf5::Dataset& dataset, std::int8_t first, const std::vector<std::string>& words);

}  // namespace talentsim::output
