// SPDX-License-Identifier: MIT
#include "phases/permanent_residence.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "phases/gather.h"
#include "support/fetch_line.h"

namespace talentsim::phases {
namespace {

using population::Flag;
using population::kNever;
using population::Place;

bool qualifies(const MonthContext& month, std::size_t row) {
  const auto& n = month.city.newcomers;
  if (!n.is(row, Flag::holds_visa) || n.is(row, Flag::permanent) || n.place[row] == Place::gone)
    return false;
  const double months = permanent_residence_months(month.rules.schemes[n.scheme[row]],
                                                   Month(n.arrival[n.principal[row]]));
  if (months == 0) return true;
  return n.resident(row) && n.residence_start[row] != kNever &&
         month.city.now.index() - n.residence_start[row] >= months;
}

}  // namespace

double permanent_residence_months(const scenario::Scheme& scheme, Month arrival) {
  if (arrival >= scheme.new_permanent_residence_from) return scheme.new_permanent_residence_months;
  return scheme.permanent_residence_months > 0 ? scheme.permanent_residence_months
                                               : scenario::kUnbounded;
}

void grant_permanent_residence(MonthContext& month) {
  auto& city = month.city;
  auto& n = city.newcomers;
  auto granted = rows_where(month.rounds.may_be_permanent,
                            [&](std::uint32_t row) { return qualifies(month, row); });
  for (auto row = month.rounds.rows; row < n.size(); ++row)  // landed this month
    if (qualifies(month, row)) granted.push_back(row);
  const auto fetch = [&](std::uint32_t row) {
    n.fetch(row);
    fetch_row(row, n.expiry, n.decision, n.arrival, n.entry_scheme, n.sex);
  };
  commit_in_order(granted, fetch, [&](std::uint32_t row) {
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
  });
}

}  // namespace talentsim::phases
