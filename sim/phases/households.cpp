// SPDX-License-Identifier: MIT
#include "phases/households.h"

#include "phases/gather.h"
#include "population/dependants.h"
#include "population/entrants.h"
#include "random/many.h"
#include "support/fetch_line.h"

namespace talentsim::phases {
namespace {

using population::City;
using population::Flag;
using population::Place;
using random::Stream;
using scenario::FamilyMode;
using stats::Measure;
using stats::Relation;

constexpr int kAugust = 8, kSeptember = 9;  // the school year begins

// Chance that a household comes together in the city this month, by whether the principal has a
// job: ln h = ln base + [job] ln job_factor + [school about to start] ln school_factor.
struct JoiningChances {
  std::array<double, 2> by_job;
  double commuters;

  JoiningChances(const scenario::Family& family, Month now) {
    const int calendar = now.month_of_year();
    const bool school = calendar == kAugust || calendar == kSeptember;
    const double hazard = family.join_base_month * (school ? family.join_school_start_factor : 1);
    by_job = {random::chance(hazard), random::chance(hazard * family.join_job_factor)};
    commuters = random::chance(family.commuter_settling_month);
  }
  double of(const population::Newcomers& n, std::uint32_t principal) const {
    if (n.mode[principal] == FamilyMode::commuting) return commuters;
    return by_job[population::works(n.activity[principal]) ? 1 : 0];
  }
};

// Brings one member in, unless it is a child who has meanwhile passed the scheme's age limit. False
// for a child who has to wait for a place.
bool bring_in(City& city, const scenario::Rules& rules, std::uint32_t row) {
  auto& n = city.newcomers;
  if (n.place[row] == Place::gone || n.place[row] == Place::resident) return true;
  const bool waiting = n.place[row] == Place::waiting;
  const auto& scheme = rules.schemes[n.scheme[row]];
  const bool child = n.relation[row] == Relation::child;
  if (waiting && child && !population::child_admitted(scheme, n.age_years(row, city.now)))
    return true;
  if (waiting && child && !population::take_child_place(city, rules, n.scheme[row])) return false;
  population::settle(city, rules, row);
  if (!waiting) return true;
  city.tallies.at(Measure::dependant_arrivals, n.scheme[row],
                  static_cast<std::size_t>(n.relation[row]) - 1) += 1;
  city.record_newcomer(row, stats::Happening::joined);
  return true;
}

// Asks for the memory that the first member's move will read and write; the others' rows are near.
void fetch(const population::Newcomers& n, std::uint32_t principal) {
  n.fetch(principal);
  fetch_row(principal, n.family_next, n.field);
}

}  // namespace

void unite_families(MonthContext& month) {
  auto& city = month.city;
  const auto& n = city.newcomers;
  const JoiningChances chances(month.rules.family, city.now);
  const auto& apart = month.rounds.apart;
  const auto uniting =
      gather<std::uint32_t>(apart.size(), [&](auto& list, std::size_t begin, std::size_t end) {
        random::for_first_words(
            city.luck, city.now, Stream::join, end - begin,
            [&](std::size_t i) { return n.key[apart[begin + i]]; },
            [&](std::size_t i, std::uint32_t word) {
              const auto row = apart[begin + i];
              if (random::unit(word) < chances.of(n, row)) list.push_back(row);
            });
      });
  commit_in_order(
      uniting, [&](std::uint32_t principal) { fetch(n, principal); },
      [&](std::uint32_t principal) {
        bool all = true;
        n.for_family(principal,
                     [&](std::uint32_t row) { all = bring_in(city, month.rules, row) && all; });
        city.newcomers.mode[principal] = all ? FamilyMode::together : FamilyMode::principal_first;
      });
}

}  // namespace talentsim::phases
