// SPDX-License-Identifier: MIT
#include "run/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "phases/admission.h"
#include "population/profile.h"

namespace talentsim::run {
namespace {

constexpr int kSample = 1000;             // candidates drawn from each pool
constexpr double kSmallScheme = 20;       // persons a year
constexpr double kMonths = 12;
// Measured with the whole-run benchmark on two cores (docs/performance.md).
constexpr double kPersonMonthsPerSecondPerThread = 1e8;
constexpr double kBytesResident = 34, kBytesNewcomer = 48, kFixedMib = 60;

double residents_of(const scenario::Scenario& scenario) {
  double persons = 0;
  for (const auto& by_age : scenario.timeline.front().rules.initial.by_single_age)
    persons += std::accumulate(by_age.begin(), by_age.end(), 0.0);
  return persons * scenario.scale;
}

// Share of a pool's candidates who choose each scheme.
std::vector<double> choice_shares(const scenario::Scenario& scenario, const scenario::Rules& rules, std::uint32_t pool_index,
                                  Month month) {
  const auto& pool = rules.pools[pool_index];
  const random::Luck luck{scenario.seed, 0};
  std::vector<double> shares(rules.schemes.size()), weight(rules.schemes.size());
  for (std::uint32_t slot = 0; slot < kSample; ++slot) {
    const auto profile = population::draw_profile(luck, pool, population::candidate_key(pool_index, month, slot), month);
    double all = std::exp(pool.outside_utility);
    for (std::size_t s = 0; s < rules.schemes.size(); ++s) {
      const auto& scheme = rules.schemes[s];
      const bool open = month >= scheme.opens && month < scheme.closes && scheme.annual_quota.value_or(1) > 0;
      weight[s] = open && population::meets(scheme.requires_, profile.attributes)
                      ? std::exp(phases::scheme_utility(rules, scheme, month))
                      : 0;
      all += weight[s];
    }
    for (std::size_t s = 0; s < weight.size(); ++s) shares[s] += weight[s] / all / kSample;
  }
  return shares;
}

double candidates_year(const scenario::Rules& rules, const scenario::Pool& pool, Month month) {
  return pool.from_resident_students ? rules.movement.nonlocal_students_arriving_year.at(month)
                                     : pool.candidates_month.at(month) * kMonths;
}

}  // namespace

std::vector<double> expected_applications_year(const scenario::Scenario& scenario) {
  const auto& first = scenario.timeline.front().rules;
  std::vector<double> expected(first.schemes.size());
  for (std::size_t s = 0; s < expected.size(); ++s) {
    const Month month = std::min(scenario.end, std::max(scenario.start + 12, first.schemes[s].opens));
    const auto& rules = scenario.rules_at(month);
    for (std::uint32_t p = 0; p < rules.pools.size(); ++p)
      expected[s] += candidates_year(rules, rules.pools[p], month) * choice_shares(scenario, rules, p, month)[s];
  }
  return expected;
}

std::vector<std::string> check_warnings(const scenario::Scenario& scenario) {
  auto warnings = scenario.warnings;
  warnings.push_back("standard form (assumption): households from logistic headship rates and normal age gaps");
  warnings.push_back("standard form (assumption): skill follows education comonotonically within a sector");
  warnings.push_back("standard form (assumption): participation between published age bands on straight lines");
  const auto expected = expected_applications_year(scenario);
  for (std::size_t s = 0; s < expected.size(); ++s)
    if (expected[s] * scenario.scale < kSmallScheme)
      warnings.push_back(fmt::format("schemes.{} expects {:.1f} applications a year at scale {:g} (fewer than {:g}); its "
                                     "figures will be noisy",
                                     scenario.timeline.front().rules.schemes[s].name, expected[s] * scenario.scale,
                                     scenario.scale, kSmallScheme));
  return warnings;
}

Estimate estimate(const scenario::Scenario& scenario, int threads) {
  const double residents = residents_of(scenario);
  const double months = scenario.end - scenario.start + 1;
  const auto expected = expected_applications_year(scenario);
  const double entrants = std::accumulate(expected.begin(), expected.end(), 0.0) * scenario.scale * months / kMonths;
  Estimate e;
  e.memory_mib = kFixedMib + (residents * 1.1 * kBytesResident + 2 * entrants * kBytesNewcomer) / 1048576;
  e.seconds = residents * months * scenario.replicates / (kPersonMonthsPerSecondPerThread * threads);
  return e;
}

}  // namespace talentsim::run
