// SPDX-License-Identifier: MIT
#include "trace/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "trace/portrait.h"
#include "trace/words.h"

namespace talentsim::trace {
namespace {

using population::City;
using population::Flag;
using population::Place;
using scenario::DepartureCause;
using stats::Happening;
using stats::Relation;
using Words = std::vector<std::string>;

bool fits(const Words& wanted, const Words& words) {
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const auto& word) {
           return std::find(words.begin(), words.end(), word) != words.end();
         });
}

Words family_words(const City& city, std::uint32_t principal) {
  const auto& n = city.newcomers;
  bool spouse = false, children = false, waiting = false, commuting = false;
  n.for_family(principal, [&](std::uint32_t row) {
    spouse = spouse || n.relation[row] == Relation::spouse;
    children = children || n.relation[row] == Relation::child;
    waiting = waiting || n.place[row] == Place::waiting;
    commuting = commuting || n.place[row] == Place::commuting;
  });
  Words words;
  if (!spouse && !children) words.push_back("alone");
  if (spouse) words.push_back("spouse");
  if (children) words.push_back("children");
  if (waiting) words.push_back("waiting");
  if (commuting) words.push_back("commuting");
  return words;
}

std::string relation_word(Relation relation) {
  switch (relation) {
    case Relation::principal:
      return "principal";
    case Relation::spouse:
      return "spouse";
    case Relation::child:
      return "child";
    case Relation::other:
      return "dependant";
  }
  return "";
}

const char* person_word(int sex, int age) {
  if (age < population::kAdultAge) return sex == 1 ? "girl" : "boy";
  return sex == 1 ? "woman" : "man";
}

std::string resident_word(population::ResidentKind kind) {
  switch (kind) {
    case population::ResidentKind::helper:
      return "helper";
    case population::ResidentKind::nonlocal_student:
      return "student";
    default:
      return "resident";
  }
}

}  // namespace

void Searcher::saw(const City& city, const stats::Event& event) {
  switch (event.what) {
    case Happening::departed:
      exits_[event.person] = {city.now, event.detail};
      break;
    case Happening::died:
      if (event.scheme >= 0 || terms_.wants_residents())
        exits_[event.person] = {city.now, static_cast<int>(DepartureCause::death)};
      break;
    case Happening::moved_out:
      if (terms_.wants_residents()) exits_[event.person] = {city.now, -1};
      break;
    case Happening::application:
      if (terms_.wants_applicants()) applications_[event.person] = {city.now, event.scheme};
      break;
    case Happening::approval:
    case Happening::refusal:
    case Happening::quota_refusal:
      if (terms_.wants_applicants()) applications_[event.person].state = event.what;
      break;
    default:
      break;
  }
}

bool Searcher::in_time(Month month) const {
  return !terms_.arrival || (month >= terms_.arrival->first && month <= terms_.arrival->second);
}

Words Searcher::exit_words(population::Key key) const {
  const auto exit = exits_.find(key);
  if (exit == exits_.end()) return {"left"};
  const int cause = exit->second.cause;
  if (cause < 0) return {"moved_out", "left"};
  if (cause == static_cast<int>(DepartureCause::death)) return {"died"};
  Words words = {stats::departure_cause_names()[static_cast<std::size_t>(cause)], "left"};
  if (cause == static_cast<int>(DepartureCause::stay_expired)) words.push_back("lapsed");
  return words;
}

std::string Searcher::exit_text(population::Key key) const {
  const auto exit = exits_.find(key);
  if (exit == exits_.end()) return "left";
  const auto when = exit->second.month.text();
  const int cause = exit->second.cause;
  if (cause < 0) return "moved out " + when;
  if (cause == static_cast<int>(DepartureCause::death)) return "died " + when;
  return fmt::format("left {} ({})", when,
                     stats::departure_cause_names()[static_cast<std::size_t>(cause)]);
}

void Searcher::add_newcomers(const City& city, const scenario::Rules& rules,
                             std::vector<Match>& found) const {
  const auto& n = city.newcomers;
  for (std::uint32_t row = 0; row < n.size(); ++row) {
    const bool waiting = n.place[row] == Place::waiting, gone = n.place[row] == Place::gone;
    const bool permanent = n.is(row, Flag::permanent) && !gone;
    const Month arrival(n.arrival[row]);
    const auto who = relation_word(n.relation[row]);
    if (!fits(terms_.who.empty() ? Words{"principal"} : terms_.who, {who}) || !in_time(arrival))
      continue;
    const auto& scheme = rules.schemes[n.entry_scheme[row]].name;
    const auto& sector = rules.sectors[population::unpack_job(n.job[row]).sector].name;
    const auto family = family_words(city, n.principal[row]);
    const Words outcome = gone        ? exit_words(n.key[row])
                          : waiting   ? Words{"waiting"}
                          : permanent ? Words{"permanent", "settled", "here"}
                                      : Words{"in_force", "here"};
    if (!terms_.wants(terms_.scheme, scheme) || !terms_.wants(terms_.sector, sector) ||
        !fits(terms_.family, family) || !fits(terms_.outcome, outcome))
      continue;
    const auto expiry = n.expiry[n.principal[row]];
    const auto state = gone                             ? exit_text(n.key[row])
                       : waiting                        ? std::string("has not come")
                       : permanent                      ? std::string("permanent resident")
                       : expiry == population::kNoLimit ? std::string("leave without limit")
                                                        : "leave to " + Month(expiry).text();
    const int age = n.age_years(row, arrival);
    found.push_back(
        {n.key[row], arrival,
         fmt::format("{} {} {}, {}, {}, {}; {}", arrival.text(), person_word(n.sex[row], age), age,
                     scheme, who == "principal" ? joined(family, " ") : who, sector, state)});
  }
}

void Searcher::add_applicants(const City& city, const scenario::Rules& rules,
                              std::vector<Match>& found) const {
  std::unordered_set<population::Key> came;
  for (const auto key : city.newcomers.key) came.insert(key);
  for (const auto& [key, application] : applications_) {
    if (came.contains(key) || !in_time(application.applied)) continue;
    const auto& scheme = rules.schemes[static_cast<std::size_t>(application.scheme)].name;
    const std::string outcome = application.state == Happening::refusal         ? "refused"
                                : application.state == Happening::quota_refusal ? "quota_refused"
                                : application.state == Happening::approval      ? "not_arrived"
                                                                                : "undecided";
    const auto profile = applicant(city, rules, key, application.applied);
    Words family;
    if (profile.married) family.push_back("spouse");
    if (profile.children > 0) family.push_back("children");
    if (family.empty()) family.push_back("alone");
    const auto& sector = rules.sectors[profile.field.sector].name;
    if (!fits(terms_.who.empty() ? Words{"principal"} : terms_.who, {"principal"}) ||
        !terms_.wants(terms_.scheme, scheme) || !terms_.wants(terms_.sector, sector) ||
        !fits(terms_.family, family) || !terms_.wants(terms_.outcome, outcome))
      continue;
    const int age = (application.applied.index() - profile.birth) / 12;
    found.push_back({key, application.applied,
                     fmt::format("{} {} {}, {}, {}, {}; {}", application.applied.text(),
                                 person_word(profile.sex, age), age, scheme, joined(family, " "),
                                 sector, outcome)});
  }
}

void Searcher::add_residents(const City& city, const scenario::Rules& rules,
                             std::vector<Match>& found) const {
  const auto& r = city.residents;
  if (!terms_.scheme.empty() || !terms_.family.empty()) return;  // they hold no leave
  for (std::size_t row = 0; row < r.size(); ++row) {
    const auto state = r.state[row];
    const auto who = resident_word(state.kind());
    if (!fits(terms_.who, {who})) continue;
    const auto key = r.key(row);
    const bool gone = !r.present(row), went = exits_.contains(key);
    if (gone && !went) continue;  // went on as a holder under a scheme
    const auto parts = population::parts_of(key);
    const Month arrival = parts.first_birth > 0 ? Month(r.birth[row])
                          : parts.candidate     ? parts.appeared
                                                : city.start;
    const auto& sector = rules.sectors[population::unpack_job(r.job[row]).sector].name;
    if (!in_time(arrival) || !terms_.wants(terms_.sector, sector) ||
        !fits(terms_.outcome, gone ? exit_words(key) : Words{"here"}))
      continue;
    const int age = r.age_years(row, arrival);
    found.push_back(
        {key, arrival,
         fmt::format("{} {} {}, {}, {}; {}", arrival.text(), person_word(state.sex(), age), age,
                     who, sector, gone ? exit_text(key) : std::string("here"))});
  }
}

std::vector<Match> Searcher::matches(const City& city, const scenario::Rules& rules) const {
  std::vector<Match> found;
  add_newcomers(city, rules, found);
  if (terms_.wants_applicants()) add_applicants(city, rules, found);
  if (terms_.wants_residents()) add_residents(city, rules, found);
  std::sort(found.begin(), found.end(), [](const Match& a, const Match& b) {
    return a.when != b.when ? a.when < b.when : a.person < b.person;
  });
  return found;
}

}  // namespace talentsim::trace
