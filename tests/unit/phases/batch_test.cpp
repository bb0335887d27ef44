// SPDX-License-Identifier: MIT
#include "phases/batch.h"

#include <doctest/doctest.h>

namespace talentsim::phases {

TEST_CASE("each row of a batch has its bit") {
  Bytes bytes;
  for (std::size_t i = 0; i < kBatch; ++i) bytes[i] = static_cast<std::uint8_t>(i * i * 37 + i);
  for (int which = 0; which < 8; ++which) {
    std::uint64_t rows = 0;
    for (std::size_t i = 0; i < kBatch; ++i)
      rows |= static_cast<std::uint64_t>(bytes[i] >> which & 1) << i;
    CHECK(bits_of(bytes, which) == rows);
  }
}

TEST_CASE("rows beyond the count are not asked for") {
  const auto odd = [](std::size_t i) { return i % 2 == 1; };
  CHECK(rows_that(odd) == 0xAAAAAAAAAAAAAAAA);
  CHECK(rows_that(odd, 4) == 0b1010);
  CHECK(rows_that(odd, 1) == 0);
  std::vector<std::size_t> visited;
  for_bits(rows_that(odd, 6), [&](std::size_t i) { visited.push_back(i); });
  CHECK(visited == std::vector<std::size_t>{1, 3, 5});
}

TEST_CASE("rows of batches are listed in order, however many there are") {
  RowList<4 * kBatch> list;
  std::vector<std::uint32_t> expected;
  const std::uint64_t batches[] = {0, 0xAAAAAAAAAAAAAAAA, ~std::uint64_t{0}, 0x8000000000000001};
  for (std::size_t b = 0; b < 4; ++b) {
    const auto first = 1000 + b * kBatch;
    list.add(batches[b], first);
    for_bits(batches[b],
             [&](std::size_t i) { expected.push_back(static_cast<std::uint32_t>(first + i)); });
  }
  CHECK(std::vector(list.rows().begin(), list.rows().end()) == expected);
  RowList<kBatch> full;
  full.add(~std::uint64_t{0}, 0);
  CHECK(full.rows().size() == kBatch);
}

TEST_CASE("a batch at the end of a column is filled up with nothing") {
  std::vector<std::uint16_t> column(kBatch + 3);
  for (std::size_t i = 0; i < column.size(); ++i) column[i] = static_cast<std::uint16_t>(i + 1);
  CHECK(rows_from(column, 0)[kBatch - 1] == kBatch);
  const auto rest = rows_from(column, kBatch);
  CHECK(rest[2] == column.back());
  for (std::size_t i = 3; i < kBatch; ++i) CHECK(rest[i] == 0);
}

}  // namespace talentsim::phases
