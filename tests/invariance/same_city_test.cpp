// SPDX-License-Identifier: MIT
// Threads and the order of rows change no count and no event; another replicate is another history.
#include <doctest/doctest.h>

#include <algorithm>

#include "city_in_memory.h"

namespace talentsim::test {
namespace {

constexpr const char* kBaseline = "scenarios/baseline.yaml";

double scale() { return small() ? 0.005 : 0.02; }
const char* until() { return small() ? "2023-10" : "2026-12"; }

}  // namespace

TEST_CASE("threads and row order change nothing") {
  const auto scenario = load(kBaseline, scale(), until());
  const auto alone = live(scenario, {1, 0, 0});
  REQUIRE(alone.events.size() > 1000);
  for (const int threads : {2, 3, 8}) CHECK(live(scenario, {threads, 0, 0}) == alone);
  for (const std::uint64_t order : {1, 7}) CHECK(live(scenario, {2, order, 0}) == alone);
}

TEST_CASE("threads and row order change nothing in the market of single vacancies") {
  const auto scenario = load(kBaseline, scale(), until(), {"labour.matching=vacancies"});
  const auto alone = live(scenario, {1, 0, 0});
  CHECK_FALSE(alone == live(load(kBaseline, scale(), until()), {1, 0, 0}));
  for (const int threads : {2, 3, 8}) CHECK(live(scenario, {threads, 0, 0}) == alone);
  for (const std::uint64_t order : {1, 7}) CHECK(live(scenario, {2, order, 0}) == alone);
}

TEST_CASE("threads and row order change nothing in careers and professions") {
  const auto scenario = load("scenarios/single_vacancies.yaml", scale(), until());
  const auto alone = live(scenario, {1, 0, 0});
  const auto happened = [&](stats::Happening what) {
    return std::any_of(alone.events.begin(), alone.events.end(), [&](const EventRow& event) {
      return std::get<3>(event) == static_cast<int>(what);
    });
  };
  REQUIRE(happened(stats::Happening::changed_job));
  REQUIRE(happened(stats::Happening::recognised));
  for (const int threads : {2, 8}) CHECK(live(scenario, {threads, 0, 0}) == alone);
  CHECK(live(scenario, {2, 7, 0}) == alone);
}

TEST_CASE("replicates are different lives of the same city") {
  const auto scenario = load(kBaseline, scale(), "2023-06");
  const auto first = live(scenario, {1, 0, 0}), second = live(scenario, {1, 0, 1});
  CHECK(first == live(scenario, {2, 0, 0}));
  CHECK_FALSE(first == second);
}

}  // namespace talentsim::test
