// SPDX-License-Identifier: MIT
// The figures of one replicate in memory, as they come out of the city.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "stats/measures.h"

namespace talentsim::output {

// A count of simulated persons as the results file has it.
inline std::int64_t in_the_real_city(std::int64_t count, double scale) {
  return scale == 1 ? count : std::llround(static_cast<double>(count) / scale);
}

struct Record {
  std::size_t months = 0;  // added so far
  // By measure: those of a month one month after another, those of cohorts once. In simulated
  // persons, not scaled.
  std::vector<std::vector<std::int64_t>> figures{static_cast<std::size_t>(stats::kMeasures)};

  void reserve(std::size_t all_months, const stats::Tallies& tallies);
  void add_month(const stats::Tallies& tallies);
  void add_cohorts(const stats::Tallies& tallies);
  // The figures of one month into tallies of the same axes.
  void month_into(stats::Tallies& tallies, std::size_t month) const;
};

}  // namespace talentsim::output
