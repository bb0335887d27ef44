// SPDX-License-Identifier: MIT
#include "phases/permanent_residence.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "phases/gather.h"

namespace talentsim::phases {
namespace {

using population::Flag;
using population::kNever;

// Months of ordinary residence before which nobody qualifies under any scheme.
int shortest_residence_months(const scenario::Rules& rules) {
  double shortest = std::numeric_limits<std::int16_t>::max();
  for (const auto& scheme : rules.schemes)
    if (scheme.permanent_residence_months > 0)
      shortest = std::min(shortest, scheme.permanent_residence_months);
  return static_cast<int>(std::ceil(shortest));
}

// Most are not there yet, and those who are have it already: one question without a branch.
bool may_qualify(const population::Newcomers& n, std::size_t row, int latest_start) {
  const bool long_enough = n.residence_start[row] <= latest_start;
  const bool counted = n.residence_start[row] != kNever;
  return long_enough & counted & n.resident(row) & !n.is(row, Flag::permanent);
}

bool qualifies(const MonthContext& month, std::size_t row) {
  const auto& n = month.city.newcomers;
  const double months = month.rules.schemes[n.scheme[row]].permanent_residence_months;
  return months > 0 && month.city.now.index() - n.residence_start[row] >= months;
}

}  // namespace

void grant_permanent_residence(MonthContext& month) {
  auto& city = month.city;
  auto& n = city.newcomers;
  const int latest_start = city.now.index() - shortest_residence_months(month.rules);
  auto granted =
      rows_where(city.active, [&](std::uint32_t row) { return may_qualify(n, row, latest_start); });
  std::erase_if(granted, [&](std::uint32_t row) { return !qualifies(month, row); });
  for (const auto row : granted) {
    population::NewcomerEdit edit(city.stocks, n, row, month.rules.schemes);
    n.set(row, Flag::permanent, true);
    n.expiry[row] = population::kNoLimit;
    n.decision[row] = kNever;
    city.tallies.at(stats::Measure::permanent_residence, n.scheme[row]) += 1;
    city.record_newcomer(row, stats::Happening::permanent_residence);
    const int cohort = n.arrival[row] - city.start.index();
    if (n.is_principal(row) && cohort >= 0)
      ++city.cohorts.made_permanent[city.cohorts.cell(n.entry_scheme[row], n.sex[row], cohort,
                                                      city.now.index() - n.arrival[row])];
  }
}

}  // namespace talentsim::phases
