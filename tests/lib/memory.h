// SPDX-License-Identifier: MIT
// Bytes in memory in place of a file, for what is written to checkpoints.
#pragma once

#include <algorithm>
#include <vector>

#include "checkpoint/archive.h"

namespace talentsim::test {

class Memory : public checkpoint::Sink, public checkpoint::Source {
 public:
  void put(const void* bytes, std::size_t size) override {
    const auto* first = static_cast<const char*>(bytes);
    bytes_.insert(bytes_.end(), first, first + size);
  }
  void get(void* bytes, std::size_t size) override {
    if (size > left()) throw RunError("it ends too early");
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(used_), size,
                static_cast<char*>(bytes));
    used_ += size;
  }
  std::uint64_t left() const override { return bytes_.size() - used_; }
  const std::vector<char>& bytes() const { return bytes_; }

 private:
  std::vector<char> bytes_;
  std::size_t used_ = 0;
};

}  // namespace talentsim::test
