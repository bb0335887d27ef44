// SPDX-License-Identifier: MIT
// The calendar of one stay that ends in month E, with a window of L months:
//   E - L .. E   the holder decides whether to apply, in one month of the window drawn in advance
//   + lag        the application is decided; until then the stay goes on
//   E            without an application: a change of scheme, or the stay lapses and the household
//   leaves
// Applying and approval follow logits in the holder's situation; rules of the scheme say what
// counts as evidence.
#include "phases/renewal.h"

#include <algorithm>
#include <cmath>

#include "phases/admission.h"
#include "phases/departure.h"
#include "phases/gather.h"
#include "phases/permanent_residence.h"
#include "population/stay_length.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::Attributes;
using population::City;
using population::Flag;
using population::kNever;
using population::kNoLimit;
using population::Newcomers;
using population::Place;
using random::Stream;
using scenario::Attribute;
using scenario::DepartureCause;
using scenario::Scheme;
using stats::Happening;
using stats::Measure;

constexpr double kMonthsPerYear = 12;

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

double& set(Attributes& attributes, Attribute which) {
  return attributes[static_cast<std::size_t>(which)];
}

// Persons hired so far by the holder's business, by inversion: more with every month, for the same
// luck. They are counted for the renewal test only: whom they are does not matter to the model, and
// no queue of the job market gets shorter.
double business_hires(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const Month founded(n.since[row]);
  const double years = (city.now - founded) / kMonthsPerYear;
  const double u = city.luck.uniform(n.key[row], founded, Stream::business_hires);
  return static_cast<double>(random::count_quantile(u, rules.labour.business_hires_year * years,
                                                    rules.labour.business_hires_dispersion));
}

}  // namespace

Attributes evidence(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  auto attributes = population::draw_profile(city.luck, rules.pools[n.pool[row]], n.key[row],
                                             Month(n.applied[row]), n.sex[row], n.birth[row])
                        .attributes;
  const bool employed = n.activity[row] == Activity::employed,
             business = n.activity[row] == Activity::self_employed;
  set(attributes, Attribute::age_years) = n.age_years(row, city.now);
  set(attributes, Attribute::income_hkd_year) = kMonthsPerYear * n.pay_hkd_month[row];
  set(attributes, Attribute::job_offer) = employed;
  set(attributes, Attribute::employed) = employed;
  set(attributes, Attribute::own_business) = business;
  set(attributes, Attribute::mean_income_hkd_year) =
      kMonthsPerYear * n.mean_pay_hkd_month(row, city.now);
  set(attributes, Attribute::in_field) = n.is(row, Flag::in_field) && employed;
  set(attributes, Attribute::months_in_city) = city.now.index() - n.arrival[row];
  set(attributes, Attribute::stay_granted_months) = n.expiry[row] - n.arrival[row];
  set(attributes, Attribute::business_hires) = business ? business_hires(city, rules, row) : 0;
  const auto& shortage = rules.labour.shortage_sectors;
  set(attributes, Attribute::shortage_sector) =
      shortage.empty() ? 0 : shortage[population::unpack_job(n.job[row]).sector];
  return attributes;
}

namespace {

bool meets_some_route(const Scheme& scheme, const Attributes& attributes) {
  return scheme.renewal_routes.empty() ||
         std::any_of(scheme.renewal_routes.begin(), scheme.renewal_routes.end(),
                     [&](const auto& route) { return population::meets(route, attributes); });
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
  const double relative = std::max(1.0, static_cast<double>(n.pay_hkd_month[row])) /
                          p.relative_income_reference_hkd_month;
  double x = p.approve_base + p.approve_ln_relative_income * std::log(relative);
  if (n.activity[row] == Activity::self_employed) x += p.approve_own_business;
  return logistic(x);
}

namespace {

// Month in which this holder takes the decision: the first of the window for the early ones, else
// the last.
int application_month(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const int lead = static_cast<int>(rules.schemes[n.scheme[row]].renewal_lead_months);
  const double u = city.luck.uniform(n.key[row], Month(n.expiry[row]), Stream::renewal_timing);
  return u < rules.renewal.apply_early_share ? n.expiry[row] - lead : n.expiry[row];
}

int extension_of(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  return population::extension_months(rules.schemes[n.scheme[row]], n.extensions[row],
                                      [&] { return evidence(city, rules, row); });
}

void apply(City& city, const scenario::Rules& rules, std::uint32_t row) {
  auto& n = city.newcomers;
  const auto& scheme = rules.schemes[n.scheme[row]];
  const Month expiry(n.expiry[row]);
  n.set(row, Flag::applied, true);
  n.set(row, Flag::unconditional_pending,
        may_extend_unconditionally(n, row, scheme) &&
            !meets_some_route(scheme, evidence(city, rules, row)));
  const double lag = random::lag_quantile(
      city.luck.uniform(n.key[row], expiry, Stream::renewal_lag),
      rules.renewal.decision_lag.mean_months.at(city.now), rules.renewal.decision_lag.shape);
  const double moment = city.luck.uniform(n.key[row], expiry, Stream::stamp);
  n.decision[row] = static_cast<std::int16_t>(city.now.index() + static_cast<int>(moment + lag));
  city.tallies.at(Measure::renewal_applications, n.scheme[row]) += 1;
  city.record_newcomer(row, Happening::renewal_applied);
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

void decide(City& city, const scenario::Rules& rules, std::uint32_t row) {
  auto& n = city.newcomers;
  const auto& scheme = rules.schemes[n.scheme[row]];
  city.tallies.at(Measure::renewal_decisions, n.scheme[row]) += 1;
  if (n.expiry[row] > city.now.index())
    city.paper_expiries[n.expiry[row]].push_back({n.scheme[row], true});
  if (n.is(row, Flag::unconditional_pending))
    return extend(city, row, static_cast<int>(scheme.unconditional_extension_months));
  const double u =
      city.luck.uniform(n.key[row], Month(n.expiry[row]), Stream::renewal_adjudication);
  const bool granted = !scheme.extension_months.empty() &&
                       meets_some_route(scheme, evidence(city, rules, row)) &&
                       u < chance_of_approval(city, rules, row);
  if (granted) return extend(city, row, extension_of(city, rules, row));
  city.record_newcomer(row, Happening::renewal_refused);
  take_household_out(city, rules, row, DepartureCause::renewal_refused);
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

bool switch_scheme(City& city, const scenario::Rules& rules, std::uint32_t row) {
  auto& n = city.newcomers;
  if (city.luck.uniform(n.key[row], city.now, Stream::scheme_switch) >= rules.renewal.switch_share)
    return false;
  const int target = other_scheme(city, rules, row);
  if (target < 0) return false;
  const int stay = population::first_stay_months(rules.schemes[static_cast<std::size_t>(target)],
                                                 [&] { return evidence(city, rules, row); });
  city.tallies.at(Measure::scheme_switches, n.scheme[row]) += 1;
  city.record_newcomer(row, Happening::switched_scheme, target);
  n.for_family(row, [&](std::uint32_t member) {
    population::NewcomerEdit edit(city.stocks, n, member, rules.schemes);
    n.scheme[member] = static_cast<std::uint8_t>(target);
  });
  n.expiry[row] = stay > 0 ? static_cast<std::int16_t>(city.now.index() + stay) : kNoLimit;
  n.approved[row] = static_cast<std::int16_t>(city.now.index());
  n.start_earnings(row, city.now);
  n.extensions[row] = 0;
  n.set(row, Flag::unconditional_used, false);
  return true;
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

void run_out(City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const bool applied = n.is(row, Flag::applied);
  count_expiry(city, n.scheme[row], applied);
  if (applied) return;
  if (switch_scheme(city, rules, row)) return;
  city.record_newcomer(row, Happening::stay_lapsed);
  take_household_out(city, rules, row, DepartureCause::stay_expired);
}

bool renewable(const Scheme& scheme) {
  return !scheme.extension_months.empty() || scheme.unconditional_extension_months > 0;
}

// Everything the calendar asks of one holder this month, in order.
void keep_calendar(City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  if (!n.is(row, Flag::applied) && renewable(rules.schemes[n.scheme[row]])) {
    // Those who apply early think again each month of the window; the others decide at the end.
    const bool due = city.now.index() >= application_month(city, rules, row);
    const double u = city.luck.uniform(n.key[row], Month(n.expiry[row]), Stream::renewal_apply);
    if (due && u < chance_to_apply(city, rules, row)) apply(city, rules, row);
  }
  const int expiry = n.expiry[row];
  if (n.decision[row] == city.now.index()) {
    // The expiry of a stay whose extension is decided in the same month still counts as one that
    // ran out.
    if (expiry == city.now.index()) run_out(city, rules, row);
    return decide(city, rules, row);
  }
  if (expiry == city.now.index()) run_out(city, rules, row);
}

}  // namespace

void renew_stays(MonthContext& month) {
  auto& city = month.city;
  const auto& n = city.newcomers;
  double longest_lead = 0;
  for (const auto& scheme : month.rules.schemes)
    longest_lead = std::max(longest_lead, scheme.renewal_lead_months);
  const int horizon = city.now.index() + static_cast<int>(longest_lead);
  const auto due = rows_where(city.active, [&](std::uint32_t row) {
    return (n.expiry[row] <= horizon) & (n.place[row] != Place::gone) & n.is_principal(row);
  });
  count_paper_expiries(city);
  for (const auto row : due) keep_calendar(city, month.rules, row);
}

}  // namespace talentsim::phases
