// SPDX-License-Identifier: MIT
// What a run prints for a person to read.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "population/footprint.h"
#include "scenario/scenario.h"
#include "stats/measures.h"

namespace talentsim::run {

// Figures of one calendar year of the first replicate, persons in the real city.
struct YearFigures {
  int months = 0;
  std::int64_t applications = 0, approvals = 0, arrivals = 0, dependants = 0, renewals = 0,
               departures = 0;
  std::int64_t births = 0, deaths = 0, residents_end = 0, employed_sum = 0, unemployed_sum = 0;
};

struct Summary {
  std::map<int, YearFigures> years;
  std::vector<std::string> schemes;
  std::vector<std::map<int, std::int64_t>> arrivals;  // by scheme and year
  std::vector<std::map<int, std::vector<Month>>>
      bound_months;                // by scheme and cap (0: the quota): months in which it bound
  std::int64_t person_months = 0;  // living residents summed over months, simulated persons
  int replicates = 0;              // that were lived
  std::string stopping;            // why there are no more of them; empty: as many as asked for
  int side_by_side = 1;            // replicates alive at a time
  // Build and life: summed over replicates.
  double build_seconds = 0, live_seconds = 0, write_seconds = 0, wall_seconds = 0;
  std::vector<std::pair<const char*, double>> step_seconds;
  population::Footprint
      footprint;  // of residents and households, at the end of the first replicate
  std::int64_t residents_held = 0;  // local residents then

  void add_month(Month month, const stats::Tallies& tallies, double scale);
};

std::string print(const Summary& summary, const scenario::Scenario& scenario);

}  // namespace talentsim::run
