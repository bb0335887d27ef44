// SPDX-License-Identifier: MIT
// Decisions that fall due and approved candidates who land.
#include <optional>

#include "phases/admission.h"
#include "phases/agenda.h"
#include "phases/first_job.h"
#include "phases/gather.h"
#include "phases/students.h"
#include "population/entrants.h"
#include "population/room.h"
#include "population/stay_length.h"

namespace talentsim::phases {
namespace {

using population::Application;
using population::City;
using population::kNoRow;
using stats::Happening;
using stats::Measure;

constexpr std::size_t kProfileChunk = 512;
constexpr std::int64_t kUnitsOfDetail = 1'000'000;  // of the event log: trades stand above it

void count_family(City& city, std::uint32_t principal) {
  const auto& n = city.newcomers;
  n.for_family(principal, [&](std::uint32_t row) {
    if (row == principal || !n.is(row, population::Flag::holds_visa)) return;
    city.tallies.at(Measure::dependant_arrivals, n.scheme[row],
                    static_cast<std::size_t>(n.relation[row]) - 1) += 1;
    city.record_newcomer(row, Happening::joined);
  });
}

population::Profile profile_of(const MonthContext& month, const Application& a) {
  const auto& r = month.city.residents;
  const auto& pool = month.rules.pools[a.pool];
  return a.student_row == kNoRow
             ? population::draw_profile(month.city.luck, pool, a.key, a.applied)
             : population::draw_profile(month.city.luck, pool, a.key, a.applied,
                                        r.state[a.student_row].sex(), r.birth[a.student_row]);
}

// Of those due to land, in their order; nothing of a student who has died or left meanwhile.
std::optional<population::Entry> entry_of(City& city, const Application& a) {
  population::Entry entry;
  entry.key = a.key;
  entry.applied = a.applied;
  entry.approved = Month(static_cast<int>(a.decided));
  entry.arrival = entry.residence_start = city.now;
  entry.first_stay_months = a.first_stay_months;
  entry.scheme = a.scheme;
  entry.pool = a.pool;
  if (a.student_row != kNoRow) {
    const auto since = convert_student(city, a.student_row);
    if (!since) return {};
    entry.residence_start = *since;
    entry.births = city.residents.state[a.student_row].births();
  }
  return entry;
}

void land(City& city, std::uint32_t principal) {
  const auto& n = city.newcomers;
  const int scheme = n.scheme[principal], sex = n.sex[principal];
  city.tallies.at(Measure::arrivals, scheme, sex) += 1;
  count_landing(city, principal);
  city.record_newcomer(principal, Happening::arrival, n.pay_hkd_month[principal]);
  ++city.cohorts.arrivals[city.cohorts.group(scheme, sex, city.now - city.start)];
  count_family(city, principal);
}

void record_decision(City& city, const Application& a) {
  const std::int64_t employer = a.employer < 0 ? 0 : a.employer % kUnitsOfDetail + 1;
  if (a.approved)
    city.record(a.key, a.key, Happening::approval, a.scheme,
                (a.trade + 1) * kUnitsOfDetail + employer);
  else if (a.refused_for_quota)
    city.record(a.key, a.key, Happening::quota_refusal, a.scheme, a.refused_by);
  else
    city.record(a.key, a.key, Happening::refusal, a.scheme);
}

}  // namespace

void decide_applications(MonthContext& month) {
  auto& city = month.city;
  Agenda expected(city.expected, city.now);
  for (auto& a : take_due(city.undecided, city.now)) {
    // A stay keeps the terms of the month in which it is granted, whatever the rules say at the
    // landing.
    if (a.approved)
      a.first_stay_months = static_cast<std::int16_t>(population::first_stay_months(
          month.rules.schemes[a.scheme], [&] { return profile_of(month, a).attributes; }));
    if (a.approved) city.tallies.at(Measure::approvals, a.scheme, a.sex) += 1;
    if (a.refused_for_quota) city.tallies.at(Measure::quota_refusals, a.scheme) += 1;
    record_decision(city, a);
    if (a.arrives > 0)
      expected.enter(a, a.arrives);
    else if (a.student_row != kNoRow)
      release_student(city, a.student_row);
  }
}

void let_arrive(MonthContext& month) {
  auto& city = month.city;
  const auto landing = take_due(city.expected, city.now);
  std::vector<std::pair<const Application*, population::Entry>> entries;
  entries.reserve(landing.size());
  for (const auto& a : landing)
    if (const auto entry = entry_of(city, a)) entries.emplace_back(&a, *entry);
  auto persons = gather<population::Newcomer>(
      entries.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i)
          population::draw_household(city.luck, month.rules, profile_of(month, *entries[i].first),
                                     entries[i].second, list);
      },
      kProfileChunk);
  population::make_room_for_newcomers(city, persons.size());
  const auto first = population::admit(city, month.rules, persons, false);
  for (auto row = first; row < city.newcomers.size(); ++row)
    if (city.newcomers.is_principal(row)) land(city, row);
}

}  // namespace talentsim::phases
