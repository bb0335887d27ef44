// SPDX-License-Identifier: MIT
// Application, decision, landing, and the family that follows.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "phases/caps.h"
#include "population/stay_length.h"
#include "trace/tell.h"
#include "trace/words.h"

namespace talentsim::trace {
namespace {

using population::Flag;
using population::Place;

std::string path(const Moment& m, const char* field) {
  return fmt::format("schemes.{}.{}", m.scheme().name, field);
}

std::vector<std::string> paths(const Moment& m, std::initializer_list<const char*> fields) {
  std::vector<std::string> list;
  for (const auto* field : fields) list.push_back(path(m, field));
  return list;
}

// Titles of the other schemes that would have taken the applicant.
std::vector<std::string> others_open(const Moment& m, const population::Profile& profile) {
  std::vector<std::string> titles;
  for (std::size_t s = 0; s < m.rules.schemes.size(); ++s) {
    const auto& scheme = m.rules.schemes[s];
    if (static_cast<int>(s) != m.event.scheme && m.city.now >= scheme.opens &&
        m.city.now < scheme.closes &&
        population::eligible(scheme, profile.attributes, profile.trade))
      titles.push_back(scheme.title);
  }
  return titles;
}

// Whether the person lived here before applying, as a student does.
bool lived_here(const Moment& m) {
  const int pool = pool_of(m.rules, m.event.person);
  return pool >= 0 && m.rules.pools[static_cast<std::size_t>(pool)].from_resident_students;
}

// ", trade Nurse (asked: one of 8 listed)" under a scheme for some trades.
std::string trade_text(const Moment& m, const population::Profile& profile) {
  if (m.scheme().trades.empty() || profile.trade < 0) return "";
  return fmt::format(", trade or field {} (asked: one of {} listed)",
                     trade_name(m.rules, profile.trade), m.scheme().trades.size());
}

// The cap that an event numbers, in words, and its field.
std::pair<std::string, std::string> full_cap(const scenario::Scheme& scheme, int number) {
  static constexpr std::array<const char*, 4> kUnits = {"", " in each trade", " in each sector",
                                                        " of each employer"};
  if (number > 0 && number <= static_cast<int>(scheme.caps.size())) {
    const auto& cap = scheme.caps[static_cast<std::size_t>(number) - 1];
    const auto period = cap.months > 0 ? fmt::format(" in {:g} months", cap.months) : std::string();
    return {fmt::format("the cap of {} persons{}{}", grouped(static_cast<long long>(cap.persons)),
                        kUnits[static_cast<std::size_t>(cap.per)], period),
            fmt::format("caps[{}]", number)};
  }
  if (scheme.annual_quota)
    return {fmt::format("the yearly quota of {}",
                        grouped(static_cast<long long>(*scheme.annual_quota))),
            "annual_quota"};
  if (scheme.daily_quota)
    return {fmt::format("the quota of {:g} persons a day", *scheme.daily_quota), "daily_quota"};
  return {"its quota", "caps"};
}

std::string family_text(const Moment& m) {
  const auto& n = m.city.newcomers;
  int here = 0, across = 0, waiting = 0;
  n.for_family(m.row, [&](std::uint32_t row) {
    if (row == m.row) return;
    here += n.place[row] == Place::resident;
    across += n.place[row] == Place::commuting;
    waiting += n.place[row] == Place::waiting;
  });
  std::vector<std::string> parts;
  if (here > 0) parts.push_back(fmt::format("with {} of the family", here));
  if (across > 0) parts.push_back(fmt::format("{} of the family live across the border", across));
  if (waiting > 0) parts.push_back(fmt::format("{} of the family wait to follow", waiting));
  return parts.empty() ? "alone" : joined(parts);
}

std::string work_text(const Moment& m) {
  const auto& n = m.city.newcomers;
  const auto work = work_in(m.rules, n.job[m.row]);
  switch (n.activity[m.row]) {
    case population::Activity::employed:
      return fmt::format("An arranged post, {}, at {}", work, hkd_month(n.pay_hkd_month[m.row]));
    case population::Activity::unemployed:
      return fmt::format("No post yet: looks for {}", work);
    default:
      return "Does not look for work here";
  }
}

}  // namespace

Telling tell_stayed_away(const population::City& city, const scenario::Rules& rules,
                         population::Key person) {
  const auto profile = applicant(city, rules, person, city.now);
  const int pool = pool_of(rules, person);
  const auto units = phases::units_of(city, rules, pool, profile, person, city.now);
  std::vector<std::string> open, full;
  Telling t;
  t.rests_on = {"choice", "pools." + rules.pools[static_cast<std::size_t>(pool)].name};
  for (std::size_t s = 0; s < rules.schemes.size(); ++s) {
    const auto& scheme = rules.schemes[s];
    if (city.now < scheme.opens || city.now >= scheme.closes ||
        !population::eligible(scheme, profile.attributes, profile.trade))
      continue;
    const auto caps = phases::caps_of(scheme);
    const bool has_place = std::all_of(caps.begin(), caps.end(), [&](const auto& c) {
      const bool whole = c.cap.per == scenario::CapUnit::scheme;
      return phases::places_left(city, static_cast<int>(s), c.cap,
                                 whole ? phases::CapUnits{} : units, city.now) > 0;
    });
    (has_place ? open : full).push_back(scheme.title);
    t.rests_on.push_back("schemes." + scheme.name);
    if (!has_place && scheme.annual_quota)
      t.cited.push_back(fmt::format("schemes.{}.annual_quota", scheme.name));
    if (!has_place && !scheme.caps.empty())
      t.cited.push_back(fmt::format("schemes.{}.caps", scheme.name));
  }
  t.text = open.empty() ? "Appeared as a candidate and did not apply: no scheme would take them."
                        : fmt::format(
                              "Appeared as a candidate and preferred to stay away. Could "
                              "have applied under {}.",
                              either_under(open));
  if (!full.empty()) t.text += fmt::format(" No place was left under {}.", either_under(full));
  return t;
}

Telling tell_application(const Moment& m) {
  const auto profile = applicant(m.city, m.rules, m.event.person, m.city.now);
  auto shown = profile.attributes;
  std::string bonuses;
  for (const auto& bonus : m.scheme().bonuses) {
    const auto& asked = m.scheme().requires_;
    const bool counts = std::any_of(asked.begin(), asked.end(),
                                    [&](const auto& one) { return one.attribute == bonus.to; });
    if (!counts || !population::meets(bonus.requires_, profile.attributes)) continue;
    shown[static_cast<std::size_t>(bonus.to)] += bonus.amount;
    bonuses += fmt::format(" A bonus of {:g} is counted in.", bonus.amount);
  }
  Telling t;
  t.text = fmt::format("Applied under {}: {}{}.{}", m.scheme().title,
                       requirements(m.scheme().requires_, shown), trade_text(m, profile), bonuses);
  const auto others = others_open(m, profile);
  if (!others.empty())
    t.text += fmt::format(" Could also have applied under {}.", either_under(others));
  t.cited = {path(m, "requires")};
  t.rests_on = {"schemes." + m.scheme().name, "choice"};
  const int pool = pool_of(m.rules, m.event.person);
  if (pool >= 0)
    t.rests_on.push_back("pools." + m.rules.pools[static_cast<std::size_t>(pool)].name);
  return t;
}

Telling tell_approval(const Moment& m) {
  Telling t;
  const auto& scheme = m.scheme();
  const auto shown = applicant(m.city, m.rules, m.event.person, m.applied).attributes;
  const auto* special = population::first_case(scheme.first_stay_cases, shown);
  const int stay = population::first_stay_months(scheme, [&] { return shown; });
  const int waited = m.city.now - m.applied;
  t.text =
      fmt::format("Approved under {}, {}; {}may stay {}", scheme.title,
                  waited > 0 ? months(waited) + " after applying" : "within the month",
                  lived_here(m) ? "" : "on landing ", stay > 0 ? months(stay) : "without limit");
  if (special != nullptr)
    t.text +=
        fmt::format(", the length for those with {}", requirements(special->requires_, shown));
  t.text += ".";
  t.fate = fmt::format("{}", stay);
  t.cited = {path(m, special == nullptr ? "first_stay_months" : "first_stay_cases")};
  t.rests_on = paths(m, {"first_stay_months", "first_stay_cases", "approval_probability",
                         "decision_lag", "annual_quota", "daily_quota", "caps"});
  return t;
}

Telling tell_refusal(const Moment& m) {
  Telling t;
  t.text = fmt::format("Refused under {}: of applications like this one {} are approved.",
                       m.scheme().title, percent(m.scheme().approval_probability.at(m.applied)));
  t.cited = {path(m, "approval_probability")};
  t.rests_on = paths(m, {"approval_probability", "decision_lag"});
  return t;
}

Telling tell_quota_refusal(const Moment& m) {
  Telling t;
  const auto& scheme = m.scheme();
  const auto [places, cap] = full_cap(scheme, m.event.detail);
  t.text = fmt::format("Approved on the merits under {}, but turned away: {} was full.",
                       scheme.title, places);
  t.cited = {path(m, cap.c_str())};
  t.rests_on = paths(m, {"annual_quota", "daily_quota", "caps", "approval_probability"});
  return t;
}

Telling tell_arrival(const Moment& m) {
  const auto& n = m.city.newcomers;
  const int expiry = n.expiry[m.row];
  const bool limited = expiry != population::kNoLimit;
  Telling t;
  t.text = fmt::format(
      "{} under {}, {}. Leave to stay {}. {}.{}",
      lived_here(m) ? "Already here, stays on" : "Landed", m.scheme().title, family_text(m),
      limited ? "to " + Month(expiry).text() : std::string("without limit"), work_text(m),
      n.place[m.row] != Place::commuting ? ""
      : lived_here(m) ? " Moves across the border for now: no ordinary residence yet."
                      : " Lives across the border for now: no ordinary residence yet.");
  t.fate = fmt::format("{}", expiry);
  t.rests_on = paths(m, {"arrival_probability", "arrival_lag", "decision_lag", "first_stay_months",
                         "first_stay_cases", "spouse_admitted", "spouse_may_work",
                         "child_age_limit_years", "parents_admitted"});
  t.rests_on.push_back("family");
  return t;
}

namespace {

// A child who comes with the principal had to be below the limit when the family applied.
std::string age_text(const Moment& m) {
  const auto& n = m.city.newcomers;
  const double limit = m.scheme().child_age_limit_years;
  const int age = n.age_years(m.row, m.city.now);
  if (age < limit) return fmt::format(" Aged {} (asked: below {:g}).", age, limit);
  return fmt::format(" Aged {} when the family applied (asked: below {:g}), {} now.",
                     n.age_years(m.row, Month(n.applied[n.principal[m.row]])), limit, age);
}

}  // namespace

Telling tell_joined(const Moment& m) {
  const auto& n = m.city.newcomers;
  const bool child = n.relation[m.row] == stats::Relation::child;
  const bool parent = n.relation[m.row] == stats::Relation::other;
  Telling t;
  t.text = fmt::format("Joined as a {} under {}; leave runs with the principal's.",
                       parent ? "dependent parent" : "dependant", m.scheme().title);
  if (child) t.text += age_text(m);
  if (m.scheme().spouse_may_work && n.is(m.row, Flag::searches)) t.text += " Looks for work.";
  t.cited = child    ? paths(m, {"child_age_limit_years"})
            : parent ? paths(m, {"parents_admitted", "parents_income_hkd_year"})
                     : paths(m, {"spouse_admitted"});
  t.rests_on = paths(m, {"spouse_admitted", "spouse_may_work", "child_age_limit_years",
                         "parents_admitted", "parents_income_hkd_year"});
  t.rests_on.push_back("family");
  return t;
}

}  // namespace talentsim::trace
