// SPDX-License-Identifier: MIT
// An existing HDF5 file, read only. Nothing in it is believed: extents are bounded, types are
// checked.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "output/hdf5_file.h"

namespace talentsim::output::hdf5 {

// Cells of one call to `numbers`; a file that claims more is damaged or not ours.
constexpr unsigned long long kMostCells = 1ULL << 26;

// Throws UsageError when the file cannot be meant (absent, a folder, no HDF5), RunError when it
// cannot be read (damaged, a disk that refuses).
class Reader {
 public:
  explicit Reader(const std::string& path);

  bool has(const std::string& object) const;                                 // "group/dataset"
  std::optional<std::string> text_attribute(const std::string& name) const;  // of the root
  std::optional<double> number_attribute(const std::string& name) const;

  Extents extents(const std::string& dataset) const;
  std::vector<std::string> texts(const std::string& dataset) const;  // of one dimension
  std::string text(const std::string& dataset) const;                // of none
  std::vector<double> reals(const std::string& dataset) const;       // of one dimension
  // A block of whole numbers, row-major.
  std::vector<std::int64_t> numbers(const std::string& dataset, const Extents& offset,
                                    const Extents& count) const;
  Handle dataset(const std::string& name) const;

 private:
  std::vector<std::string> texts(const std::string& dataset, unsigned long long count) const;
  [[noreturn]] void damaged(const std::string& what) const;
  Handle opened(Id id, Handle::Close close, const std::string& what) const;
  unsigned long long length(const std::string& dataset) const;

  std::string path_;
  Handle file_;
};

}  // namespace talentsim::output::hdf5
