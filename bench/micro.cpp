// SPDX-License-Identifier: MIT
// Single operations of the hot paths, with google-benchmark. Run from the root of the sources.
#include <benchmark/benchmark.h>
#include <omp.h>

#include "phases/month_context.h"
#include "population/entrants.h"
#include "population/footprint.h"
#include "population/profile.h"
#include "random/many.h"
#include "run/run.h"
#include "scenario/loader.h"

namespace {

using namespace talentsim;
using random::Stream;

const random::Luck kLuck{1, 0};
const Month kMonth = Month::of(2025, 6);
constexpr double kMillionScale = 0.1333;  // about a million residents

scenario::Scenario baseline(double scale) {
  scenario::Overrides overrides;
  overrides.scale = scale;
  return scenario::load("scenarios/baseline.yaml", overrides);
}

void philox_block(benchmark::State& state) {
  std::uint64_t key = 0;
  for (auto _ : state) benchmark::DoNotOptimize(kLuck.block(key++, kMonth, Stream::cause));
}
BENCHMARK(philox_block);

void consecutive_words(benchmark::State& state) {
  std::array<std::uint32_t, 4 * random::kBlocksAtOnce> words;
  std::uint32_t first = 0;
  for (auto _ : state) {
    random::consecutive_blocks(kLuck, first += random::kBlocksAtOnce, kMonth,
                               Stream::screen_resident, words);
    benchmark::DoNotOptimize(words);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(words.size()));
}
BENCHMARK(consecutive_words);

// Opens a month of a million residents on one thread: hazards, tables, both screens.
void screen_million(benchmark::State& state) {
  omp_set_num_threads(1);
  const auto scenario = baseline(kMillionScale);
  auto city = population::build_city(scenario, run::axes_of(scenario), 0, {});
  const auto& rules = scenario.rules_at(city.now);
  for (auto _ : state) benchmark::DoNotOptimize(phases::open_month(city, rules).residents.size());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(city.residents.size()));
  state.counters["bytes_resident"] =
      static_cast<double>(population::bytes_held(city.residents, city.households).used_bytes) /
      static_cast<double>(city.residents.size());
}
BENCHMARK(screen_million)->Unit(benchmark::kMillisecond);

// The tables alone, whose cost does not depend on the number of residents.
void open_empty_month(benchmark::State& state) {
  omp_set_num_threads(1);
  const auto scenario = baseline(1e-4);
  auto city = population::build_city(scenario, run::axes_of(scenario), 0, {});
  const auto& rules = scenario.rules_at(city.now);
  for (auto _ : state) benchmark::DoNotOptimize(phases::open_month(city, rules).residents.size());
}
BENCHMARK(open_empty_month)->Unit(benchmark::kMicrosecond);

void lag_table_build(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(random::LagTable(2.5, 2));
}
BENCHMARK(lag_table_build)->Unit(benchmark::kMicrosecond);

void lag_table_draw(benchmark::State& state) {
  const random::LagTable table(2.5, 2);
  double u = 0.5;
  for (auto _ : state) {
    u = u < 0.99 ? u + 0.001 : 0.001;
    benchmark::DoNotOptimize(table(u));
  }
}
BENCHMARK(lag_table_draw);

void lag_quantile(benchmark::State& state) {
  double u = 0.5;
  for (auto _ : state) {
    u = u < 0.99 ? u + 0.001 : 0.001;
    benchmark::DoNotOptimize(random::lag_quantile(u, 2.5, 2));
  }
}
BENCHMARK(lag_quantile);

void two_piece_log_normal(benchmark::State& state) {
  double u = 0.5;
  for (auto _ : state) {
    u = u < 0.99 ? u + 0.001 : 0.001;
    benchmark::DoNotOptimize(random::two_piece_log_normal(u, 20000, 0.4, 0.6));
  }
}
BENCHMARK(two_piece_log_normal);

void draw_profile(benchmark::State& state) {
  const auto scenario = baseline(0.01);
  const auto& pool = scenario.rules_at(scenario.start).pools.front();
  std::uint32_t slot = 0;
  for (auto _ : state) {
    const auto key = population::candidate_key(0, kMonth, slot++ % population::kSlots);
    benchmark::DoNotOptimize(population::draw_profile(kLuck, pool, key, kMonth));
  }
}
BENCHMARK(draw_profile);

// A principal with the family, profile drawn beforehand.
void admit(benchmark::State& state) {
  const auto scenario = baseline(0.001);
  const auto& rules = scenario.rules_at(scenario.start);
  auto city = population::build_city(scenario, run::axes_of(scenario), 0, {});
  population::Entry entry;
  entry.applied = entry.approved = entry.arrival = entry.residence_start = scenario.start;
  std::uint32_t slot = 0;
  std::vector<population::Newcomer> household;
  for (auto _ : state) {
    state.PauseTiming();
    household.clear();
    entry.key = population::candidate_key(0, scenario.start, slot++);
    const auto profile =
        population::draw_profile(city.luck, rules.pools.front(), entry.key, scenario.start);
    state.ResumeTiming();
    population::draw_household(city.luck, rules, profile, entry, household);
    benchmark::DoNotOptimize(population::admit(city, rules, household, false));
  }
}
BENCHMARK(admit)->Iterations(100000);

}  // namespace

BENCHMARK_MAIN();
