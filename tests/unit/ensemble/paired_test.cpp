// SPDX-License-Identifier: MIT
// How often the 95 % intervals of paired differences hold the truth, on outcomes whose difference
// is known. 200 experiments, 1,000 with TALENTSIM_TEST_ALL=1.
#include "ensemble/paired.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "random/draws.h"

using namespace talentsim;
using ensemble::Paired;
using ensemble::PairedMoments;

namespace {

constexpr int kFewExperiments = 200, kManyExperiments = 1000;
constexpr double kLeastCoverage = 0.93, kMostCoverage = 0.97;  // of the many

int experiments() {
  const char* all = std::getenv("TALENTSIM_TEST_ALL");
  return all != nullptr && std::string(all) == "1" ? kManyExperiments : kFewExperiments;
}

// Allowed departure from 95 %: two points of a thousand experiments, 2.9 standard errors; as many
// standard errors of fewer.
double tolerance(int count) {
  return (kMostCoverage - kLeastCoverage) / 2 * std::sqrt(double{kManyExperiments} / count);
}

// Independent uniforms of one replicate of one experiment.
class Uniforms {
 public:
  Uniforms(int experiment, int replicate)
      : luck_{static_cast<std::uint64_t>(experiment) + 1, static_cast<std::uint32_t>(replicate)} {}
  double operator()() { return luck_.uniform(next_++, Month::of(2023, 1), random::Stream{}); }
  double normal() { return random::normal_quantile((*this)()); }
  double poisson(double mean) {
    return static_cast<double>(random::count_quantile((*this)(), mean, 0));
  }

 private:
  random::Luck luck_;
  std::uint64_t next_ = 0;
};

struct Outcome {
  double base, variant;
};
using Model = std::function<Outcome(Uniforms&)>;

Paired experiment(const Model& model, int number, int replicates) {
  PairedMoments moments;
  for (int r = 0; r < replicates; ++r) {
    Uniforms uniforms(number, r);
    const auto [base, variant] = model(uniforms);
    moments.add(base, variant);
  }
  return moments.paired().value();
}

struct Summary {
  double coverage = 0, squared_error = 0;  // the mean of standard errors squared
};

Summary repeat(const Model& model, double truth, int replicates) {
  Summary summary;
  const int count = experiments();
  for (int i = 0; i < count; ++i) {
    const Paired paired = experiment(model, i, replicates);
    summary.coverage += *paired.lower <= truth && truth <= *paired.upper;
    summary.squared_error += *paired.standard_error * *paired.standard_error;
  }
  summary.coverage /= count;
  summary.squared_error /= count;
  return summary;
}

void check_coverage(const Model& model, double truth, int replicates, double variance) {
  const Summary summary = repeat(model, truth, replicates);
  MESSAGE("coverage " << summary.coverage << " of " << experiments() << " experiments");
  CHECK(std::abs(summary.coverage - run::kConfidence) <= tolerance(experiments()));
  CHECK(summary.squared_error * replicates == doctest::Approx(variance).epsilon(0.08));
}

// A variant 2 above a base of mean 100 and standard deviation 5, correlated with it.
Model correlated_normals(double correlation) {
  return [correlation](Uniforms& uniforms) {
    const double common = uniforms.normal(), own = uniforms.normal();
    const double other = std::sqrt(1 - correlation * correlation);
    return Outcome{100 + 5 * common, 102 + 5 * (correlation * common + other * own)};
  };
}

}  // namespace

TEST_CASE("intervals of correlated normal outcomes cover the truth 95 times in 100") {
  for (const double correlation : {0.0, 0.8, 0.99})
    for (const int replicates : {2, 10}) {
      CAPTURE(correlation);
      CAPTURE(replicates);
      const Summary summary = repeat(correlated_normals(correlation), 2, replicates);
      MESSAGE("coverage " << summary.coverage << " of " << experiments() << " experiments");
      CHECK(std::abs(summary.coverage - run::kConfidence) <= tolerance(experiments()));
    }
}

TEST_CASE("standard errors of correlated normal outcomes are those of the mean difference") {
  check_coverage(correlated_normals(0.8), 2, 20, 2 * 25 * (1 - 0.8));
}

TEST_CASE("intervals of Poisson counts with common events cover the truth") {
  // 40 events happen under both policies; 10 more under the base, 15 others under the variant.
  const Model counts = [](Uniforms& uniforms) {
    const double common = uniforms.poisson(40);
    return Outcome{common + uniforms.poisson(10), common + uniforms.poisson(15)};
  };
  check_coverage(counts, 5, 20, 25);
}

TEST_CASE("intervals of counts by inversion of common uniforms cover the truth") {
  // As the simulation pairs them: one uniform gives both counts, and more never give fewer.
  const Model counts = [](Uniforms& uniforms) {
    const double u = uniforms();
    return Outcome{static_cast<double>(random::count_quantile(u, 30, 0)),
                   static_cast<double>(random::count_quantile(u, 36, 0))};
  };
  const Summary summary = repeat(counts, 6, 20);
  MESSAGE("coverage " << summary.coverage << " of " << experiments() << " experiments");
  CHECK(std::abs(summary.coverage - run::kConfidence) <= tolerance(experiments()));
}

TEST_CASE("the variance reduction is that of the correlation") {
  PairedMoments moments;
  for (int r = 0; r < 20000; ++r) {
    Uniforms uniforms(0, r);
    const auto [base, variant] = correlated_normals(0.8)(uniforms);
    moments.add(base, variant);
  }
  CHECK(*moments.paired()->variance_reduction == doctest::Approx(1 / (1 - 0.8)).epsilon(0.03));
}

TEST_CASE("what never varies has no error, and one replicate has none to show") {
  PairedMoments moments;
  moments.add(7, 9);
  CHECK(!moments.paired()->standard_error);
  moments.add(7, 9);
  CHECK(moments.paired()->lower == 2);
  CHECK(moments.paired()->upper == 2);
  CHECK(!moments.paired()->unchanged());
}
