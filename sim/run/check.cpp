// SPDX-License-Identifier: MIT
#include "run/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "phases/admission.h"
#include "population/profile.h"
#include "run/side_by_side.h"
#include "support/cores.h"

namespace talentsim::run {
namespace {

constexpr int kSample = 1000;        // candidates drawn from each pool
constexpr double kSmallScheme = 20;  // persons a year
constexpr double kMonths = 12;
// Measured with the whole-run benchmark on two cores (docs/performance.md).
constexpr double kPersonMonthsPerSecondPerThread = 3e7;
constexpr double kBytesResident = 34, kBytesNewcomer = 48, kFixedMib = 60;

// Share of a pool's candidates who choose each scheme.
std::vector<double> choice_shares(const scenario::Scenario& scenario, const scenario::Rules& rules,
                                  std::uint32_t pool_index, Month month) {
  const auto& pool = rules.pools[pool_index];
  const random::Luck luck{scenario.seed, 0};
  std::vector<double> shares(rules.schemes.size()), weight(rules.schemes.size());
  for (std::uint32_t slot = 0; slot < kSample; ++slot) {
    const auto profile = population::draw_profile(
        luck, pool, population::candidate_key(pool_index, month, slot), month);
    double all = std::exp(pool.outside_utility);
    for (std::size_t s = 0; s < rules.schemes.size(); ++s) {
      const auto& scheme = rules.schemes[s];
      const bool open =
          month >= scheme.opens && month < scheme.closes && scheme.annual_quota.value_or(1) > 0;
      weight[s] = open && population::eligible(scheme, profile.attributes, profile.trade)
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

// Assumptions of one section: the field below it, and "value, prior ...".
struct Section {
  std::string name;
  std::vector<std::pair<std::string, std::string>> values;
};

// "schemes.x" of "schemes.x.appeal", "labour" of "labour.layoff_factor".
std::string section_of(const std::string& path) {
  const auto first = path.find('.');
  const auto top = path.substr(0, first);
  if (first == std::string::npos || (top != "schemes" && top != "pools" && top != "sectors"))
    return top;
  return path.substr(0, path.find('.', first + 1));
}

// The loader's "assumption: path = value, prior ..." by section, in the order of the scenario.
std::vector<Section> by_section(const std::vector<std::string>& assumptions) {
  static const std::string mark = "assumption: ";
  std::vector<Section> sections;
  for (const auto& text : assumptions) {
    const auto equals = text.find(" = ");
    if (!text.starts_with(mark) || equals == std::string::npos) continue;
    const auto path = text.substr(mark.size(), equals - mark.size());
    const auto name = section_of(path);
    auto found = std::find_if(sections.begin(), sections.end(),
                              [&](const Section& s) { return s.name == name; });
    if (found == sections.end()) found = sections.insert(found, {name, {}});
    found->values.emplace_back(path.size() > name.size() ? path.substr(name.size() + 1) : path,
                               text.substr(equals + 3));
  }
  return sections;
}

std::string assumption_list(const std::vector<Section>& sections) {
  std::string out;
  for (const auto& section : sections) {
    out += fmt::format("  {} ({})\n", section.name, section.values.size());
    std::size_t width = 0;
    for (const auto& [field, value] : section.values) width = std::max(width, field.size());
    for (const auto& [field, value] : section.values)
      out += fmt::format("    {:<{}} = {}\n", field, width, value);
  }
  return out;
}

constexpr const char* kStandardForms[] = {
    "households from logistic headship rates and normal age gaps",
    "skill follows education comonotonically within a sector",
    "participation between published age bands on straight lines",
};

std::string small_scheme_warnings(const scenario::Scenario& scenario) {
  std::string out;
  const auto expected = expected_applications_year(scenario);
  for (std::size_t s = 0; s < expected.size(); ++s)
    if (expected[s] * scenario.scale < kSmallScheme)
      out += fmt::format(
          "warning: schemes.{} expects {:.1f} applications a year at scale {:g} (fewer than {:g}); "
          "its figures will be noisy\n",
          scenario.timeline.front().rules.schemes[s].name, expected[s] * scenario.scale,
          scenario.scale, kSmallScheme);
  return out;
}

}  // namespace

std::vector<double> expected_applications_year(const scenario::Scenario& scenario) {
  const auto& first = scenario.timeline.front().rules;
  std::vector<double> expected(first.schemes.size());
  for (std::size_t s = 0; s < expected.size(); ++s) {
    const Month month =
        std::min(scenario.end, std::max(scenario.start + 12, first.schemes[s].opens));
    const auto& rules = scenario.rules_at(month);
    for (std::uint32_t p = 0; p < rules.pools.size(); ++p)
      expected[s] += candidates_year(rules, rules.pools[p], month) *
                     choice_shares(scenario, rules, p, month)[s];
  }
  return expected;
}

Estimate estimate(const scenario::Scenario& scenario, int threads) {
  const double residents = expected_residents(scenario);
  const double months = scenario.end - scenario.lived_from() + 1;
  const auto expected = expected_applications_year(scenario);
  const double entrants =
      std::accumulate(expected.begin(), expected.end(), 0.0) * scenario.scale * months / kMonths;
  Estimate e;
  const int cities = replicates_side_by_side(residents, scenario.replicates, threads, false);
  e.memory_mib =
      kFixedMib +
      cities * (residents * 1.1 * kBytesResident + 2 * entrants * kBytesNewcomer) / 1048576;
  const int cores = std::min(threads, usable_cores());
  e.seconds = residents * months * scenario.replicates / (kPersonMonthsPerSecondPerThread * cores);
  return e;
}

std::string check_report(const scenario::Scenario& scenario, int threads) {
  const auto sections = by_section(scenario.warnings);
  auto out = fmt::format("Assumptions in force: {} values that no source gives, in {} sections\n",
                         scenario.warnings.size(), sections.size());
  out += assumption_list(sections);
  out += fmt::format("Standard forms, assumed where no source gives a margin: {}\n",
                     std::size(kStandardForms));
  for (const auto* form : kStandardForms) out += fmt::format("  - {}\n", form);
  out += small_scheme_warnings(scenario);
  const auto e = estimate(scenario, threads);
  return out +
         fmt::format("{}: {} to {}, scale {:g}: about {:.0f} MiB and {:.0f} s with {} threads",
                     scenario.title, scenario.start.text(), scenario.end.text(), scenario.scale,
                     e.memory_mib, std::max(1.0, e.seconds), threads);
}

}  // namespace talentsim::run
