// SPDX-License-Identifier: MIT
// Draws keyed by (seed, replicate, person, month, stream, ordinal).
//
// Packing of the 128-bit counter, lowest word first:
//   word 0  person key, bits 0..31
//   word 1  person key, bits 32..52 (21 bits) | stream << 21
//   word 2  month index (12 bits) | ordinal << 12 (20 bits)
//   word 3  replicate
// The 64-bit seed is the Philox key.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "random/philox.h"
#include "random/streams.h"
#include "support/month.h"

namespace talentsim::random {

constexpr double kPerWord = 0x1p-32;

// A word as a number strictly between 0 and 1.
constexpr double unit(std::uint32_t word) { return (word + 0.5) * kPerWord; }

// Where a run's luck comes from.
struct Luck {
  std::uint64_t seed = 0;
  std::uint32_t replicate = 0;

  Block block(std::uint64_t key, Month month, Stream stream, std::uint32_t ordinal = 0) const {
    return philox4x32(
        {static_cast<std::uint32_t>(key),
         static_cast<std::uint32_t>(key >> 32) | static_cast<std::uint32_t>(stream) << 21,
         static_cast<std::uint32_t>(month.index()) | ordinal << 12, replicate},
        static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32));
  }
  double uniform(std::uint64_t key, Month month, Stream stream, std::uint32_t ordinal = 0) const {
    return unit(block(key, month, stream, ordinal)[0]);
  }
};

// Chance of at least one event of a constant hazard within one month.
inline double chance(double hazard_month) { return -std::expm1(-hazard_month); }

// The moment within the month (0..1) at which a constant hazard strikes, given a uniform u; above
// 1: not this month. Small u is early, so raising the hazard keeps all events and brings them
// forward.
inline double moment(double u, double hazard_month) {
  // Most uniforms miss by far: 1 - exp(-h) <= h, so no logarithm is needed for them.
  return u < hazard_month ? -std::log1p(-u) / hazard_month : 2.0;
}

double normal_quantile(double u);
// Two-piece log-normal: the median, one log standard deviation below it, another above.
double two_piece_log_normal(double u, double median, double sigma_left, double sigma_right);
// Counts by inversion: monotone in the mean for a given u. dispersion r > 0: negative binomial with
// variance mean + mean^2 / r; r = 0: Poisson.
std::int64_t count_quantile(double u, double mean, double dispersion);
// A gamma-distributed lag in months, by inversion; mean 0 gives 0.
double lag_quantile(double u, double mean_months, double shape);
// The same from a table of 4,096 quantiles with straight lines between, for many draws of one lag;
// the last 1/4096 is taken at its middle.
class LagTable {
 public:
  LagTable(double mean_months, double shape);
  double operator()(double u) const;
  // The whole months in `moment` and lag_quantile(u, mean_months, shape), exactly: the quantile is
  // worked out only where those of the table on either side of u leave the answer open.
  int whole_months(double moment, double u) const;

 private:
  double mean_months_, shape_;
  std::vector<float> quantiles_;
};

// Quantile of a gamma with mean 1 and the given variance; variance 0 gives 1.
double frailty_quantile(double u, double variance);
// A number for a name, to give schemes draws of their own whatever their place in a file (FNV-1a,
// 20 bits).
constexpr std::uint32_t name_ordinal(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return (hash ^ hash >> 20) & 0xFFFFFu;
}

}  // namespace talentsim::random
