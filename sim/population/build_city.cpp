// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <numeric>

#include "population/initial_city.h"
#include "support/parallel.h"

namespace talentsim::population {
namespace {

constexpr int kOpenAge = 85;

NewcomerAges count_newcomers(const City& city) {
  NewcomerAges ages{};
  const auto& n = city.newcomers;
  for (std::size_t row = 0; row < n.size(); ++row)
    if (n.resident(row))
      ++ages[n.sex[row]]
            [static_cast<std::size_t>(std::clamp(n.age_years(row, city.start), 0, kOpenAge))];
  return ages;
}

double initial_finding_hazard(const scenario::Rules& rules, Month start) {
  double unemployed = 0, people = 0;
  for (int sex = 0; sex < scenario::kSexes; ++sex)
    for (const double rate : rules.initial.unemployment[sex]) {
      unemployed += rate;
      ++people;
    }
  double employed = 0;
  for (const auto& sector : rules.sectors) employed += sector.live_in_helpers ? 0 : sector.employed;
  const double seekers = people > 0 ? unemployed / people * employed : 0;
  const double tightness =
      seekers > 0 ? rules.labour.vacancies.at(start) * rules.labour.vacancy_factor / seekers : 1;
  return std::max(0.01, rules.labour.matching_efficiency *
                            std::pow(tightness, rules.labour.tightness_elasticity));
}

// Counts the residents into the stocks, in large slices.
void count_residents(City& city, const scenario::Rules& rules) {
  constexpr std::size_t kSliceRows = std::size_t{1} << 20;
  const auto& r = city.residents;
  std::vector<Stocks> slices(chunk_count(r.size(), kSliceRows),
                             Stocks(rules.schemes.size(), rules.sectors.size()));
  parallel_chunks(
      r.size(),
      [&](std::size_t slice, std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) slices[slice].add_resident(r, row, +1);
      },
      kSliceRows);
  for (const auto& slice : slices) city.stocks += slice;
}

}  // namespace

City build_city(const scenario::Scenario& scenario, const stats::Axes& axes,
                std::uint32_t replicate, const BuildOptions& options) {
  City city(axes);
  const auto& rules = scenario.rules_at(scenario.lived_from());
  city.start = city.now = scenario.lived_from();
  city.luck = {scenario.seed, replicate};
  city.scale = scenario.scale;
  city.record_events = options.record_events;
  city.stocks = Stocks(rules.schemes.size(), rules.sectors.size());
  city.open_posts.assign(rules.sectors.size() * kSkills, 0);
  city.renewed_pay.assign(rules.schemes.size() * kPayBins, 0);
  city.bound_months.resize(rules.schemes.size());
  city.cohorts =
      Cohorts(static_cast<int>(rules.schemes.size()), scenario.end - scenario.lived_from() + 1);
  for (const auto& pool : rules.pools) city.pool_names.push_back(pool.name);
  deal_standing_stock(city, rules);
  auto tables = std::make_shared<InitialTables>(rules, scenario.scale, count_newcomers(city));
  tables->finding_hazard = initial_finding_hazard(rules, city.start);
  city.tables = tables;
  deal_residents(city, rules, *tables, options.row_order);
  deal_households(city, rules);
  count_residents(city, rules);
  return city;
}

}  // namespace talentsim::population
