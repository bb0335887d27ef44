// SPDX-License-Identifier: MIT
// Blocks side by side in vector instructions, of two widths: `narrow` runs on every machine of the
// build's instruction set, `wide` where the processor has AVX-512. many.h chooses. The words are
// whole numbers and the same either way.
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

bool has_wide_vectors();

// Pointers are to kBlocksAtOnce keys, and to kBlocksAtOnce words (first_words) or four times as
// many.
namespace narrow {
void consecutive_blocks(const Luck& luck, const Counter& counter, std::uint32_t first_key,
                        std::uint32_t* words);
void blocks(const Luck& luck, const Counter& counter, const std::uint64_t* keys,
            std::uint32_t* words);
void first_words(const Luck& luck, const Counter& counter, const std::uint64_t* keys,
                 std::uint32_t* words);
}  // namespace narrow

namespace wide {
void consecutive_blocks(const Luck& luck, const Counter& counter, std::uint32_t first_key,
                        std::uint32_t* words);
void blocks(const Luck& luck, const Counter& counter, const std::uint64_t* keys,
            std::uint32_t* words);
void first_words(const Luck& luck, const Counter& counter, const std::uint64_t* keys,
                 std::uint32_t* words);
}  // namespace wide

}  // namespace talentsim::random
