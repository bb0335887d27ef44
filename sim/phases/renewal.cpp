// SPDX-License-Identifier: MIT
// The calendar of one stay that ends in month E, with a window of L months:
//   E - L .. E   the holder decides whether to apply, in one month of the window drawn in advance
//   + lag        the application is decided; until then the stay goes on
//   E            without an application: a change of scheme, or the stay lapses and the household
//   leaves
// renewal_turn.cpp says who applies and what is decided; here it comes true.
#include "phases/renewal.h"

#include <algorithm>

#include "phases/departure.h"
#include "phases/gather.h"
#include "phases/own_account.h"
#include "phases/renewal_turn.h"

namespace talentsim::phases {
namespace {

using population::City;
using population::Flag;
using population::kNever;
using population::kNoLimit;
using population::Place;
using scenario::DepartureCause;
using stats::Happening;
using stats::Measure;
using End = RenewalTurn::End;

void apply(City& city, const RenewalTurn& turn) {
  auto& n = city.newcomers;
  n.set(turn.row, Flag::applied, true);
  n.set(turn.row, Flag::unconditional_pending, turn.unconditional);
  n.decision[turn.row] = turn.decision;
  city.tallies.at(Measure::renewal_applications, n.scheme[turn.row]) += 1;
  city.record_newcomer(turn.row, Happening::renewal_applied);
}

// A decision taken before the stay's last month: it still runs out on paper.
void count_decision(City& city, std::uint32_t row) {
  const auto& n = city.newcomers;
  city.tallies.at(Measure::renewal_decisions, n.scheme[row]) += 1;
  if (n.expiry[row] > city.now.index())
    city.paper_expiries[n.expiry[row]].push_back({n.scheme[row], true});
}

void extend(City& city, std::uint32_t row, int months) {
  auto& n = city.newcomers;
  city.record_newcomer(row, Happening::renewed, months);  // while what was shown still stands
  if (n.is(row, Flag::unconditional_pending))
    n.set(row, Flag::unconditional_used, true);
  else
    ++n.extensions[row];
  n.approved[row] = static_cast<std::int16_t>(city.now.index());
  n.start_earnings(row, city.now);
  n.expiry[row] = static_cast<std::int16_t>(n.expiry[row] + months);
  n.decision[row] = kNever;
  n.set(row, Flag::applied, false);
  n.set(row, Flag::unconditional_pending, false);
  const auto scheme = n.scheme[row];
  city.tallies.at(Measure::renewal_approvals, scheme) += 1;
  if (n.pay_hkd_month[row] > 0)
    ++city.renewed_pay[static_cast<std::size_t>(scheme) * population::kPayBins + n.pay_bin[row]];
}

void switch_scheme(City& city, const scenario::Rules& rules, const RenewalTurn& turn) {
  auto& n = city.newcomers;
  const auto row = turn.row;
  city.tallies.at(Measure::scheme_switches, n.scheme[row]) += 1;
  city.record_newcomer(row, Happening::switched_scheme, turn.scheme);
  n.for_family(row, [&](std::uint32_t member) {
    population::NewcomerEdit edit(city.stocks, n, member, rules.schemes);
    n.scheme[member] = static_cast<std::uint8_t>(turn.scheme);
  });
  n.expiry[row] =
      turn.months > 0 ? static_cast<std::int16_t>(city.now.index() + turn.months) : kNoLimit;
  n.approved[row] = static_cast<std::int16_t>(city.now.index());
  n.start_earnings(row, city.now);
  n.extensions[row] = 0;
  n.set(row, Flag::unconditional_used, false);
}

void count_expiry(City& city, std::uint8_t scheme, bool applied) {
  city.tallies.at(Measure::stays_expiring, scheme) += 1;
  city.tallies.at(Measure::stays_expiring_applied, scheme) += applied;
}

// Stays of this month whose holders were decided on, or had left, before.
void count_paper_expiries(City& city) {
  const auto due = city.paper_expiries.extract(city.now.index());
  if (due.empty()) return;
  for (const auto& stay : due.mapped()) count_expiry(city, stay.scheme, stay.applied);
}

// Asks for the memory that a turn of a row will read and write.
void fetch(const population::Newcomers& n, std::uint32_t row) {
  n.fetch(row);
  fetch_row(row, n.expiry, n.decision, n.extensions, n.approved, n.earning_since, n.earned_hkd,
            n.family_next);
}

void commit(City& city, const scenario::Rules& rules, const RenewalTurn& turn) {
  const auto& n = city.newcomers;
  const auto row = turn.row;
  if (turn.applies) apply(city, turn);
  // The expiry of a stay whose extension is decided in the same month still counts as one that ran
  // out.
  if (turn.runs_out) count_expiry(city, n.scheme[row], n.is(row, Flag::applied));
  if (turn.end == End::granted || turn.end == End::refused) {
    count_decision(city, row);
    if (!turn.unconditional) count_examination(city, rules, row);
  }
  switch (turn.end) {
    case End::goes_on:
      return;
    case End::granted:
      return extend(city, row, turn.months);
    case End::refused:
      city.record_newcomer(row, Happening::renewal_refused);
      return take_household_out(city, rules, row, DepartureCause::renewal_refused);
    case End::switched:
      return switch_scheme(city, rules, turn);
    case End::lapsed:
      city.record_newcomer(row, Happening::stay_lapsed);
      return take_household_out(city, rules, row, DepartureCause::stay_expired);
  }
}

}  // namespace

void renew_stays(MonthContext& month) {
  auto& city = month.city;
  const auto& due = month.rounds.may_renew;
  const auto lag = city.lag_table(month.rules.renewal.decision_lag);
  const auto turns = gather<RenewalTurn>(
      due.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
          if (const auto turn = renewal_turn(city, month.rules, *lag, due[i]); !turn.nothing())
            list.push_back(turn);
      },
      512);
  count_paper_expiries(city);
  commit_in_order(
      turns, [&](const auto& turn) { fetch(city.newcomers, turn.row); },
      [&](const auto& turn) { commit(city, month.rules, turn); });
}

}  // namespace talentsim::phases
