// SPDX-License-Identifier: MIT
#include "random/many.h"

namespace talentsim::random {
namespace {

const bool kWide = has_wide_vectors();

}  // namespace

void consecutive_blocks(const Luck& luck, std::uint32_t first_key, Month month, Stream stream,
                        std::array<std::uint32_t, 4 * kBlocksAtOnce>& words) {
  const auto counter = counter_of(month, stream, 0);
  if (kWide) return wide::consecutive_blocks(luck, counter, first_key, words.data());
  narrow::consecutive_blocks(luck, counter, first_key, words.data());
}

void blocks(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys, Month month,
            Stream stream, std::uint32_t ordinal,
            std::array<std::uint32_t, 4 * kBlocksAtOnce>& words) {
  const auto counter = counter_of(month, stream, ordinal);
  if (kWide) return wide::blocks(luck, counter, keys.data(), words.data());
  narrow::blocks(luck, counter, keys.data(), words.data());
}

void first_words(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys,
                 Month month, Stream stream, std::array<std::uint32_t, kBlocksAtOnce>& words) {
  const auto counter = counter_of(month, stream, 0);
  if (kWide) return wide::first_words(luck, counter, keys.data(), words.data());
  narrow::first_words(luck, counter, keys.data(), words.data());
}

}  // namespace talentsim::random
