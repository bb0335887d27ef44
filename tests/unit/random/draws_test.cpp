// SPDX-License-Identifier: MIT
// Laws of the draws, from their definitions: distribution functions summed term by term, moments by
// quadrature.
#include "random/draws.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace talentsim::random {
namespace {

// Chance of at most `count`, summed from the definition.
double poisson_cdf(std::int64_t count, double mean) {
  double term = std::exp(-mean), sum = term;
  for (std::int64_t k = 1; k <= count; ++k) sum += term *= mean / static_cast<double>(k);
  return count < 0 ? 0 : sum;
}

double negative_binomial_cdf(std::int64_t count, double mean, double size) {
  const double failure = mean / (size + mean);
  double term = std::pow(size / (size + mean), size), sum = term;
  for (std::int64_t k = 1; k <= count; ++k)
    sum += term *= (size + static_cast<double>(k) - 1) / static_cast<double>(k) * failure;
  return count < 0 ? 0 : sum;
}

// Mean of a quantile function by the midpoint rule, and of its square.
template <class Quantile>
std::pair<double, double> mean_and_variance(const Quantile& quantile) {
  constexpr int kSteps = 200000;
  double sum = 0, squares = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double x = quantile((i + 0.5) / kSteps);
    sum += x;
    squares += x * x;
  }
  const double mean = sum / kSteps;
  return {mean, squares / kSteps - mean * mean};
}

}  // namespace

TEST_CASE("a word becomes a number strictly between 0 and 1") {
  CHECK(unit(0) > 0);
  CHECK(unit(0xffffffff) < 1);
  CHECK(unit(0x80000000) == doctest::Approx(0.5));
}

TEST_CASE("counts are drawn by inversion") {
  for (const double mean : {0.02, 0.7, 5.0, 60.0})
    for (const double u : {1e-6, 0.01, 0.3, 0.5, 0.77, 0.999, 1 - 1e-6}) {
      const auto poisson = count_quantile(u, mean, 0);
      CHECK(poisson_cdf(poisson, mean) >= u - 1e-12);
      CHECK(poisson_cdf(poisson - 1, mean) < u + 1e-12);
      const auto inflated = count_quantile(u, mean, 2.5);
      CHECK(negative_binomial_cdf(inflated, mean, 2.5) >= u - 1e-12);
      CHECK(negative_binomial_cdf(inflated - 1, mean, 2.5) < u + 1e-12);
    }
  CHECK(count_quantile(0.999, 0, 0) == 0);
  CHECK(count_quantile(0.999, 0, 5) == 0);
}

TEST_CASE("a higher mean never gives a lower count") {
  for (const double dispersion : {0.0, 0.5, 100.0})
    for (int i = 0; i < 200; ++i) {
      const double u = (i + 0.5) / 200;
      std::int64_t last = 0;
      for (double mean = 0; mean < 40; mean += 0.37) {
        const auto count = count_quantile(u, mean, dispersion);
        CHECK(count >= last);
        last = count;
      }
    }
}

TEST_CASE("lags are gamma with the wanted mean and shape") {
  for (const double shape : {1.0, 2.0, 5.0}) {
    const auto [mean, variance] =
        mean_and_variance([&](double u) { return lag_quantile(u, 3, shape); });
    CHECK(mean == doctest::Approx(3).epsilon(0.001));
    CHECK(variance == doctest::Approx(9 / shape).epsilon(0.01));
  }
  CHECK(lag_quantile(0.9, 0, 2) == 0);
  CHECK(lag_quantile(0.5, 3, 1) == doctest::Approx(3 * std::log(2.0)));  // shape 1: exponential
  CHECK(lag_quantile(0.3, 2, 4) < lag_quantile(0.3, 2.1, 4));
}

TEST_CASE("whole months of a lag are those of its quantile, however near to the next one") {
  for (const auto& [mean, shape] : {std::pair{0.0, 2.0}, {0.9, 2.0}, {1.5, 0.7}, {4.0, 9.0}}) {
    const LagTable table(mean, shape);
    int differ = 0;
    for (int i = 0; i < 20000; ++i) {
      const double u = unit(static_cast<std::uint32_t>(i) * 214748u + 7u);
      const double moment = unit(static_cast<std::uint32_t>(i) * 2654435761u);
      const double lag = lag_quantile(u, mean, shape);
      differ += table.whole_months(moment, u) != static_cast<int>(moment + lag);
      const double near = std::ceil(lag) - lag;  // with which a month is just full, or just not
      for (const double m : {near - 1e-9, near, near + 1e-9})
        if (m > 0 && m < 1) differ += table.whole_months(m, u) != static_cast<int>(m + lag);
    }
    CHECK(differ == 0);
  }
}

TEST_CASE("frailty has mean 1 and the wanted variance") {
  const auto [mean, variance] =
      mean_and_variance([](double u) { return frailty_quantile(u, 0.5); });
  CHECK(mean == doctest::Approx(1).epsilon(0.001));
  CHECK(variance == doctest::Approx(0.5).epsilon(0.005));
  CHECK(frailty_quantile(0.123, 0) == 1);
}

TEST_CASE("the two-piece log-normal has its median and one spread on each side") {
  CHECK(two_piece_log_normal(0.5, 40000, 0.42, 0.87) == doctest::Approx(40000));
  const double up = 0.841344746068543, down = 1 - up;  // one standard deviation
  CHECK(two_piece_log_normal(up, 40000, 0.42, 0.87) == doctest::Approx(40000 * std::exp(0.87)));
  CHECK(two_piece_log_normal(down, 40000, 0.42, 0.87) == doctest::Approx(40000 * std::exp(-0.42)));
}

TEST_CASE("the moment of a constant hazard is exponential, and earlier for a higher hazard") {
  CHECK(moment(chance(0.02) * 0.999, 0.02) < 1);
  CHECK(moment(chance(0.02) * 1.001, 0.02) > 1);
  CHECK(moment(0.01, 0.02) == doctest::Approx(-std::log1p(-0.01) / 0.02));
  CHECK(moment(0.01, 0.05) < moment(0.01, 0.02));
  CHECK(moment(0.5, 0) > 1);
  CHECK(moment(1 - 1e-12, 3.0) > 1);
  CHECK(moment(0.9, 3.0) < 1);  // hazards above 1 keep the law: 1 - exp(-3) = 0.95
  CHECK(moment(0.96, 3.0) > 1);
}

TEST_CASE("names have ordinals of their own, none of them the outside option's 0") {
  const std::vector<std::string> names = {
      "ttps_a",    "ttps_b",         "ttps_c",      "qmas",        "gep",
      "gep_short", "asmtp",          "asmtp_short", "iang_recent", "iang_returning",
      "iang_gba",  "one_way_permit", "techtas",     "vpas",        "cies",
      "assg",      "open",           "first",       "second"};
  std::set<std::uint32_t> ordinals = {0};
  for (const auto& name : names) {
    const auto ordinal = name_ordinal(name);
    CHECK(ordinal < 1u << 20);
    CHECK_MESSAGE(ordinals.insert(ordinal).second, name);
  }
}

}  // namespace talentsim::random
