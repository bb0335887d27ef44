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
using population::Place;

constexpr double kLongest = 4096;  // months: more than any run has

// Latest start of ordinary residence with which anybody of a scheme may qualify this month. Where
// nothing is asked, those who never began qualify too.
std::vector<int> latest_starts(const MonthContext& month) {
  std::vector<int> latest;
  for (const auto& scheme : month.rules.schemes) {
    const double shortest = std::min(permanent_residence_months(scheme, Month(0)),
                                     permanent_residence_months(scheme, month.city.now));
    latest.push_back(shortest == 0 ? std::numeric_limits<int>::max()
                                   : month.city.now.index() -
                                         static_cast<int>(std::min(std::ceil(shortest), kLongest)));
  }
  return latest;
}

// Most are not there yet, and those who are have it already: one question without a branch.
// Unsigned, kNever is later than any month.
bool may_qualify(const population::Newcomers& n, std::size_t row, const std::vector<int>& latest) {
  return n.is(row, Flag::holds_visa) & !n.is(row, Flag::permanent) & (n.place[row] != Place::gone) &
         (static_cast<std::uint16_t>(n.residence_start[row]) <= latest[n.scheme[row]]);
}

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
  const auto latest = latest_starts(month);
  auto granted =
      rows_where(city.active, [&](std::uint32_t row) { return may_qualify(n, row, latest); });
  std::erase_if(granted, [&](std::uint32_t row) { return !qualifies(month, row); });
  for (auto row = city.active_end; row < n.size(); ++row)  // landed this month
    if (qualifies(month, row)) granted.push_back(static_cast<std::uint32_t>(row));
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
