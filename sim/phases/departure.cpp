// SPDX-License-Identifier: MIT
#include "phases/departure.h"

#include <algorithm>

#include "phases/gather.h"
#include "phases/posts.h"
#include "support/fetch_line.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Flag;
using population::Place;
using scenario::DepartureCause;

constexpr int kFrailtyClasses = 16;
constexpr std::array<DepartureCause, 5> kCauseOrder = {
    DepartureCause::no_work, DepartureCause::outside_offer, DepartureCause::family_reunion,
    DepartureCause::other_reason, DepartureCause::death};

// Gamma frailty by class: the quantile at the middle of each sixteenth.
std::array<double, kFrailtyClasses> frailty_table(double variance) {
  std::array<double, kFrailtyClasses> table{};
  double sum = 0;
  for (int c = 0; c < kFrailtyClasses; ++c)
    sum += table[static_cast<std::size_t>(c)] =
        random::frailty_quantile((c + 0.5) / kFrailtyClasses, variance);
  for (auto& frailty : table) frailty *= kFrailtyClasses / sum;  // mean 1 exactly
  return table;
}

// What multiplies every voluntary hazard of this principal.
double personal_factor(const MonthContext& month, std::uint32_t row, bool children_here) {
  const auto& n = month.city.newcomers;
  const auto& d = month.rules.departure;
  double factor = 1;
  if (month.rules.schemes[n.scheme[row]].first_stay_months == 0) factor *= d.one_way_permit_factor;
  if (n.is(row, Flag::permanent)) factor *= d.permanent_factor;
  if (children_here) factor *= d.children_here_factor;
  return factor;
}

struct Leaving {
  std::uint32_t row;
  DepartureCause cause;
};

bool family_apart(const population::Newcomers& n, std::uint32_t principal) {
  bool apart = false;
  n.for_family(principal,
               [&](std::uint32_t row) { apart = apart || n.place[row] == Place::waiting; });
  return apart;
}

// Whether anything of this phase may happen to a screened newcomer.
bool asked(const Screened& person) {
  return may_strike(person, NewcomerCause::death) | may_strike(person, NewcomerCause::no_work) |
         may_strike(person, NewcomerCause::outside_offer) |
         may_strike(person, NewcomerCause::family_reunion) |
         may_strike(person, NewcomerCause::other_reason);
}

// What a month's departures are decided by.
class Departures {
 public:
  explicit Departures(const MonthContext& month)
      : month_(month),
        frailty_(frailty_table(month.rules.departure.frailty_variance)),
        highest_(highest_departure_hazards(month.rules.departure)) {}

  void decide(const Screened& person, const CauseUniforms& uniforms,
              std::vector<Leaving>& leaving) const {
    constexpr std::array<NewcomerCause, 5> kClocks = {
        NewcomerCause::no_work, NewcomerCause::outside_offer, NewcomerCause::family_reunion,
        NewcomerCause::other_reason, NewcomerCause::death};
    std::array<double, 5> u;
    for (std::size_t k = 0; k < u.size(); ++k) u[k] = uniforms(kClocks[k]);
    std::array<double, 5> hazard{};
    if (month_.rules.phases.departure && may_leave(u)) hazard = voluntary(person.row);
    if (month_.rules.phases.demography)
      hazard[4] = month_.hazards.death[class_sex(person)][class_age(person)];
    double earliest = 1;
    int winner = -1;
    for (std::size_t k = 0; k < u.size(); ++k) {
      if (hazard[k] <= 0) continue;
      const double when = random::moment(u[k], hazard[k]);
      if (when < earliest) {
        earliest = when;
        winner = static_cast<int>(k);
      }
    }
    if (winner >= 0) leaving.push_back({person.row, kCauseOrder[static_cast<std::size_t>(winner)]});
  }

 private:
  // Whether some uniform would do at the highest hazard; most persons need no other. The room is
  // for products taken in another order.
  bool may_leave(const std::array<double, 5>& u) const {
    constexpr double kRoom = 1 + 1e-9;
    bool may = false;
    for (std::size_t k = 0; k < highest_.size(); ++k) may |= u[k] < highest_[k] * kRoom;
    return may;
  }

  std::array<double, 5> voluntary(std::uint32_t row) const {
    const auto& n = month_.city.newcomers;
    const auto& d = month_.rules.departure;
    if (!n.is_principal(row)) return {};
    // Without work since before this month: the screen gave workers no draw for this cause.
    const bool idle =
        (n.activity[row] == Activity::unemployed || n.activity[row] == Activity::inactive) &&
        month_.rules.schemes[n.scheme[row]].work_expected && n.since[row] < month_.city.now.index();
    const double factor =
        personal_factor(month_, row, n.has_children_here(row)) * frailty_[n.frailty[row]];
    return {idle ? d.no_work_month * factor : 0, d.outside_offer_month * factor,
            family_apart(n, row) ? d.family_reunion_month * factor : 0,
            d.other_reason_month * factor, 0};
  }

  const MonthContext& month_;
  std::array<double, kFrailtyClasses> frailty_;
  std::array<double, 4> highest_;
};

void take_person_out(City& city, const scenario::Rules& rules, std::uint32_t row,
                     DepartureCause cause) {
  auto& n = city.newcomers;
  if (n.place[row] == Place::gone) return;
  const bool held = n.is(row, Flag::holds_visa) || n.is(row, Flag::permanent);
  const bool is_death = cause == DepartureCause::death;
  if (held)
    city.tallies.at(stats::Measure::departures, n.scheme[row], static_cast<std::size_t>(cause)) +=
        1;
  if (is_death && n.resident(row))
    city.tallies.at(stats::Measure::deaths,
                    static_cast<std::size_t>(group_of(n, row, rules.schemes))) += 1;
  const auto end = is_death                         ? stats::Happening::died
                   : n.place[row] == Place::waiting ? stats::Happening::did_not_come
                                                    : stats::Happening::departed;
  city.record_newcomer(row, end, static_cast<int>(cause));
  const int since = city.now.index() - n.arrival[row];
  const int cohort = n.arrival[row] - city.start.index();
  if (n.is_principal(row) && cohort >= 0)
    city.cohorts.lost.push_back({static_cast<std::int16_t>(cohort),
                                 static_cast<std::int16_t>(since), n.entry_scheme[row], n.sex[row],
                                 static_cast<std::uint8_t>(cause)});
  leave_post(city, n, row);
  population::NewcomerEdit edit(city.stocks, n, row, rules.schemes);
  n.place[row] = Place::gone;
  n.activity[row] = Activity::absent;
}

// Asks for the memory that the departure of a row will read and write.
void fetch(const population::Newcomers& n, std::uint32_t row) {
  n.fetch(row);
  fetch_row(row, n.family_next, n.expiry, n.arrival, n.entry_scheme, n.sex, n.field);
}

// Nobody hands a permit back on leaving: the stay of a principal who goes early still runs out, and
// is counted then.
void leave_permit_running(City& city, std::uint32_t row, DepartureCause cause) {
  const auto& n = city.newcomers;
  const bool decided =
      cause == DepartureCause::stay_expired || cause == DepartureCause::renewal_refused;
  if (decided || cause == DepartureCause::death || n.expiry[row] == population::kNoLimit ||
      n.expiry[row] <= city.now.index())
    return;
  city.paper_expiries[n.expiry[row]].push_back({n.scheme[row], n.is(row, Flag::applied)});
}

}  // namespace

std::array<double, 4> highest_departure_hazards(const scenario::Departure& departure) {
  const double frailty = frailty_table(departure.frailty_variance).back();
  const double factor = frailty * std::max(1.0, departure.permanent_factor) *
                        std::max(1.0, departure.children_here_factor) *
                        std::max(1.0, departure.one_way_permit_factor);
  return {departure.no_work_month * factor, departure.outside_offer_month * factor,
          departure.family_reunion_month * factor, departure.other_reason_month * factor};
}

void take_household_out(City& city, const scenario::Rules& rules, std::uint32_t principal,
                        DepartureCause cause) {
  const auto& n = city.newcomers;
  const bool death = cause == DepartureCause::death;
  bool adult_stays = false;
  n.for_family(principal, [&](std::uint32_t row) {
    adult_stays =
        adult_stays || (row != principal && n.is(row, Flag::permanent) && n.resident(row) &&
                        n.age_years(row, city.now) >= population::kAdultAge);
  });
  leave_permit_running(city, principal, cause);
  n.for_family(principal, [&](std::uint32_t row) {
    if (row == principal)
      take_person_out(city, rules, row, cause);
    else if (!(death && adult_stays))
      take_person_out(city, rules, row, DepartureCause::sponsor_left);
  });
}

void depart(MonthContext& month) {
  const Departures departures(month);
  const auto leaving = gather<Leaving>(
      month.newcomers.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for_newcomers(month, begin, end, asked,
                      [&](const Screened& person, const CauseUniforms& uniforms) {
                        departures.decide(person, uniforms, list);
                      });
      },
      4096);
  const auto& n = month.city.newcomers;
  commit_in_order(
      leaving, [&](const Leaving& l) { fetch(n, l.row); },
      [&](const Leaving& l) {
        if (n.place[l.row] == Place::gone) return;
        if (n.is_principal(l.row))
          take_household_out(month.city, month.rules, l.row, l.cause);
        else
          take_person_out(month.city, month.rules, l.row, l.cause);
      });
}

}  // namespace talentsim::phases
