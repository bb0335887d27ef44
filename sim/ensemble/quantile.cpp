// SPDX-License-Identifier: MIT
#include "ensemble/quantile.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace talentsim::ensemble {
namespace {

// Far enough in the tails; Boost.Math refuses 0 and 1 where a support has no end.
constexpr double kLeast = 1e-15;

template <class Distribution>
double cut_off(const Distribution& distribution, double u, double min, double max) {
  const auto share_below = [&](double x) {
    const auto support = boost::math::support(distribution);
    if (x <= support.first) return 0.0;
    return x >= support.second ? 1.0 : boost::math::cdf(distribution, x);
  };
  const double low = share_below(min), high = share_below(max);
  const double share = std::clamp(low + u * (high - low), kLeast, 1 - kLeast);
  return std::clamp(boost::math::quantile(distribution, share), min, max);
}

}  // namespace

double quantile(const scenario::Prior& prior, double u, double min, double max) {
  using Form = scenario::Prior::Form;
  switch (prior.form) {
    case Form::uniform: {
      const double low = std::max(prior.a, min), high = std::min(prior.b, max);
      return low + u * (high - low);
    }
    case Form::normal:
      return cut_off(boost::math::normal(prior.a, prior.b), u, min, max);
    case Form::log_normal:
      return cut_off(boost::math::lognormal(std::log(prior.a), prior.b), u, min, max);
    case Form::beta:
      return cut_off(boost::math::beta_distribution<>(prior.a, prior.b), u, min, max);
  }
  return prior.a;
}

}  // namespace talentsim::ensemble
