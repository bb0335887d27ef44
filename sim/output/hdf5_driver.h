// SPDX-License-Identifier: MIT
// How HDF5 reaches the disk. HDF5's own driver does not recover from a refused write: closing the
// file fails and the process crashes at exit. This one notes the first refusal, tells HDF5 that all
// is well, and writes no more.
#pragma once

#include <cstdint>

namespace talentsim::output::hdf5 {

struct DiskState {
  int error_number = 0;  // errno of the first refusal; the file is of no use then
  bool discard = false;  // nothing more reaches the disk
};

// Makes files created with this access property list (hid_t) go through the driver; negative when
// HDF5 refuses. `state` must outlive the file.
int use_driver(std::int64_t access_properties, DiskState& state);

}  // namespace talentsim::output::hdf5
