// SPDX-License-Identifier: MIT
#include "random/many.h"

#include <immintrin.h>

#include <cstring>

namespace talentsim::random {
namespace {

// Four blocks in the 64-bit lanes of vectors: the product of two 32-bit words fills a lane, and
// what a lane holds above its low 32 bits is never read. Twice as fast as one block after another.
using Lanes = std::uint64_t __attribute__((vector_size(32)));
constexpr std::size_t kLanes = 4;

// Product of the low 32 bits of each lane. The compiler does not see that 32 bits are enough, hence
// the instruction.
Lanes low_product(Lanes a, Lanes b) {
#ifdef __AVX2__
  return reinterpret_cast<Lanes>(
      _mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#else
  constexpr std::uint64_t kLow = 0xFFFFFFFF;
  return (a & kLow) * b;
#endif
}

Lanes all(std::uint64_t value) { return Lanes{value, value, value, value}; }

struct Counters {
  Lanes word0, word1, word2, word3;
};

// Two groups of four blocks go through the rounds together, so that one works while the other waits
// for its products.
void rounds(Counters& a, Counters& b, const Luck& luck) {
  auto key0 = static_cast<std::uint32_t>(luck.seed),
       key1 = static_cast<std::uint32_t>(luck.seed >> 32);
  const Lanes multiplier0 = all(kMultiplier0), multiplier1 = all(kMultiplier1);
  const auto step = [&](Counters& c, Lanes k0, Lanes k1) {
    const Lanes product0 = low_product(c.word0, multiplier0),
                product1 = low_product(c.word2, multiplier1);
    c = {(product1 >> 32) ^ c.word1 ^ k0, product1, (product0 >> 32) ^ c.word3 ^ k1, product0};
  };
#pragma GCC unroll 10
  for (int round = 0; round < kRounds; ++round) {
    const Lanes k0 = all(key0), k1 = all(key1);
    step(a, k0, k1);
    step(b, k0, k1);
    key0 += kWeyl0;
    key1 += kWeyl1;
  }
}

// Words 0 to 3 of four blocks, block after block.
void store(const Counters& c, std::uint32_t* words) {
  constexpr std::uint64_t kLow = 0xFFFFFFFF;
  const Lanes low = all(kLow);
  const Lanes first = (c.word0 & low) | c.word1 << 32, second = (c.word2 & low) | c.word3 << 32;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const std::uint64_t pair[2] = {first[lane], second[lane]};
    std::memcpy(words + 4 * lane, pair, sizeof pair);
  }
}

}  // namespace

void consecutive_blocks(const Luck& luck, std::uint32_t first_key, Month month, Stream stream,
                        std::array<std::uint32_t, 4 * kBlocksAtOnce>& words) {
  const Lanes word1 = all(static_cast<std::uint32_t>(stream) << 21),
              word2 = all(static_cast<std::uint32_t>(month.index()));
  Counters a{all(first_key) + Lanes{0, 1, 2, 3}, word1, word2, all(luck.replicate)};
  Counters b{all(first_key) + Lanes{4, 5, 6, 7}, word1, word2, all(luck.replicate)};
  rounds(a, b, luck);
  store(a, words.data());
  store(b, words.data() + 4 * kLanes);
}

namespace {

// Counters of the blocks of eight keys.
std::array<Counters, 2> counters(const Luck& luck,
                                 const std::array<std::uint64_t, kBlocksAtOnce>& keys, Month month,
                                 Stream stream, std::uint32_t ordinal) {
  const Lanes word1 = all(static_cast<std::uint32_t>(stream) << 21),
              word2 = all(static_cast<std::uint32_t>(month.index()) | ordinal << 12),
              word3 = all(luck.replicate);
  const Lanes first{keys[0], keys[1], keys[2], keys[3]}, second{keys[4], keys[5], keys[6], keys[7]};
  return {Counters{first, first >> 32 | word1, word2, word3},
          Counters{second, second >> 32 | word1, word2, word3}};
}

}  // namespace

void blocks(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys, Month month,
            Stream stream, std::uint32_t ordinal,
            std::array<std::uint32_t, 4 * kBlocksAtOnce>& words) {
  auto [a, b] = counters(luck, keys, month, stream, ordinal);
  rounds(a, b, luck);
  store(a, words.data());
  store(b, words.data() + 4 * kLanes);
}

void first_words(const Luck& luck, const std::array<std::uint64_t, kBlocksAtOnce>& keys,
                 Month month, Stream stream, std::array<std::uint32_t, kBlocksAtOnce>& words) {
  auto [a, b] = counters(luck, keys, month, stream, 0);
  rounds(a, b, luck);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    words[lane] = static_cast<std::uint32_t>(a.word0[lane]);
    words[kLanes + lane] = static_cast<std::uint32_t>(b.word0[lane]);
  }
}

}  // namespace talentsim::random
