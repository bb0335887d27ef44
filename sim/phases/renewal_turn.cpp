// SPDX-License-Identifier: MIT
// Who applies to stay on, who is granted it, and for how long. Applying and approval follow logits
// in the holder's situation; rules of the scheme say what counts as evidence.
#include "phases/renewal_turn.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "phases/admission.h"
#include "phases/permanent_residence.h"
#include "phases/renewal.h"
#include "population/stay_length.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::Attributes;
using population::City;
using population::Flag;
using population::kNever;
using population::Newcomers;
using random::Stream;
using scenario::Scheme;

constexpr double kMonthsPerYear = 12;

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

// What the holder can show, worked out when first asked for.
class Evidence {
 public:
  Evidence(const City& city, const scenario::Rules& rules, std::uint32_t row)
      : city_(city), rules_(rules), row_(row) {}
  const Attributes& operator()() {
    if (!shown_) shown_ = evidence(city_, rules_, row_);
    return *shown_;
  }

 private:
  const City& city_;
  const scenario::Rules& rules_;
  std::uint32_t row_;
  std::optional<Attributes> shown_;
};

template <class Shown>
bool meets_some_route(const Scheme& scheme, Shown&& shown) {
  return scheme.renewal_routes.empty() ||
         std::any_of(scheme.renewal_routes.begin(), scheme.renewal_routes.end(),
                     [&](const auto& route) { return population::meets(route, shown()); });
}

bool claims_some_route(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto claimed = evidence_claimed(city, rules, row);
  return meets_some_route(rules.schemes[city.newcomers.scheme[row]],
                          [&]() -> const Attributes& { return claimed; });
}

bool may_extend_unconditionally(const Newcomers& n, std::uint32_t row, const Scheme& scheme) {
  return scheme.unconditional_extension_months > 0 && !n.is(row, Flag::unconditional_used) &&
         n.approved[row] < scheme.unconditional_if_approved_before.index();
}

}  // namespace

double chance_to_apply(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const auto& p = rules.renewal;
  const auto& scheme = rules.schemes[n.scheme[row]];
  const int start = n.residence_start[row] == kNever ? city.now.index() : n.residence_start[row];
  const double needed = permanent_residence_months(scheme, Month(n.arrival[row]));
  const double years_left =
      std::isfinite(needed) ? std::max(0.0, needed - (city.now.index() - start)) / kMonthsPerYear
                            : 0;
  double x = p.apply_base + p.apply_years_to_permanent * years_left;
  if (!p.apply_scheme.empty()) x += p.apply_scheme[n.scheme[row]];
  if (n.activity[row] == Activity::employed || !scheme.work_expected) x += p.apply_job;
  if (n.activity[row] == Activity::self_employed) x += p.apply_own_business;
  if (n.has_children_here(row)) x += p.apply_children_here;
  return logistic(x);
}

double chance_of_approval(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const auto& p = rules.renewal;
  if (!rules.schemes[n.scheme[row]].work_expected) return logistic(p.approve_base);
  const double relative = std::max(1.0, static_cast<double>(n.pay_here_hkd_month[row])) /
                          p.relative_income_reference_hkd_month;
  double x = p.approve_base + p.approve_ln_relative_income * std::log(relative);
  if (n.activity[row] == Activity::self_employed) x += p.approve_own_business;
  return logistic(x);
}

namespace {

bool renewable(const Scheme& scheme) {
  return !scheme.extension_months.empty() || scheme.unconditional_extension_months > 0;
}

// Month in which this holder takes the decision: the first of the window for the early ones, else
// the last.
int application_month(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const int lead = static_cast<int>(rules.schemes[n.scheme[row]].renewal_lead_months);
  const double u = city.luck.uniform(n.key[row], Month(n.expiry[row]), Stream::renewal_timing);
  return u < rules.renewal.apply_early_share ? n.expiry[row] - lead : n.expiry[row];
}

int extension_of(const City& city, const scenario::Rules& rules, std::uint32_t row,
                 Evidence& shown) {
  const auto& n = city.newcomers;
  return population::extension_months(rules.schemes[n.scheme[row]], n.extensions[row],
                                      [&] { return shown(); });
}

// Those who apply early think again each month of the window; the others decide at the end.
bool applies(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  if (n.is(row, Flag::applied) || !renewable(rules.schemes[n.scheme[row]])) return false;
  if (city.now.index() < application_month(city, rules, row)) return false;
  const double u = city.luck.uniform(n.key[row], Month(n.expiry[row]), Stream::renewal_apply);
  return u < chance_to_apply(city, rules, row);
}

// Month in which an application made now is decided.
std::int16_t decision_month(const City& city, const random::LagTable& lag, std::uint32_t row) {
  const auto& n = city.newcomers;
  const Month expiry(n.expiry[row]);
  const double u = city.luck.uniform(n.key[row], expiry, Stream::renewal_lag);
  const double moment = city.luck.uniform(n.key[row], expiry, Stream::stamp);
  return static_cast<std::int16_t>(city.now.index() + lag.whole_months(moment, u));
}

bool approved(const City& city, const scenario::Rules& rules, std::uint32_t row, Evidence& shown) {
  const auto& n = city.newcomers;
  const auto& scheme = rules.schemes[n.scheme[row]];
  const double u =
      city.luck.uniform(n.key[row], Month(n.expiry[row]), Stream::renewal_adjudication);
  return !scheme.extension_months.empty() && meets_some_route(scheme, shown) &&
         u < chance_of_approval(city, rules, row);
}

void adjudicate(const City& city, const scenario::Rules& rules, RenewalTurn& turn) {
  const auto& scheme = rules.schemes[city.newcomers.scheme[turn.row]];
  Evidence shown(city, rules, turn.row);
  turn.end = RenewalTurn::End::granted;
  if (turn.unconditional)
    turn.months = static_cast<std::int16_t>(scheme.unconditional_extension_months);
  else if (approved(city, rules, turn.row, shown))
    turn.months = static_cast<std::int16_t>(extension_of(city, rules, turn.row, shown));
  else
    turn.end = RenewalTurn::End::refused;
}

// The best other scheme open to the holder, or -1.
int other_scheme(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const auto attributes = evidence(city, rules, row);
  int best = -1;
  double best_utility = 0;
  for (std::size_t s = 0; s < rules.schemes.size(); ++s) {
    const auto& scheme = rules.schemes[s];
    if (s == n.scheme[row] || !scheme.open_to_holders ||
        scheme.group != rules.schemes[n.scheme[row]].group || city.now < scheme.opens ||
        city.now >= scheme.closes || scheme.annual_quota || scheme.daily_quota ||
        !scheme.caps.empty() || !population::eligible(scheme, attributes, -1))
      continue;
    const double utility = scheme_utility(rules, scheme, city.now);
    if (best < 0 || utility > best_utility) {
      best = static_cast<int>(s);
      best_utility = utility;
    }
  }
  return best;
}

// The stay runs out and nobody asked to extend it.
void find_way_on(const City& city, const scenario::Rules& rules, RenewalTurn& turn) {
  const auto key = city.newcomers.key[turn.row];
  const bool tries =
      city.luck.uniform(key, city.now, Stream::scheme_switch) < rules.renewal.switch_share;
  const int target = tries ? other_scheme(city, rules, turn.row) : -1;
  turn.end = target < 0 ? RenewalTurn::End::lapsed : RenewalTurn::End::switched;
  if (target < 0) return;
  turn.scheme = static_cast<std::int16_t>(target);
  turn.months = static_cast<std::int16_t>(
      population::first_stay_months(rules.schemes[static_cast<std::size_t>(target)],
                                    [&] { return evidence(city, rules, turn.row); }));
}

}  // namespace

RenewalTurn renewal_turn(const City& city, const scenario::Rules& rules,
                         const random::LagTable& lag, std::uint32_t row) {
  const auto& n = city.newcomers;
  const auto& scheme = rules.schemes[n.scheme[row]];
  RenewalTurn turn;
  turn.row = row;
  turn.decision = n.decision[row];
  turn.unconditional = n.is(row, Flag::unconditional_pending);
  turn.applies = applies(city, rules, row);
  if (turn.applies) {
    turn.decision = decision_month(city, lag, row);
    turn.unconditional =
        may_extend_unconditionally(n, row, scheme) && !claims_some_route(city, rules, row);
  }
  turn.runs_out = n.expiry[row] == city.now.index();
  if (turn.decision == city.now.index())
    adjudicate(city, rules, turn);
  else if (turn.runs_out && !turn.applies && !n.is(row, Flag::applied))
    find_way_on(city, rules, turn);
  return turn;
}

}  // namespace talentsim::phases
