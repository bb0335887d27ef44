// SPDX-License-Identifier: MIT
// SHA-256 of bytes as they come.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

namespace talentsim {

using Sum = std::array<unsigned char, 32>;

class Digest {
 public:
  Digest();
  void add(const void* bytes, std::size_t size);
  Sum sum() const;  // of all so far; more may follow

 private:
  struct Context;
  std::shared_ptr<Context> context_;
};

}  // namespace talentsim
