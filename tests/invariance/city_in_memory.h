// SPDX-License-Identifier: MIT
// Cities lived in memory, without results files, for comparisons to the last count and event.
#pragma once

#include <omp.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <tuple>
#include <vector>

#include "month/month.h"
#include "population/invariants.h"
#include "run/run.h"
#include "scenario/loader.h"

namespace talentsim::test {

inline bool small() { return std::getenv("TALENTSIM_TEST_SMALL") != nullptr; }

// A scenario of the sources (tests run in their root) at a scale, up to a month.
inline scenario::Scenario load(const char* file, double scale, const char* until,
                               std::vector<std::string> set = {}) {
  scenario::Overrides overrides;
  overrides.set = std::move(set);
  overrides.scale = scale;
  overrides.until = Month::parse(until);
  return scenario::load(file, overrides);
}

using EventRow = std::tuple<std::int32_t, std::uint64_t, std::uint64_t, int, int, int>;

// Every published integer of every month, and every event in the order of persons.
struct History {
  std::vector<std::vector<std::int64_t>> figures;
  std::vector<EventRow> events;
  bool operator==(const History&) const = default;
};

struct Conditions {
  int threads = 1;
  std::uint64_t row_order = 0;
  std::uint32_t replicate = 0;
};

template <class Look>
History live(const scenario::Scenario& scenario, const Conditions& conditions, const Look& look) {
  omp_set_num_threads(conditions.threads);
  auto city = population::build_city(scenario, run::axes_of(scenario), conditions.replicate,
                                     {conditions.row_order, true});
  History history;
  for (Month month = scenario.start; month <= scenario.end; ++month) {
    city.now = month;
    city.tallies.clear();
    city.events.clear();
    city.students_converted = 0;
    const auto& rules = scenario.rules_at(month);
    const auto before = population::opening(city);
    live_month(city, rules);
    population::check_invariants(city, rules, before);
    look(city, rules);
    auto& figures = history.figures.emplace_back();
    for (const auto& measure : stats::measures()) {
      const auto values = city.tallies.values(measure.measure);
      if (measure.monthly) figures.insert(figures.end(), values.begin(), values.end());
    }
    const auto first = history.events.size();
    for (const auto& e : city.events)
      history.events.emplace_back(e.month, e.person, e.household, static_cast<int>(e.what),
                                  e.scheme, e.detail);
    // Persons in the order of keys; what one person did stays in the order in which it happened.
    std::stable_sort(
        history.events.begin() + static_cast<std::ptrdiff_t>(first), history.events.end(),
        [](const EventRow& a, const EventRow& b) { return std::get<1>(a) < std::get<1>(b); });
  }
  return history;
}

inline History live(const scenario::Scenario& scenario, const Conditions& conditions) {
  return live(scenario, conditions, [](const population::City&, const scenario::Rules&) {});
}

}  // namespace talentsim::test
