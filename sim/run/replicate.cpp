// SPDX-License-Identifier: MIT
#include "run/replicate.h"

#include <algorithm>
#include <chrono>

#include "month/measure_month.h"
#include "population/columns.h"
#include "population/compaction.h"
#include "population/invariants.h"

namespace talentsim::run {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Events of one month in the order of persons, each person's own numbered as they happened.
void order(std::vector<stats::Event>& events) {
  std::stable_sort(events.begin(), events.end(), [](const stats::Event& a, const stats::Event& b) {
    return a.person < b.person;
  });
  for (std::size_t i = 1; i < events.size(); ++i)
    if (events[i].person == events[i - 1].person)
      events[i].ordinal = static_cast<std::uint16_t>(events[i - 1].ordinal + 1);
}

population::City build(const scenario::Scenario& scenario, const stats::Axes& axes, int number,
                       const Manner& manner, double& seconds) {
  const auto start = Clock::now();
  auto city = population::build_city(scenario, axes, static_cast<std::uint32_t>(number),
                                     {manner.row_order, manner.events});
  seconds = seconds_since(start);
  return city;
}

// The same principals in tables for a run of another length, at least as long as they have been
// followed.
population::Cohorts relaid(const population::Cohorts& from, int months) {
  population::Cohorts to(from.schemes, months);
  to.lost = from.lost;
  const int shared = std::min(months, from.months);
  for (int scheme = 0; scheme < from.schemes; ++scheme)
    for (int sex = 0; sex < scenario::kSexes; ++sex)
      for (int arrival = 0; arrival < shared; ++arrival) {
        to.arrivals[to.group(scheme, sex, arrival)] =
            from.arrivals[from.group(scheme, sex, arrival)];
        for (int since = 0; since < shared; ++since)
          to.made_permanent[to.cell(scheme, sex, arrival, since)] =
              from.made_permanent[from.cell(scheme, sex, arrival, since)];
      }
  return to;
}

}  // namespace

Replicate::Replicate(const scenario::Scenario& scenario, const stats::Axes& axes, int number,
                     const Manner& manner)
    : scenario_(scenario),
      manner_(manner),
      city_(build(scenario, axes, number, manner, lived_.build_seconds)) {
  lived_.record.reserve(static_cast<std::size_t>(scenario.end - scenario.start) + 1, city_.tallies);
}

Replicate::Replicate(const scenario::Scenario& scenario, const stats::Axes& axes,
                     const Manner& manner, checkpoint::Reader& read)
    : scenario_(scenario), manner_(manner), city_(axes) {
  read(months_lived_);
  read(city_);
  visit_record(read, lived_.record);
  city_.record_events = manner.events;
  const int months = scenario.end - scenario.lived_from() + 1;
  if (city_.cohorts.months != months) city_.cohorts = relaid(city_.cohorts, months);
}

void Replicate::write(checkpoint::Writer& write) const {
  write(months_lived_);
  write(city_);
  visit_record(write, lived_.record);
}

void visit_record(checkpoint::Writer& write, const output::Record& record) {
  write(std::uint64_t{record.months});
  for (const auto& figures : record.figures) visit_figures(write, figures);
}

void visit_record(checkpoint::Reader& read, output::Record& record) {
  std::uint64_t months = 0;
  read(months);
  record.months = static_cast<std::size_t>(months);
  for (auto& figures : record.figures) visit_figures(read, figures);
}

void Replicate::live_month() {
  const auto start = Clock::now();
  city_.now = scenario_.lived_from() + months_lived_++;
  const auto& rules = scenario_.rules_at(city_.now);
  city_.tallies.clear();
  city_.events.clear();
  city_.students_converted = 0;
  const auto opening = population::opening(city_);
  population::tidy(city_);
  talentsim::live_month(city_, rules, &lived_.steps);
  if (manner_.check_invariants) population::check_invariants(city_, rules, opening);
  order(city_.events);
  if (in_results()) lived_.record.add_month(city_.tallies);
  lived_.live_seconds += seconds_since(start);
}

Lived Replicate::end(const stats::Axes& axes) {
  measure_cohorts(city_, axes);
  lived_.record.add_cohorts(city_.tallies);
  lived_.bound_months = city_.bound_months;
  lived_.footprint = population::bytes_held(city_.residents, city_.households);
  lived_.residents_held =
      city_.stocks.residents[static_cast<std::size_t>(stats::ResidentGroup::local)];
  return std::move(lived_);
}

}  // namespace talentsim::run
