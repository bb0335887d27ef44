// SPDX-License-Identifier: MIT
#include "trace/follow.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "month/month.h"
#include "phases/admission.h"
#include "phases/permanent_residence.h"
#include "run/run.h"
#include "trace/tell_search.h"
#include "trace/words.h"

namespace talentsim::trace {
namespace {

using population::City;
using population::kNoRow;
using population::Place;
using scenario::Rules;
using stats::Happening;

// Fields of a scheme that are settled once somebody has landed: changes do not touch a holder.
constexpr std::array<const char*, 18> kBeforeLanding = {"title",
                                                        "opens",
                                                        "closes",
                                                        "group",
                                                        "requires",
                                                        "annual_quota",
                                                        "daily_quota",
                                                        "caps",
                                                        "trades",
                                                        "bonuses",
                                                        "first_stay_months",
                                                        "first_stay_cases",
                                                        "approval_probability",
                                                        "decision_lag",
                                                        "arrival_probability",
                                                        "arrival_lag",
                                                        "permanent_residence_for_arrivals",
                                                        "appeal"};

bool touches_holders(const std::string& path, const std::string& scheme) {
  if (path == "renewal.apply_scheme." + scheme) return true;
  const auto top = "schemes." + scheme + ".";
  if (!path.starts_with(top)) return false;
  const auto field = path.substr(top.size(), path.find_first_of(".[", top.size()) - top.size());
  return std::find(kBeforeLanding.begin(), kBeforeLanding.end(), field) == kBeforeLanding.end();
}

// Births, deaths and moves are told of whoever lives in the household, work only of the person.
bool of_the_household(Happening what) {
  return what == Happening::born || what == Happening::died || what == Happening::moved_in ||
         what == Happening::moved_out;
}

}  // namespace

population::City live_with(const scenario::Scenario& scenario, int replicate, int threads,
                           Onlooker& onlooker, const Progress& progress) {
  run::use_threads(threads);
  auto city = population::build_city(scenario, run::axes_of(scenario),
                                     static_cast<std::uint32_t>(replicate), {0, true});
  city.witness = &onlooker;  // it keeps rows from month to month, so the city is never tidied
  onlooker.open(city, scenario.rules_at(scenario.lived_from()));
  const int total = scenario.end - scenario.lived_from() + 1;
  for (Month now = scenario.lived_from(); now <= scenario.end; ++now) {
    city.now = now;
    const auto& rules = scenario.rules_at(now);
    city.tallies.clear();
    city.students_converted = 0;
    onlooker.begin_month(city, rules);
    live_month(city, rules);
    onlooker.end_month(city, rules);
    if (progress) progress(now - scenario.lived_from() + 1, total, now);
  }
  city.witness = nullptr;
  return city;
}

Follower::Follower(const scenario::Scenario& scenario, const Authorities& authorities,
                   population::Key person)
    : scenario_(scenario), authorities_(authorities), root_(population::root_of(person)) {
  person_.person = life_.person = person;
}

void Follower::open(const City& city, const Rules& rules) {
  life_.name = population::readable(person_.person, city.pool_names);
  person_.resident = find_resident(city, person_.person);
  end_month(city, rules);
  if (person_.newcomer == kNoRow) return;
  life_.head.push_back(fmt::format("At the start of {}, under {} since {}:", city.start.text(),
                                   rules.schemes[city.newcomers.scheme[person_.newcomer]].title,
                                   Month(city.newcomers.arrival[person_.newcomer]).text()));
  for (const auto& line : end_of(city, rules, person_)) life_.head.push_back("- " + line);
}

void Follower::look_for_rows(const City& city) {
  const auto& n = city.newcomers;
  for (; scanned_ < n.size(); ++scanned_) {
    if (population::root_of(n.key[scanned_]) != root_) continue;
    const auto row = static_cast<std::uint32_t>(scanned_);
    family_.push_back(row);
    if (n.key[row] == person_.person) person_.newcomer = row;
  }
}

bool Follower::concerns(const City& city, const stats::Event& event) const {
  if (event.person == person_.person) return true;
  if (event.scheme >= 0) return population::root_of(event.person) == root_;
  const bool lives_there = person_.resident != kNoRow && person_.newcomer == kNoRow &&
                           (!gone_since_ || *gone_since_ == city.now);
  return lives_there && of_the_household(event.what) &&
         event.household == city.residents.household[person_.resident];
}

std::uint32_t Follower::row_of(const City& city, const stats::Event& event) {
  if (event.scheme < 0) return find_resident(city, event.person);
  for (const auto row : family_)
    if (city.newcomers.key[row] == event.person) return row;
  return kNoRow;
}

void Follower::saw(const City& city, const stats::Event& event) {
  look_for_rows(city);
  if (!concerns(city, event)) return;
  const auto row = row_of(city, event);
  if (event.what == Happening::application) person_.applied = city.now;
  Moment moment{city, *rules_, event, row, {}, person_.applied, {}};
  if (event.scheme >= 0 && eves_.contains(row)) moment.eve = eves_.at(row);
  if (event.scheme < 0 && event.person == person_.person) {
    person_.resident = row;
    moment.eve = resident_eve_;
  }
  const bool self = event.person == person_.person;
  if (self) moment.employer = hired_by_;
  person_.has_applied = person_.has_applied || (self && event.what == Happening::application);
  person_.approved = person_.approved || (self && event.what == Happening::approval);
  person_.refused =
      person_.refused ||
      (self && (event.what == Happening::refusal || event.what == Happening::quota_refusal));
  if (self && (event.what == Happening::died || event.what == Happening::moved_out))
    gone_since_ = city.now;
  life_.entries.push_back({city.now, stats::happening_names()[static_cast<std::size_t>(event.what)],
                           event.person, true, tell(moment)});
  if (life_.head.empty() || event.what == Happening::arrival)
    life_.head = head_of(city, *rules_, person_);
}

void Follower::note(Month month, const char* what, population::Key person, Telling telling) {
  telling.fate = fmt::format("{} {} {}", person, what, telling.fate);
  life_.entries.push_back({month, what, person, false, std::move(telling)});
}

void Follower::saw_search(const City& city, const population::SearchAccount& search) {
  hired_by_ = hiring_employer(search);
  note(city.now, "search", search.person, tell_search(*rules_, search));
}

void Follower::begin_month(const City& city, const Rules& rules) {
  rules_ = &rules;
  hired_by_.clear();
  note_rules(city, rules);
  note_candidate(city, rules);
}

// Somebody who appears in a pool and is not heard of again leaves no event.
void Follower::note_candidate(const City& city, const Rules& rules) {
  const auto parts = population::parts_of(person_.person);
  if (!parts.candidate || parts.appeared != city.now || parts.pool >= rules.pools.size() ||
      person_.person != root_ || rules.pools[parts.pool].from_resident_students)
    return;
  const auto candidates = phases::candidates_this_month(city, rules, static_cast<int>(parts.pool));
  if (!rules.phases.admission || parts.index >= candidates) return;
  person_.is_candidate = true;
  person_.applied = city.now;
  stayed_away_ = tell_stayed_away(city, rules, person_.person);
}

// Changes of the rules that bind the household's leave from this month on.
void Follower::note_rules(const City& city, const Rules& rules) {
  if (person_.newcomer == kNoRow || city.now == scenario_.start) return;
  const auto& n = city.newcomers;
  const auto principal = n.principal[person_.newcomer];
  if (n.place[principal] == Place::gone || n.is(person_.newcomer, population::Flag::permanent))
    return;
  const auto& scheme = rules.schemes[n.scheme[principal]].name;
  for (const auto& item : scenario_.policy) {
    if (item.from != city.now) continue;
    Telling t;
    std::vector<std::string> values;
    for (const auto& path : item.paths)
      if (touches_holders(path, scheme))
        for (const auto& rule : authorities_.under(path, city.now)) {
          if (rule.since != city.now) continue;
          values.push_back(fmt::format("{} {} ({} before)", rule.path, rule.value, rule.before));
          t.rests_on.push_back(rule.path);
        }
    if (values.empty()) continue;
    t.text = fmt::format("The rules change for leave held: {}.", joined(values));
    if (!item.note.empty()) t.text += fmt::format(" {}.", capitalised(item.note));
    if (!item.source.empty()) t.text += fmt::format(" Source: {}.", item.source);
    t.fate = t.text;
    note(city.now, kRuleNote, person_.person, std::move(t));
  }
}

void Follower::note_settling(const City& city, const Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const auto eve = eves_.find(row);
  if (eve == eves_.end() || eve->second.place != Place::commuting || !n.resident(row)) return;
  const double asked = phases::permanent_residence_months(rules.schemes[n.scheme[row]],
                                                          Month(n.arrival[n.principal[row]]));
  Telling t;
  const bool permanent = n.is(row, population::Flag::permanent);
  t.text = "Moved in from across the border";
  if (!permanent) t.text += ": ordinary residence begins";
  if (!permanent && row == person_.newcomer && std::isfinite(asked))
    t.text +=
        fmt::format(", and with it the clock to permanent residence (asked: {:g} months)", asked);
  t.text += ".";
  t.rests_on = {"family"};
  note(city.now, "settled", n.key[row], std::move(t));
}

void Follower::note_new_home(const City& city) {
  if (person_.resident == kNoRow || !city.residents.present(person_.resident)) return;
  const auto home = city.residents.household[person_.resident];
  if (resident_eve_ && home != household_) {
    Telling t;
    t.text = fmt::format("No adult is left at home: taken into household {}.", home);
    t.rests_on = {"demography", "movement"};
    note(city.now, "new_home", person_.person, std::move(t));
  }
}

void Follower::keep_in_mind(const City& city) {
  const auto& n = city.newcomers;
  for (const auto row : family_)
    eves_[row] = {n.place[row],           n.activity[row], n.since[row],        n.expiry[row],
                  n.residence_start[row], n.job[row],      n.pay_hkd_month[row]};
  if (person_.resident == kNoRow) return;
  const auto& r = city.residents;
  Eve eve;
  eve.activity = r.state[person_.resident].activity();
  eve.since = r.since[person_.resident];
  resident_eve_ = eve;
  household_ = r.household[person_.resident];
}

void Follower::end_month(const City& city, const Rules& rules) {
  look_for_rows(city);
  if (stayed_away_ && !person_.has_applied)
    note(city.now, "stayed_away", person_.person, std::move(*stayed_away_));
  stayed_away_.reset();
  for (const auto row : family_) note_settling(city, rules, row);
  note_new_home(city);
  keep_in_mind(city);
  if (life_.head.empty() && found()) life_.head = head_of(city, rules, person_);
}

bool Follower::found() const {
  return person_.newcomer != kNoRow || person_.resident != kNoRow || person_.has_applied ||
         person_.is_candidate;
}

Life Follower::finish(const City& city, const Rules& rules) {
  life_.found = found();
  life_.end = end_of(city, rules, person_);
  return std::move(life_);
}

}  // namespace talentsim::trace
