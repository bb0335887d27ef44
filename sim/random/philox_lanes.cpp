// SPDX-License-Identifier: MIT
#include "random/philox_lanes.h"

#include <immintrin.h>

namespace talentsim::random {

bool has_wide_vectors() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") != 0;
}

// The compiler does not see that 32 bits of a factor are enough, hence the instructions.
namespace narrow {

using Lanes = std::uint64_t __attribute__((vector_size(32)));

inline Lanes low_product(Lanes a, Lanes b) {
#ifdef __AVX2__
  return reinterpret_cast<Lanes>(
      _mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#else
  constexpr std::uint64_t kLow = 0xFFFFFFFF;
  return (a & kLow) * (b & kLow);
#endif
}

struct Pairs {
  Lanes first, second;
};
inline Pairs interleave(Lanes a, Lanes b) {
  return {__builtin_shufflevector(a, b, 0, 4, 1, 5), __builtin_shufflevector(a, b, 2, 6, 3, 7)};
}

#include "random/philox_lanes.inc"

}  // namespace narrow

#pragma GCC push_options
#pragma GCC target("avx512f")
namespace wide {

using Lanes = std::uint64_t __attribute__((vector_size(64)));

inline Lanes low_product(Lanes a, Lanes b) {
  return reinterpret_cast<Lanes>(
      _mm512_maskz_mul_epu32(0xFF, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
}

struct Pairs {
  Lanes first, second;
};
inline Pairs interleave(Lanes a, Lanes b) {
  return {__builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11),
          __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)};
}

#include "random/philox_lanes.inc"

}  // namespace wide
#pragma GCC pop_options

}  // namespace talentsim::random
