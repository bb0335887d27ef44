// SPDX-License-Identifier: MIT
// Blocks side by side in vector instructions, of two widths: `narrow` runs on every machine of the
// build's instruction set, `wide` where the processor has AVX-512. The words are whole numbers and
// the same either way.
#pragma once

#include <cstddef>
#include <cstdint>

#include "random/draws.h"

namespace talentsim::random {

constexpr std::size_t kBlocksAtOnce = 16;

// Words 1 and 2 of the counters, without what comes of the keys.
struct Counter {
  std::uint32_t word1, word2;
};
inline Counter counter_of(Month month, Stream stream, std::uint32_t ordinal) {
  return {static_cast<std::uint32_t>(stream) << 21,
          static_cast<std::uint32_t>(month.index()) | ordinal << 12};
}

// The ways of drawing, each for kBlocksAtOnce keys. Words go to as many places for first_words, to
// four times as many for the others.
struct Lanes {
  void (*consecutive_blocks)(const Luck&, const Counter&, std::uint32_t first_key,
                             std::uint32_t* words);
  void (*blocks)(const Luck&, const Counter&, const std::uint64_t* keys, std::uint32_t* words);
  // Of a month each, by index; the counter is that of month 0.
  void (*blocks_of_months)(const Luck&, const Counter&, const std::uint64_t* keys,
                           const std::uint64_t* months, std::uint32_t* words);
  void (*first_words)(const Luck&, const Counter&, const std::uint64_t* keys, std::uint32_t* words);
};
const Lanes& narrow_lanes();
const Lanes* wide_lanes();  // null where the processor has none

}  // namespace talentsim::random
