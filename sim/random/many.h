// SPDX-License-Identifier: MIT
// Many draws at once: the same words as Luck::block, eight blocks side by side in vector
// instructions.
#pragma once

#include <array>

#include "random/draws.h"

namespace talentsim::random {

constexpr std::size_t kBlocksAtOnce = 8;

// The four words of each of the blocks first_key, first_key + 1, ... of one stream, block after
// block.
void consecutive_blocks(const Luck& luck, std::uint32_t first_key, Month month, Stream stream,
                        std::array<std::uint32_t, 4 * kBlocksAtOnce>& words);

// The first word of the block of each key.
void first_words(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys,
                 Month month, Stream stream, std::array<std::uint32_t, kBlocksAtOnce>& words);

}  // namespace talentsim::random
