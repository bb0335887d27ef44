// SPDX-License-Identifier: MIT
#include "phases/caps.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "population/entrants.h"
#include "support/parallel.h"

namespace talentsim::phases {
namespace {

using population::Application;
using population::City;
using scenario::CapUnit;

constexpr std::int64_t kNoCap = std::numeric_limits<std::int64_t>::max();

// Number of the period in which a month falls, counted from the one that starts at `from`.
int period_of(const scenario::Cap& cap, Month month) {
  const int length = static_cast<int>(cap.months);
  if (length == 0) return 0;
  const int since = month - cap.from;
  return since >= 0 ? since / length : -((length - 1 - since) / length);
}

std::int64_t unit_of(const scenario::Cap& cap, const CapUnits& units) {
  switch (cap.per) {
    case CapUnit::trade:
      return units.trade;
    case CapUnit::sector:
      return units.sector;
    case CapUnit::employer:
      return units.employer;
    case CapUnit::scheme:
      break;
  }
  return 0;
}

// Places of one period at the scale of the run: differences of floor(scale x cumulative), so that
// nothing is lost to rounding over the periods. There are fewer employers in a smaller city, each
// as large.
std::int64_t places_in(const scenario::Cap& cap, double scale, int period) {
  if (cap.per == CapUnit::employer) return static_cast<std::int64_t>(cap.persons);
  return population::scaled_difference(scale, cap.persons * period, cap.persons * (period + 1));
}

population::CapPlace place_of(int scheme, const scenario::Cap& cap, const CapUnits& units,
                              Month decided) {
  return {scheme,
          cap.per,
          cap.from.index(),
          static_cast<int>(cap.months),
          period_of(cap, decided),
          unit_of(cap, units)};
}

CapUnits units_of(const Application& a) { return {a.trade, a.sector, a.employer}; }

void turn_away(Application& a, int cap_number) {
  a.approved = false;
  a.refused_for_quota = true;
  a.refused_by = static_cast<std::uint8_t>(cap_number);
  a.arrives = 0;
}

// A place counts in the period of the decision. All caps must leave room; then one place is taken
// under each.
void fill_by_period(City& city, int scheme, const std::vector<NumberedCap>& caps,
                    std::vector<Application*>& queue) {
  for (auto* a : queue) {
    if (!a->approved) continue;
    const Month decided(static_cast<int>(a->decided));
    const auto full = std::find_if(caps.begin(), caps.end(), [&](const NumberedCap& c) {
      return places_left(city, scheme, c.cap, units_of(*a), decided) <= 0;
    });
    if (full != caps.end()) {
      turn_away(*a, full->number);
      city.note_cap(static_cast<std::size_t>(scheme), full->number);
      continue;
    }
    std::vector<population::CapPlace> taken;  // caps over the same periods and units share a count
    for (const auto& c : caps) {
      if (unit_of(c.cap, units_of(*a)) < 0) continue;
      const auto place = place_of(scheme, c.cap, units_of(*a), decided);
      if (std::find(taken.begin(), taken.end(), place) == taken.end()) taken.push_back(place);
    }
    for (const auto& place : taken) ++city.quota_used[place];
  }
}

// Persons whom each approved application of the queue brings.
std::vector<int> persons_of(const MonthContext& month, int scheme,
                            const std::vector<Application*>& queue) {
  constexpr std::size_t kApplications = 256;
  const auto& city = month.city;
  std::vector<int> persons(queue.size());
  const auto count = [&](const Application& a) {
    population::Entry entry;
    entry.key = a.key;
    entry.applied = a.applied;
    entry.scheme = scheme;
    entry.pool = a.pool;
    const auto profile =
        population::draw_profile(city.luck, month.rules.pools[a.pool], a.key, a.applied);
    return population::persons_admitted(city.luck, month.rules, profile, entry);
  };
  parallel_chunks(
      queue.size(),
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i)
          if (queue[i]->approved) persons[i] = count(*queue[i]);
      },
      kApplications);
  return persons;
}

// Persons a day, granted month by month; a unit that no longer fits ends the month's list.
void fill_by_day(MonthContext& month, int scheme, std::vector<Application*>& queue) {
  auto& city = month.city;
  const double per_day = *month.rules.schemes[static_cast<std::size_t>(scheme)].daily_quota;
  const double before = per_day * (city.now.days_since_epoch() - city.start.days_since_epoch());
  auto left = population::scaled_difference(city.scale, before, before + per_day * city.now.days());
  const auto persons = persons_of(month, scheme, queue);
  bool full = false;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    if (!queue[i]->approved) continue;
    full = full || persons[i] > left;
    if (full) {
      turn_away(*queue[i], 0);
      city.note_cap(static_cast<std::size_t>(scheme), 0);
    } else {
      left -= persons[i];
    }
  }
}

}  // namespace

std::vector<NumberedCap> caps_of(const scenario::Scheme& scheme) {
  std::vector<NumberedCap> caps;
  if (scheme.annual_quota) caps.push_back({0, {.persons = *scheme.annual_quota}});
  for (const auto& cap : scheme.caps)
    caps.push_back({static_cast<int>(&cap - scheme.caps.data()) + 1, cap});
  return caps;
}

CapUnits units_of(const City& city, const scenario::Rules& rules, int pool,
                  const population::Profile& profile, population::Key key, Month applied) {
  const auto employer = population::draw_employer(
      city.luck, rules.pools[static_cast<std::size_t>(pool)], key, applied, city.scale);
  constexpr std::int64_t kEmployersOfPool = 1'000'000;  // fewer, by the bound of the parameter
  return {profile.trade, profile.field.sector,
          employer < 0 ? -1 : pool * kEmployersOfPool + employer};
}

std::int64_t places_left(const City& city, int scheme, const scenario::Cap& cap,
                         const CapUnits& units, Month decided) {
  if (unit_of(cap, units) < 0) return kNoCap;
  const auto place = place_of(scheme, cap, units, decided);
  const auto used = city.quota_used.find(place);
  return places_in(cap, city.scale, place.period) -
         (used == city.quota_used.end() ? 0 : used->second);
}

void fill_caps(MonthContext& month, std::vector<population::Application>& applications) {
  std::vector<std::vector<Application*>> queues(month.rules.schemes.size());
  for (auto& a : applications) queues[a.scheme].push_back(&a);
  for (std::size_t s = 0; s < queues.size(); ++s) {
    const auto& scheme = month.rules.schemes[s];
    const auto caps = caps_of(scheme);
    if (caps.empty() && !scheme.daily_quota) continue;
    auto& queue = queues[s];
    std::sort(queue.begin(), queue.end(), [](const Application* a, const Application* b) {
      return a->stamp != b->stamp ? a->stamp < b->stamp : a->key < b->key;
    });
    if (!caps.empty()) fill_by_period(month.city, static_cast<int>(s), caps, queue);
    if (scheme.daily_quota) fill_by_day(month, static_cast<int>(s), queue);
  }
}

}  // namespace talentsim::phases
