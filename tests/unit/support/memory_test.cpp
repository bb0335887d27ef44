// SPDX-License-Identifier: MIT
#include "support/memory.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <vector>

using namespace talentsim;

namespace {

bool at_a_huge_page(const void* block) {
  return reinterpret_cast<std::uintptr_t>(block) % kHugePage == 0;
}

}  // namespace

TEST_CASE("large blocks begin at a page of 2 MiB and hold what is written to their last byte") {
  for (const std::size_t bytes : {kHugeBlock, kHugeBlock + 1, 3 * kHugePage}) {
    const auto block = std::make_unique<unsigned char[]>(bytes);
    CHECK(at_a_huge_page(block.get()));
    CHECK(block[bytes - 1] == 0);
    block[bytes - 1] = 7;
    CHECK(block[bytes - 1] == 7);
  }
}

TEST_CASE("a column keeps its entries when it grows into a large block") {
  std::vector<std::uint32_t> column;
  for (std::uint32_t i = 0; i < kHugeBlock / 2; ++i) column.push_back(i);
  CHECK(at_a_huge_page(column.data()));
  bool same = true;
  for (std::uint32_t i = 0; i < column.size(); ++i) same = same && column[i] == i;
  CHECK(same);
}

TEST_CASE("empty blocks have addresses of their own") {
  void* first = ::operator new(0);
  void* second = ::operator new(0);
  CHECK(first != second);
  ::operator delete(first);
  ::operator delete(second);
}

TEST_CASE("a block larger than any memory is refused, not wrapped round to a small one") {
  volatile std::size_t bytes = std::numeric_limits<std::size_t>::max() - 1;
  CHECK_THROWS_AS(::operator delete(::operator new(bytes)), std::bad_alloc);
}
