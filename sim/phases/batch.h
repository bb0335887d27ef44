// SPDX-License-Identifier: MIT
// Sixty-four rows at a time: loops without branches over columns of one width each, which turn into
// vector instructions, and a bit for each row in the end.
#pragma once

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace talentsim::phases {

constexpr std::size_t kBatch = 64;

template <class Column>
using Batch = std::array<Column, kBatch>;
using Bytes = Batch<std::uint8_t>;

// Rows `first` onwards of a column; 0 beyond its end.
template <class Column>
Batch<Column> rows_from(const std::vector<Column>& column, std::size_t first) {
  Batch<Column> rows;
  if (first + kBatch <= column.size()) {
    std::memcpy(rows.data(), &column[first], sizeof rows);
  } else {
    std::memset(static_cast<void*>(rows.data()), 0, sizeof rows);
    std::memcpy(rows.data(), &column[first], (column.size() - first) * sizeof(Column));
  }
  return rows;
}

constexpr std::uint8_t every_bit(bool yes) { return yes ? 0xFF : 0; }

// Bit i is bit `which` of byte i.
inline std::uint64_t bits_of(const Bytes& bytes, int which) {
#ifdef __AVX2__
  const auto half = [&](std::size_t first) {
    __m256i half_of;
    std::memcpy(&half_of, &bytes[first], sizeof half_of);
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_slli_epi64(half_of, 7 - which)));
  };
  return half(0) | static_cast<std::uint64_t>(half(kBatch / 2)) << 32;
#else
  // A product gathers the bits of eight bytes in its highest one.
  std::uint64_t rows = 0;
  for (std::size_t i = 0; i < kBatch; i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, &bytes[i], sizeof eight);
    rows |= ((eight >> which & 0x0101010101010101) * 0x0102040810204080 >> 56) << i;
  }
  return rows;
#endif
}

// Bit i is set when test(i) holds, for the first `count` rows.
template <class Test>
std::uint64_t rows_that(const Test& test, std::size_t count = kBatch) {
  Bytes passes;
  for (std::size_t i = 0; i < kBatch; ++i) passes[i] = every_bit(test(i));
  return bits_of(passes, 0) << (kBatch - count) >> (kBatch - count);
}

// Calls use(i) for every bit that is set.
template <class Use>
void for_bits(std::uint64_t rows, const Use& use) {
  for (; rows != 0; rows &= rows - 1) use(static_cast<std::size_t>(std::countr_zero(rows)));
}

// A list of rows, of no more than `kMost` in all, filled a batch at a time.
template <std::size_t kMost>
class RowList {
 public:
  // Appends `first` + i for every bit i that is set: eight at a time, so that the processor need
  // not guess how many are set. What is written beyond them is written over or not read.
  void add(std::uint64_t bits, std::size_t first) {
    auto* to = rows_.data() + count_;
    count_ += static_cast<std::size_t>(std::popcount(bits));
    do {
      for (std::size_t k = 0; k < kAtOnce; ++k, bits &= bits - 1)
        *to++ =
            static_cast<std::uint32_t>(first) + static_cast<std::uint32_t>(std::countr_zero(bits));
    } while (bits != 0);
  }
  std::span<const std::uint32_t> rows() const { return {rows_.data(), count_}; }

 private:
  static constexpr std::size_t kAtOnce = 8;
  std::array<std::uint32_t, kMost + kAtOnce> rows_;
  std::size_t count_ = 0;
};

}  // namespace talentsim::phases
