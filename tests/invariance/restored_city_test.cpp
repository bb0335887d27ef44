// SPDX-License-Identifier: MIT
// A city that is written and read again lives on as the one that was not: every member that a later
// month looks at is in the checkpoint.
#include <doctest/doctest.h>

#include <memory>

#include "city_in_memory.h"
#include "lib/memory.h"
#include "run/replicate.h"

namespace talentsim {
namespace {

using run::Replicate;

std::vector<char> bytes_of(const Replicate& replicate) {
  test::Memory memory;
  checkpoint::Writer write(memory);
  replicate.write(write);
  return memory.bytes();
}

std::unique_ptr<Replicate> restored(const Replicate& replicate, const scenario::Scenario& scenario,
                                    const stats::Axes& axes, const run::Manner& manner) {
  test::Memory memory;
  checkpoint::Writer write(memory);
  replicate.write(write);
  checkpoint::Reader read(memory);
  auto again = std::make_unique<Replicate>(scenario, axes, manner, read);
  CHECK(memory.left() == 0);
  return again;
}

bool same_events(std::span<const stats::Event> a, std::span<const stats::Event> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.person == y.person && x.household == y.household && x.what == y.what &&
           x.scheme == y.scheme && x.detail == y.detail && x.ordinal == y.ordinal;
  });
}

void check_lives_on(const scenario::Scenario& scenario, const run::Manner& manner, int every) {
  const auto axes = run::axes_of(scenario);
  Replicate one(scenario, axes, 1, manner);
  auto other = std::make_unique<Replicate>(scenario, axes, 1, manner);
  while (!one.ended()) {
    one.live_month();
    other->live_month();
    REQUIRE(same_events(one.events(), other->events()));
    if (one.months_lived() % every == 0) other = restored(*other, scenario, axes, manner);
    REQUIRE(bytes_of(one) == bytes_of(*other));
  }
  CHECK(one.end(axes).record.figures == other->end(axes).record.figures);
}

}  // namespace

TEST_CASE("a city read from a checkpoint every month lives the same months") {
  const auto scenario = test::load("scenarios/baseline.yaml", 0.002, "2025-02");
  check_lives_on(scenario, {.events = true, .check_invariants = true}, 1);
}

TEST_CASE("also with its rows in another order and after years") {
  const auto scenario =
      test::load("scenarios/baseline.yaml", 0.001, test::small() ? "2026-03" : "2032-03");
  check_lives_on(scenario, {.events = true, .check_invariants = false, .row_order = 5}, 13);
}

TEST_CASE("also with single vacancies and every lever of their market") {
  const auto scenario = test::load("tests/scenarios/all_levers.yaml", 0.03, "2024-08");
  check_lives_on(scenario, {.events = true, .check_invariants = true}, 1);
}

}  // namespace talentsim
