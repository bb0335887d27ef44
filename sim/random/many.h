// SPDX-License-Identifier: MIT
// Many draws at once: the same words as Luck::block, kBlocksAtOnce blocks side by side in vector
// instructions.
#pragma once

#include <algorithm>
#include <array>

#include "random/draws.h"
#include "random/philox_lanes.h"

namespace talentsim::random {

// The four words of each of the blocks first_key, first_key + 1, ... of one stream, block after
// block.
void consecutive_blocks(const Luck& luck, std::uint32_t first_key, Month month, Stream stream,
                        std::array<std::uint32_t, 4 * kBlocksAtOnce>& words);

// The first word of the block of each key.
void first_words(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys,
                 Month month, Stream stream, std::array<std::uint32_t, kBlocksAtOnce>& words);

// The four words of the block of each key, block after block.
void blocks(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys, Month month,
            Stream stream, std::uint32_t ordinal,
            std::array<std::uint32_t, 4 * kBlocksAtOnce>& words);

// Likewise, of a month for each key, by Month::index().
void blocks_of_months(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys,
                      const std::array<std::uint64_t, kBlocksAtOnce>& months, Stream stream,
                      std::uint32_t ordinal, std::array<std::uint32_t, 4 * kBlocksAtOnce>& words);

// Calls use(i, word) with the first word of the block of key_of(i), for i in 0..count-1.
template <class KeyOf, class Use>
void for_first_words(const Luck& luck, Month month, Stream stream, std::size_t count,
                     const KeyOf& key_of, const Use& use) {
  std::array<std::uint64_t, kBlocksAtOnce> keys{};
  std::array<std::uint32_t, kBlocksAtOnce> words;
  for (std::size_t first = 0; first < count; first += kBlocksAtOnce) {
    const auto together = std::min(kBlocksAtOnce, count - first);
    for (std::size_t i = 0; i < together; ++i) keys[i] = key_of(first + i);
    first_words(luck, keys, month, stream, words);
    for (std::size_t i = 0; i < together; ++i) use(first + i, words[i]);
  }
}

// Calls use(i, block) with the block of key_of(i), for i in 0..count-1.
template <class KeyOf, class Use>
void for_blocks(const Luck& luck, Month month, Stream stream, std::uint32_t ordinal,
                std::size_t count, const KeyOf& key_of, const Use& use) {
  std::array<std::uint64_t, kBlocksAtOnce> keys{};
  std::array<std::uint32_t, 4 * kBlocksAtOnce> words;
  for (std::size_t first = 0; first < count; first += kBlocksAtOnce) {
    const auto together = std::min(kBlocksAtOnce, count - first);
    for (std::size_t i = 0; i < together; ++i) keys[i] = key_of(first + i);
    blocks(luck, keys, month, stream, ordinal, words);
    for (std::size_t i = 0; i < together; ++i)
      use(first + i, Block{words[4 * i], words[4 * i + 1], words[4 * i + 2], words[4 * i + 3]});
  }
}

// Likewise with the block of key_of(i) in the month month_of(i).
template <class KeyOf, class MonthOf, class Use>
void for_blocks_of_months(const Luck& luck, Stream stream, std::uint32_t ordinal, std::size_t count,
                          const KeyOf& key_of, const MonthOf& month_of, const Use& use) {
  std::array<std::uint64_t, kBlocksAtOnce> keys{}, months{};
  std::array<std::uint32_t, 4 * kBlocksAtOnce> words;
  for (std::size_t first = 0; first < count; first += kBlocksAtOnce) {
    const auto together = std::min(kBlocksAtOnce, count - first);
    for (std::size_t i = 0; i < together; ++i) {
      keys[i] = key_of(first + i);
      months[i] = static_cast<std::uint64_t>(month_of(first + i).index());
    }
    blocks_of_months(luck, keys, months, stream, ordinal, words);
    for (std::size_t i = 0; i < together; ++i)
      use(first + i, Block{words[4 * i], words[4 * i + 1], words[4 * i + 2], words[4 * i + 3]});
  }
}

}  // namespace talentsim::random
