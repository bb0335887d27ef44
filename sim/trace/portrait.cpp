// SPDX-License-Identifier: MIT
#include "trace/portrait.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "phases/permanent_residence.h"
#include "trace/tell.h"
#include "trace/words.h"

namespace talentsim::trace {
namespace {

using population::Activity;
using population::City;
using population::Flag;
using population::kNever;
using population::kNoRow;
using population::Place;

std::string born(int sex, int birth, bool adult) {
  const char* word = adult ? (sex == 1 ? "Woman" : "Man") : (sex == 1 ? "Girl" : "Boy");
  return fmt::format("{}, born {}", word, Month(birth).text());
}

bool grown(int birth, Month now) { return now.index() - birth >= population::kAdultAge * 12; }

std::string work_text(const scenario::Rules& rules, Activity activity, std::uint8_t job,
                      std::uint32_t pay, int since) {
  const auto from = Month(since).text();
  switch (activity) {
    case Activity::employed:
      return fmt::format("In {} at {} since {}", work_in(rules, job), hkd_month(pay), from);
    case Activity::self_employed:
      return fmt::format("On their own in {}, taking {} since {}", work_in(rules, job),
                         hkd_month(pay), from);
    case Activity::unemployed:
      return fmt::format("Looking for {} since {}", work_in(rules, job), from);
    case Activity::student:
      return "At school or in study";
    default:
      return "Not looking for work";
  }
}

std::string newcomer_line(const City& city, std::uint32_t row) {
  const auto& n = city.newcomers;
  return fmt::format("{} {}: {}", capitalised(role_of(n.key[row])), n.key[row],
                     born(n.sex[row], n.birth[row], grown(n.birth[row], city.now)));
}

void add_family(const City& city, std::uint32_t row, std::vector<std::string>& lines) {
  const auto& n = city.newcomers;
  std::vector<std::uint32_t> members;
  n.for_family(n.principal[row], [&](std::uint32_t member) {
    if (member != row) members.push_back(member);
  });
  std::sort(members.begin(), members.end(),
            [&](std::uint32_t a, std::uint32_t b) { return n.key[a] < n.key[b]; });
  for (const auto member : members) lines.push_back(newcomer_line(city, member));
}

void add_applicant(const City& city, const scenario::Rules& rules, const Whereabouts& person,
                   std::vector<std::string>& lines) {
  const auto profile = applicant(city, rules, person.person, person.applied);
  lines.push_back(born(profile.sex, profile.birth, true) +
                  fmt::format(" ({} on applying)", (person.applied.index() - profile.birth) / 12));
  const int pool = pool_of(rules, person.person);
  if (pool >= 0) {
    const auto& p = rules.pools[static_cast<std::size_t>(pool)];
    lines.push_back("From: " + (p.title.empty() ? p.name : p.title));
  }
  lines.push_back(fmt::format(
      "{}, {}", profile.married ? "Married" : "Not married",
      profile.children == 0 ? "no children" : counted(profile.children, "child", "children")));
  auto training = "Trained for " + work_in(rules, population::pack(profile.field));
  if (profile.trade >= 0) training += "; trade or field: " + trade_name(rules, profile.trade);
  lines.push_back(training);
}

void add_resident(const City& city, const scenario::Rules& rules, std::uint32_t row,
                  std::vector<std::string>& lines) {
  const auto& r = city.residents;
  const auto state = r.state[row];
  static constexpr std::array<const char*, 3> kKinds = {"local resident", "live-in domestic helper",
                                                        "non-local student"};
  lines.push_back(fmt::format("{}; {}, household {}",
                              born(state.sex(), r.birth[row], grown(r.birth[row], city.now)),
                              kKinds[static_cast<std::size_t>(state.kind())], r.household[row]));
  lines.push_back(
      work_text(rules, state.activity(), r.job[row], r.pay_hkd_month[row], r.since[row]));
  city.households.for_members(r.household[row], [&](std::uint32_t member) {
    if (member == row || !r.present(member)) return;
    lines.push_back(fmt::format(
        "Household member {}: {}", r.key(member),
        born(r.state[member].sex(), r.birth[member], grown(r.birth[member], city.now))));
  });
}

// The clock to permanent residence.
std::string clock_text(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const double asked = phases::permanent_residence_months(rules.schemes[n.scheme[row]],
                                                          Month(n.arrival[n.principal[row]]));
  if (!std::isfinite(asked)) return "The scheme never leads to permanent residence";
  if (n.residence_start[row] == kNever)
    return "No ordinary residence yet: the clock to permanent residence has not started";
  const int done = city.now.index() - n.residence_start[row];
  return fmt::format(
      "Ordinary residence since {}: {} of {:g} months; permanent residence in {} if "
      "it goes on",
      Month(n.residence_start[row]).text(), done, asked,
      (Month(n.residence_start[row]) + static_cast<int>(asked)).text());
}

void add_newcomer_end(const City& city, const scenario::Rules& rules, std::uint32_t row,
                      std::vector<std::string>& lines) {
  const auto& n = city.newcomers;
  const auto& scheme = rules.schemes[n.scheme[row]];
  if (n.place[row] == Place::gone) {
    lines.push_back("No longer in Hong Kong");
    return;
  }
  if (n.place[row] == Place::waiting) {
    lines.push_back("Has not come: waits to follow the principal");
    return;
  }
  lines.push_back(n.place[row] == Place::commuting ? "Lives across the border"
                                                   : "Lives in Hong Kong");
  if (n.is(row, Flag::permanent)) {
    lines.push_back("Permanent resident");
  } else {
    const bool principal = n.is_principal(row);
    const auto stay = n.expiry[n.principal[row]];
    const auto until = stay == population::kNoLimit ? "without limit" : "to " + Month(stay).text();
    lines.push_back(fmt::format("{}, {}: leave {}{}", scheme.title,
                                principal ? "principal" : "dependant", until,
                                principal ? "" : " with the principal's"));
    lines.push_back(clock_text(city, rules, row));
  }
  lines.push_back(
      work_text(rules, n.activity[row], n.job[row], n.pay_hkd_month[row], n.since[row]));
}

std::string applicant_end(const City& city, const Whereabouts& person) {
  for (const auto& [month, list] : city.expected)
    for (const auto& a : list)
      if (a.key == person.person)
        return fmt::format("Approved, and expected to land in {}", Month(month).text());
  if (!person.has_applied) return "Never applied, never came";
  if (person.refused) return "Refused; never came";
  if (person.approved) return "Approved, but never used the approval";
  return "Waits for a decision";
}

}  // namespace

std::string role_of(population::Key person) {
  static constexpr std::array<const char*, 4> kRelations = {"principal", "spouse", "child",
                                                            "dependant"};
  const auto parts = population::parts_of(person);
  std::string role = kRelations[static_cast<std::size_t>(parts.relation)];
  if (parts.relation >= 2) role += fmt::format(" {}", parts.ordinal);
  if (parts.first_birth > 0)
    role = fmt::format("child born here {}{}", parts.first_birth,
                       parts.relation > 0 ? " of the " + role : "");
  if (parts.second_birth > 0) role = fmt::format("grandchild born here {}", parts.second_birth);
  return role;
}

std::vector<std::string> head_of(const City& city, const scenario::Rules& rules,
                                 const Whereabouts& person) {
  std::vector<std::string> lines;
  const auto& n = city.newcomers;
  if (person.newcomer != kNoRow && n.is_principal(person.newcomer)) {
    Whereabouts principal = person;
    principal.applied = Month(n.applied[person.newcomer]);
    add_applicant(city, rules, principal, lines);
    add_family(city, person.newcomer, lines);
  } else if (person.newcomer != kNoRow) {
    const auto row = person.newcomer;
    lines.push_back(fmt::format("{}; {} of principal {}",
                                born(n.sex[row], n.birth[row], grown(n.birth[row], city.now)),
                                role_of(person.person), n.key[n.principal[row]]));
    add_family(city, row, lines);
  } else if (person.has_applied || person.is_candidate) {
    add_applicant(city, rules, person, lines);
  } else if (person.resident != kNoRow) {
    add_resident(city, rules, person.resident, lines);
  }
  return lines;
}

std::vector<std::string> end_of(const City& city, const scenario::Rules& rules,
                                const Whereabouts& person) {
  std::vector<std::string> lines;
  if (person.newcomer != kNoRow) {
    add_newcomer_end(city, rules, person.newcomer, lines);
  } else if (person.resident != kNoRow && city.residents.present(person.resident)) {
    lines.push_back("Lives in Hong Kong");
    add_resident(city, rules, person.resident, lines);
  } else if (person.resident == kNoRow && (person.has_applied || person.is_candidate)) {
    lines.push_back(applicant_end(city, person));
  } else {
    lines.push_back("No longer in Hong Kong");
  }
  return lines;
}

}  // namespace talentsim::trace
