// SPDX-License-Identifier: MIT
#include "random/philox_lanes.h"

#include <immintrin.h>

namespace talentsim::random {

namespace {

// The compiler does not see that 32 bits of a factor are enough, hence the instructions.
namespace narrow {

using Vector = std::uint64_t __attribute__((vector_size(32)));
constexpr Vector kPlaces = {0, 1, 2, 3};

inline Vector low_product(Vector a, Vector b) {
#ifdef __AVX2__
  return reinterpret_cast<Vector>(
      _mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#else
  constexpr std::uint64_t kLow = 0xFFFFFFFF;
  return (a & kLow) * (b & kLow);
#endif
}

struct Pairs {
  Vector first, second;
};
inline Pairs interleave(Vector a, Vector b) {
  return {__builtin_shufflevector(a, b, 0, 4, 1, 5), __builtin_shufflevector(a, b, 2, 6, 3, 7)};
}

#include "random/philox_lanes.inc"

}  // namespace narrow

#pragma GCC push_options
#pragma GCC target("avx512f")
namespace wide {

using Vector = std::uint64_t __attribute__((vector_size(64)));
constexpr Vector kPlaces = {0, 1, 2, 3, 4, 5, 6, 7};

inline Vector low_product(Vector a, Vector b) {
  return reinterpret_cast<Vector>(
      _mm512_maskz_mul_epu32(0xFF, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
}

struct Pairs {
  Vector first, second;
};
inline Pairs interleave(Vector a, Vector b) {
  return {__builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11),
          __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)};
}

#include "random/philox_lanes.inc"

}  // namespace wide
#pragma GCC pop_options

constexpr Lanes kNarrow = {narrow::consecutive_blocks, narrow::blocks, narrow::blocks_of_months,
                           narrow::first_words};
constexpr Lanes kWide = {wide::consecutive_blocks, wide::blocks, wide::blocks_of_months,
                         wide::first_words};

}  // namespace

const Lanes& narrow_lanes() { return kNarrow; }

const Lanes* wide_lanes() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") ? &kWide : nullptr;
}

}  // namespace talentsim::random
