// SPDX-License-Identifier: MIT
#include "random/many.h"

namespace talentsim::random {
namespace {

const Lanes& lanes = wide_lanes() ? *wide_lanes() : narrow_lanes();

}  // namespace

void consecutive_blocks(const Luck& luck, std::uint32_t first_key, Month month, Stream stream,
                        std::array<std::uint32_t, 4 * kBlocksAtOnce>& words) {
  lanes.consecutive_blocks(luck, counter_of(month, stream, 0), first_key, words.data());
}

void blocks(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys, Month month,
            Stream stream, std::uint32_t ordinal,
            std::array<std::uint32_t, 4 * kBlocksAtOnce>& words) {
  lanes.blocks(luck, counter_of(month, stream, ordinal), keys.data(), words.data());
}

void blocks_of_months(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys,
                      const std::array<std::uint64_t, kBlocksAtOnce>& months, Stream stream,
                      std::uint32_t ordinal, std::array<std::uint32_t, 4 * kBlocksAtOnce>& words) {
  lanes.blocks_of_months(luck, counter_of(Month(0), stream, ordinal), keys.data(), months.data(),
                         words.data());
}

void first_words(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys,
                 Month month, Stream stream, std::array<std::uint32_t, kBlocksAtOnce>& words) {
  lanes.first_words(luck, counter_of(month, stream, 0), keys.data(), words.data());
}

}  // namespace talentsim::random
