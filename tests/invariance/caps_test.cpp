// SPDX-License-Identifier: MIT
// Caps go by the stamp of the application: finer than the event log, which knows months only.
#include <doctest/doctest.h>

#include <limits>
#include <map>
#include <set>

#include "city_in_memory.h"
#include "random/draws.h"

namespace talentsim::test {
namespace {

using population::Application;

struct Stamps {
  double last_approved = -std::numeric_limits<double>::infinity();
  double first_refused = std::numeric_limits<double>::infinity();
  int refused = 0;
};

// Applications made this month, by scheme and the year in which they are decided.
std::map<std::pair<int, int>, Stamps> stamps_of_month(const population::City& city) {
  std::map<std::pair<int, int>, Stamps> stamps;
  for (const auto& [month, list] : city.undecided)
    for (const Application& a : list) {
      auto& s = stamps[{a.scheme, Month(static_cast<int>(a.decided)).year()}];
      if (a.approved) s.last_approved = std::max(s.last_approved, a.stamp);
      if (a.refused_for_quota) s.first_refused = std::min(s.first_refused, a.stamp);
      s.refused += a.refused_for_quota;
    }
  return stamps;
}

}  // namespace

TEST_CASE("an earlier stamp never loses to a later one") {
  const auto scenario =
      load("tests/scenarios/oracle_quota.yaml", 1, small() ? "2024-06" : "2026-12");
  std::map<int, Stamps> by_year;
  int refused = 0;
  const auto history =
      live(scenario, {}, [&](const population::City& city, const scenario::Rules& rules) {
        // Applications still undecided at the month's end, of this month and before: a year's
        // places go by stamp over all.
        for (const auto& [place, s] : stamps_of_month(city)) {
          if (!rules.schemes[static_cast<std::size_t>(place.first)].annual_quota) continue;
          auto& year = by_year[place.second];
          year.last_approved = std::max(year.last_approved, s.last_approved);
          year.first_refused = std::min(year.first_refused, s.first_refused);
          refused += s.refused;
        }
        for (const auto& [year, s] : by_year) CHECK(s.last_approved < s.first_refused);
        for (const auto& [place, used] : city.quota_used) CHECK(used <= 10'000);
      });
  CHECK(refused > 0);
  CHECK(history.events.size() > 10'000);
}

TEST_CASE("the schemes of the city choose with draws of their own") {
  const auto scenario = load("scenarios/baseline.yaml", 0.01, "2022-12");
  std::set<std::uint32_t> ordinals = {0};  // 0 is the outside option's
  for (const auto& scheme : scenario.timeline.front().rules.schemes)
    CHECK_MESSAGE(ordinals.insert(random::name_ordinal(scheme.name)).second, scheme.name);
}

}  // namespace talentsim::test
