// SPDX-License-Identifier: MIT
// Work, study, births, deaths and moves.
#include <fmt/format.h>

#include <array>

#include "phases/own_account.h"
#include "trace/tell.h"
#include "trace/words.h"

namespace talentsim::trace {
namespace {

using population::Activity;

std::uint8_t job_of(const Moment& m) {
  return m.is_newcomer() ? m.city.newcomers.job[m.row] : m.city.residents.job[m.row];
}

std::uint32_t pay_of(const Moment& m) {
  return m.is_newcomer() ? m.city.newcomers.pay_hkd_month[m.row]
                         : m.city.residents.pay_hkd_month[m.row];
}

Activity activity_of(const Moment& m) {
  return m.is_newcomer() ? m.city.newcomers.activity[m.row]
                         : m.city.residents.state[m.row].activity();
}

int age_of(const Moment& m) {
  return m.is_newcomer() ? m.city.newcomers.age_years(m.row, m.city.now)
                         : m.city.residents.age_years(m.row, m.city.now);
}

std::string after_search(const Moment& m) {
  if (!m.eve || m.eve->activity != Activity::unemployed) return "";
  return fmt::format(" after {} without work", months(m.city.now.index() - m.eve->since));
}

// Work found, with whom as far as it is told.
std::string post_found(const Moment& m) {
  return work_in(m.rules, job_of(m)) + (m.employer.empty() ? "" : " with a " + m.employer);
}

std::string sector_of(const Moment& m, int sector) {
  const auto& s = m.rules.sectors[static_cast<std::size_t>(sector)];
  return s.title.empty() ? s.name : s.title;
}

// Of a newcomer's post.
std::string fit_of(const Moment& m) {
  const auto& n = m.city.newcomers;
  if (!n.is_principal(m.row)) return "";
  if (n.is(m.row, population::Flag::in_field)) return " In the own field and level.";
  return n.fit(m.row) == stats::JobFit::other_field ? " Outside the own field."
                                                    : " Below the own level.";
}

std::string what_next(const Moment& m) {
  return activity_of(m) == Activity::unemployed ? "Looks for " + work_in(m.rules, job_of(m)) + "."
                                                : "Does not look for work.";
}

}  // namespace

Telling tell_hired(const Moment& m) {
  Telling t;
  t.text = fmt::format("Found {} at {}{}.", post_found(m), hkd_month(pay_of(m)), after_search(m));
  if (m.is_newcomer()) t.text += fit_of(m);
  t.rests_on = {"labour"};
  return t;
}

Telling tell_changed_job(const Moment& m) {
  Telling t;
  const auto left = m.eve ? fmt::format("Left {} at {} for ", work_in(m.rules, m.eve->job),
                                        hkd_month(m.eve->pay_hkd_month))
                          : std::string("Changed jobs, to ");
  t.text = fmt::format("{}{} at {}.{}", left, post_found(m), hkd_month(pay_of(m)), fit_of(m));
  t.rests_on = {"labour"};
  return t;
}

Telling tell_recognised(const Moment& m) {
  Telling t;
  const auto& profession =
      m.rules.labour.vacancy_market.professions[static_cast<std::size_t>(m.event.detail)];
  t.text =
      fmt::format("May now practise here as trained elsewhere ({}), {} after landing.",
                  profession.title, months(m.city.now - Month(m.city.newcomers.arrival[m.row])));
  t.cited = {"labour.vacancy_market.professions." + profession.name + ".recognition_months"};
  t.rests_on = {"labour"};
  return t;
}

Telling tell_separated(const Moment& m) {
  Telling t;
  t.text = fmt::format("Lost the work in {}. {}", sector_of(m, m.event.detail), what_next(m));
  t.rests_on = {"labour"};
  return t;
}

Telling tell_own_business(const Moment& m) {
  Telling t;
  const auto* kind = m.is_newcomer() ? phases::own_account_of(m.city, m.rules, m.row) : nullptr;
  t.text =
      fmt::format("Set up on their own{}, {}, taking {}{}.", kind ? " (" + kind->title + ")" : "",
                  work_in(m.rules, job_of(m)), hkd_month(pay_of(m)), after_search(m));
  if (kind) t.cited = {"labour.own_account." + kind->name};
  t.rests_on = {"labour"};
  return t;
}

Telling tell_left_study(const Moment& m) {
  Telling t;
  t.text = "Ended study. ";
  const bool student = !m.is_newcomer() && m.city.residents.state[m.row].kind() ==
                                               population::ResidentKind::nonlocal_student;
  t.text += student ? "A non-local student: needs leave under a scheme to stay." : what_next(m);
  t.rests_on = {"initial", "labour", "movement"};
  return t;
}

Telling tell_left_labour_force(const Moment& m) {
  return {fmt::format("Left the labour force; last in {}.", sector_of(m, m.event.detail)),
          "",
          {},
          {"labour", "initial"}};
}

Telling tell_entered_labour_force(const Moment& m) {
  return {"Entered the labour force. " + what_next(m), "", {}, {"labour", "initial"}};
}

Telling tell_born(const Moment& m) {
  const int sex =
      m.is_newcomer() ? m.city.newcomers.sex[m.row] : m.city.residents.state[m.row].sex();
  return {fmt::format("Born: a {}.", sex == 1 ? "girl" : "boy"), "", {}, {"demography"}};
}

Telling tell_died(const Moment& m) {
  return {fmt::format("Died, aged {}.", age_of(m)), "", {}, {"demography"}};
}

Telling tell_departed(const Moment& m) {
  // In the order of scenario::DepartureCause.
  static constexpr std::array<const char*, scenario::kDepartureCauses> kReasons = {
      "the leave has run out",
      "the extension is refused",
      "no work",
      "an offer elsewhere",
      "to rejoin the family, which had not followed",
      "for another reason",
      "with the principal, whose leave carries the family's",
      "died"};
  // The chance a month before what multiplies it; the others are decided by the lines above them.
  static constexpr std::array<const char*, scenario::kDepartureCauses> kChances = {
      "",
      "",
      "departure.no_work_month",
      "departure.outside_offer_month",
      "departure.family_reunion_month",
      "departure.other_reason_month",
      "",
      ""};
  Telling t;
  const auto& n = m.city.newcomers;
  const bool follows = m.event.detail == static_cast<int>(scenario::DepartureCause::sponsor_left);
  if (follows && n.is(n.principal[m.row], population::Flag::permanent))
    t.text = "Left Hong Kong: with the principal.";
  else
    t.text = fmt::format("Left Hong Kong: {}.", kReasons[static_cast<std::size_t>(m.event.detail)]);
  const bool no_work = m.event.detail == static_cast<int>(scenario::DepartureCause::no_work);
  if (no_work)
    t.text += fmt::format(" Without work since {}.", Month(m.city.newcomers.since[m.row]).text());
  t.rests_on = {"departure"};
  if (const auto* chance = kChances[static_cast<std::size_t>(m.event.detail)]; *chance != 0)
    t.cited = {chance};
  if (m.event.detail <= static_cast<int>(scenario::DepartureCause::renewal_refused))
    t.rests_on = renewal_rules(m);
  return t;
}

Telling tell_did_not_come(const Moment&) {
  return {"Had not come, and will not: the principal has gone.", "", {}, {"departure"}};
}

Telling tell_moved_in(const Moment& m) {
  const auto kind = m.city.residents.state[m.row].kind();
  const char* who = kind == population::ResidentKind::helper ? "as a live-in domestic helper"
                    : kind == population::ResidentKind::nonlocal_student
                        ? "as a non-local student"
                        : "as a returning resident";
  return {fmt::format("Moved to Hong Kong {}, aged {}.", who, age_of(m)), "", {}, {"movement"}};
}

Telling tell_moved_out(const Moment&) { return {"Moved out of Hong Kong.", "", {}, {"movement"}}; }

}  // namespace talentsim::trace
