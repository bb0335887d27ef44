// SPDX-License-Identifier: MIT
// Stocks and quantiles at the end of a month; retention at the end of a run.
#pragma once

#include "population/city.h"

namespace talentsim {

void measure_month(population::City& city, const scenario::Rules& rules);

// Fills the tables of cohorts of `city.tallies`.
void measure_cohorts(population::City& city, const stats::Axes& axes);

// Half-years from the first to the last month: "2022H2", "2023H1", ...
std::vector<std::string> half_years(Month start, Month end);

}  // namespace talentsim
