// SPDX-License-Identifier: MIT
// Threads and the order of rows change no count and no event; another replicate is another history.
#include <doctest/doctest.h>

#include <algorithm>

#include "city_in_memory.h"
#include "population/compaction.h"

namespace talentsim::test {
namespace {

constexpr const char* kBaseline = "scenarios/baseline.yaml";

constexpr const char* kAllLevers = "tests/scenarios/all_levers.yaml";
constexpr const char* kMarket = "labour.vacancy_market.";

double scale() { return small() ? 0.005 : 0.02; }
const char* until() { return small() ? "2023-10" : "2026-12"; }

bool happened(const History& history, stats::Happening what) {
  return std::any_of(history.events.begin(), history.events.end(), [&](const EventRow& event) {
    return std::get<3>(event) == static_cast<int>(what);
  });
}

}  // namespace

TEST_CASE("threads and row order change nothing") {
  const auto scenario = load(kBaseline, scale(), until());
  const auto alone = live(scenario, {1, 0, 0});
  REQUIRE(alone.events.size() > 1000);
  REQUIRE(happened(alone, stats::Happening::changed_job));
  REQUIRE(happened(alone, stats::Happening::recognised));
  for (const int threads : {2, 3, 8}) CHECK(live(scenario, {threads, 0, 0}) == alone);
  for (const std::uint64_t order : {1, 7}) CHECK(live(scenario, {2, order, 0}) == alone);
}

TEST_CASE("dropping the rows of those who are gone, month after month, changes nothing") {
  const auto scenario = load(kBaseline, scale(), until());
  std::size_t rows = 0, rows_tidied = 0;
  const auto kept = live(scenario, {2, 0, 0}, [&](population::City& city, const scenario::Rules&) {
    rows = city.newcomers.size() + city.residents.size();
  });
  const auto tidied =
      live(scenario, {2, 0, 0}, [&](population::City& city, const scenario::Rules&) {
        population::drop_absent_rows(city);
        population::drop_gone_families(city);
        rows_tidied = city.newcomers.size() + city.residents.size();
      });
  CHECK(rows_tidied < rows);
  CHECK(tidied == kept);
}

TEST_CASE("threads and row order change nothing in the mean field") {
  const char* until = small() ? "2023-06" : "2024-12";
  const auto scenario = load("scenarios/mean_field.yaml", scale(), until);
  const auto alone = live(scenario, {1, 0, 0});
  CHECK_FALSE(alone == live(load(kBaseline, scale(), until), {1, 0, 0}));
  REQUIRE(happened(alone, stats::Happening::hired));
  REQUIRE_FALSE(happened(alone, stats::Happening::changed_job));
  for (const int threads : {2, 8}) CHECK(live(scenario, {threads, 0, 0}) == alone);
  CHECK(live(scenario, {2, 7, 0}) == alone);
}

TEST_CASE("threads and row order change nothing with every lever of the labour market on") {
  const auto scenario = load(kAllLevers, 1, small() ? "2024-04" : "2025-12");
  const auto alone = live(scenario, {1, 0, 0});
  for (const auto what : {stats::Happening::hired, stats::Happening::changed_job,
                          stats::Happening::recognised, stats::Happening::became_self_employed,
                          stats::Happening::permanent_residence, stats::Happening::departed})
    REQUIRE(happened(alone, what));
  for (const int threads : {2, 3}) CHECK(live(scenario, {threads, 0, 0}) == alone);
  for (const std::uint64_t order : {1, 7}) CHECK(live(scenario, {3, order, 0}) == alone);
}

TEST_CASE("every lever of that town is one that acts") {
  constexpr double kScale = 0.1;
  constexpr const char* kUntil = "2024-03";
  const auto all = live(load(kAllLevers, kScale, kUntil), {1, 0, 0});
  const auto without = [&](const std::string& value) {
    return live(load(kAllLevers, kScale, kUntil, {value}), {1, 0, 0});
  };
  for (const auto* value :
       {"labour.matching=mean_field", "labour.demand=vacancies", "labour.spouse_search_factor=1",
        "sectors.work.cantonese_required_share=0", "sectors.work.newcomer_post_share=1",
        "sectors.work.local_preference=0", "sectors.work.further_posts=[0, 0, 0]"}) {
    CAPTURE(value);
    CHECK_FALSE(without(value) == all);
  }
  for (const std::string value :
       {"posts_per_talent_at_work=0", "posts_following_newcomer=0", "on_the_job_looks_share=0",
        "other_field_share=0", "in_field_kept_share=1", "reservation_expiry_fall_month=0",
        "professions.craft.asked_share=[0, 0, 0]", "channels.friends.looks_month=0",
        "channels.fair.looks_month=0", "least_score=-1000", "places_elasticity=1"}) {
    CAPTURE(value);
    CHECK_FALSE(without(kMarket + value) == all);
  }
}

TEST_CASE("replicates are different lives of the same city") {
  const auto scenario = load(kBaseline, scale(), "2023-06");
  const auto first = live(scenario, {1, 0, 0}), second = live(scenario, {1, 0, 1});
  CHECK(first == live(scenario, {2, 0, 0}));
  CHECK_FALSE(first == second);
}

}  // namespace talentsim::test
