// SPDX-License-Identifier: MIT
#include "population/pay.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace talentsim::population {
namespace {

constexpr double kLowestEdge = 1000, kStep = 1.02;  // HKD a month, ratio of neighbouring edges

double upper_edge(int bin) { return kLowestEdge * std::pow(kStep, bin); }

}  // namespace

std::uint16_t pay_bin(std::uint32_t pay_hkd_month) {
  if (pay_hkd_month < kLowestEdge) return 0;
  const auto steps = static_cast<int>(std::log(pay_hkd_month / kLowestEdge) / std::log(kStep));
  return static_cast<std::uint16_t>(std::min(kPayBins - 1, 1 + steps));
}

std::uint32_t pay_booked_here(const random::Luck& luck, const scenario::Labour& labour, Key key,
                              std::uint32_t pay_hkd_month) {
  const auto& elsewhere = labour.booked_elsewhere;
  if (elsewhere.share <= 0 || pay_hkd_month < elsewhere.from_hkd_month) return pay_hkd_month;
  const double u = luck.uniform(key, Month(0), random::Stream::booked_away);
  return u < elsewhere.share
             ? static_cast<std::uint32_t>(std::lround(pay_hkd_month * elsewhere.shown_share))
             : pay_hkd_month;
}

std::int64_t pay_quantile(std::span<const std::int64_t> bins, double q) {
  const auto total = std::accumulate(bins.begin(), bins.end(), std::int64_t{0});
  if (total == 0) return 0;
  std::int64_t below = 0;
  int bin = 0;
  for (; bin + 1 < std::ssize(bins); ++bin)
    if (static_cast<double>(below += bins[static_cast<std::size_t>(bin)]) >=
        q * static_cast<double>(total))
      break;
  return std::llround(upper_edge(bin));
}

}  // namespace talentsim::population
