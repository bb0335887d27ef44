// SPDX-License-Identifier: MIT
#include "phases/post_pay.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

#include "random/draws.h"

namespace talentsim::phases {

double pay_factor(double u, const scenario::Labour& labour, bool newcomer) {
  return newcomer
             ? labour.newcomer_pay_factor *
                   random::two_piece_log_normal(u, 1, labour.pay_sigma_left, labour.pay_sigma_right)
             : random::two_piece_log_normal(u, 1, labour.local_pay_sigma_left,
                                            labour.local_pay_sigma_right);
}

std::uint32_t pay_word_of(const scenario::Rules& rules, population::Job job, double hkd_month,
                          bool newcomer) {
  constexpr double kWords = 0x1p32;
  const auto& labour = rules.labour;
  const double median = rules.sectors[job.sector].pay_median_hkd_month[job.skill] *
                        (newcomer ? labour.newcomer_pay_factor : 1);
  if (!(median > 0) || !(hkd_month > 0)) return 0;
  const double log_ratio = std::log(hkd_month / median);
  const double left = newcomer ? labour.pay_sigma_left : labour.local_pay_sigma_left;
  const double right = newcomer ? labour.pay_sigma_right : labour.local_pay_sigma_right;
  const double sigma = log_ratio < 0 ? left : right;
  // Where all posts pay the median, those of a lower demand are all good enough and no other is.
  if (!(sigma > 0)) return log_ratio <= 0 ? 0 : static_cast<std::uint32_t>(kWords - 1);
  const double u = 0.5 * std::erfc(-log_ratio / sigma / std::sqrt(2.0));
  return static_cast<std::uint32_t>(std::clamp(std::ceil(u * kWords - 0.5), 0.0, kWords - 1));
}

namespace {

constexpr double kMostDeviations = 6, kSteps = 1024;  // from the median, of a deviation
constexpr double kRoundingWords = 64;                 // more than erfc and log are off

// Words of the rank at evenly spaced standard deviations.
const std::vector<std::uint32_t>& normal_words() {
  static const auto table = [] {
    std::vector<std::uint32_t> words;
    for (double step = 0; step <= 2 * kMostDeviations * kSteps; ++step) {
      const double deviations = step / kSteps - kMostDeviations;
      const double rank = 0.5 * std::erfc(-deviations / std::sqrt(2.0));
      words.push_back(static_cast<std::uint32_t>(std::max(0.0, rank * 0x1p32 - kRoundingWords)));
    }
    return words;
  }();
  return table;
}

// The natural logarithm, at most 2^-11 too low and never too high, from the exponent and the
// first bits of the mantissa.
class LowLogarithms {
 public:
  LowLogarithms() {
    for (std::size_t i = 0; i < log_.size(); ++i)
      log_[i] = std::log1p(static_cast<double>(i) / static_cast<double>(log_.size()));
  }
  // Of a normal number above 0.
  double operator()(double x) const {
    constexpr int kMantissaBits = 52, kBias = 1023;
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const int exponent = static_cast<int>(bits >> kMantissaBits) - kBias;
    return exponent * std::numbers::ln2 + log_[bits >> (kMantissaBits - kBits) & (log_.size() - 1)];
  }

 private:
  static constexpr int kBits = 11;
  std::array<double, 1u << kBits> log_;
};

}  // namespace

LocalPayRanks::LocalPayRanks(const scenario::Rules& rules)
    : word_(normal_words()),
      sigma_left_(rules.labour.local_pay_sigma_left),
      sigma_right_(rules.labour.local_pay_sigma_right) {
  for (const auto& sector : rules.sectors)
    for (const double median : sector.pay_median_hkd_month)
      log_median_.push_back(median > 0 ? std::log(median) : INFINITY);
}

std::uint32_t LocalPayRanks::below(population::Job job, double hkd_month) const {
  if (!(hkd_month > 0)) return 0;
  static const LowLogarithms low_log;
  const double log_ratio = low_log(hkd_month) - log_median_[static_cast<std::size_t>(job.cell())];
  const double sigma = log_ratio < 0 ? sigma_left_ : sigma_right_;
  const double deviations = sigma > 0 ? log_ratio / sigma : -kMostDeviations;
  const double step = (std::clamp(deviations, -kMostDeviations, kMostDeviations) + kMostDeviations);
  return word_[static_cast<std::size_t>(step * kSteps)];
}

}  // namespace talentsim::phases
