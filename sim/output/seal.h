// SPDX-License-Identifier: MIT
// A last line behind the end of an HDF5 file, with the SHA-256 of all before it: every reader of
// HDF5 ignores it, and every writer cuts it off, so that a file with a seal is as it was written.
#pragma once

#include <filesystem>
#include <string>

namespace talentsim::output {

// Seals a complete file that nobody has open. Throws RunError when the disk refuses.
void seal(const std::filesystem::path& file);

// Throws RunError when a byte was changed since the file was sealed, and when a file without a seal
// does not end where HDF5 ends it. To be called before HDF5 opens the file, which may crash on
// damage. A file without a seal that ends where it should, as other programs leave it, is accepted.
void check_seal(const std::string& file);

}  // namespace talentsim::output
