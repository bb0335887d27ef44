// SPDX-License-Identifier: MIT
#include "random/draws.h"

#include <algorithm>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>

namespace talentsim::random {
namespace {

// Quantiles are rounded down to whole counts; the promotion of doubles to long double is off for
// speed and so that the result depends on the 64-bit math library alone.
using Policy = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;

}  // namespace

double normal_quantile(double u) {
  return boost::math::quantile(boost::math::normal_distribution<double, Policy>(), u);
}

double two_piece_log_normal(double u, double median, double sigma_left, double sigma_right) {
  const double z = normal_quantile(u);
  return median * std::exp(z * (z < 0 ? sigma_left : sigma_right));
}

std::int64_t count_quantile(double u, double mean, double dispersion) {
  if (!(mean > 0)) return 0;
  double count = 0;
  if (dispersion > 0) {
    const boost::math::negative_binomial_distribution<double, Policy> law(
        dispersion, dispersion / (dispersion + mean));
    count = boost::math::quantile(law, u);
  } else {
    count = boost::math::quantile(boost::math::poisson_distribution<double, Policy>(mean), u);
  }
  return static_cast<std::int64_t>(std::max(0.0, count));
}

double lag_quantile(double u, double mean_months, double shape) {
  if (!(mean_months > 0)) return 0;
  const boost::math::gamma_distribution<double, Policy> law(shape, mean_months / shape);
  return boost::math::quantile(law, u);
}

namespace {
constexpr int kLagSteps = 4096;
}

LagTable::LagTable(double mean_months, double shape)
    : mean_months_(mean_months), shape_(shape), quantiles_(kLagSteps + 1) {
  for (int i = 0; i < kLagSteps; ++i)
    quantiles_[static_cast<std::size_t>(i)] =
        i == 0 ? 0
               : static_cast<float>(
                     lag_quantile(static_cast<double>(i) / kLagSteps, mean_months, shape));
  quantiles_[kLagSteps] = static_cast<float>(lag_quantile(1 - 0.5 / kLagSteps, mean_months, shape));
}

double LagTable::operator()(double u) const {
  const double place = u * kLagSteps;
  const auto below = static_cast<std::size_t>(place);
  const double part = place - static_cast<double>(below);
  return quantiles_[below] + part * (quantiles_[below + 1] - quantiles_[below]);
}

int LagTable::whole_months(double moment, double u) const {
  constexpr double kRounding = 1e-5;  // of the quantiles, relative
  const auto below = static_cast<std::size_t>(u * kLagSteps);
  if (below + 1 < kLagSteps) {  // the last quantile is none above u
    const auto months = static_cast<int>(moment + quantiles_[below] * (1 - kRounding));
    if (months == static_cast<int>(moment + quantiles_[below + 1] * (1 + kRounding))) return months;
  }
  return static_cast<int>(moment + lag_quantile(u, mean_months_, shape_));
}

double frailty_quantile(double u, double variance) {
  if (!(variance > 0)) return 1;
  return boost::math::quantile(
      boost::math::gamma_distribution<double, Policy>(1 / variance, variance), u);
}

}  // namespace talentsim::random
