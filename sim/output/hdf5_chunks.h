// SPDX-License-Identifier: MIT
// Rows of figures from one file to another as they are stored: unpacking and packing them again
// takes forty times as long.
#pragma once

#include "output/hdf5_file.h"

namespace talentsim::output::hdf5 {

// Copies the row of `from` with the leading indices `from_row` to the row `to_row` of `to`. False
// when that cannot be done: they are not stored alike in chunks of at most one row, or a chunk
// cannot be read. Throws RunError when one cannot be written.
bool copy_chunks(const Handle& from, const Extents& from_row, Dataset& to, const Extents& to_row);

}  // namespace talentsim::output::hdf5
