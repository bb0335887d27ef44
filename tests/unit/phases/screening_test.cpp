// SPDX-License-Identifier: MIT
// Who looks for another post than the one held: a share of the employed, the same persons in every
// scenario, and none to whom something else may happen in the month.
#include "phases/screening.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "phases/screen_classes.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::ResidentKind;
using population::State;

constexpr int kResidents = 240'000;
constexpr Month kNow = Month::of(2023, 1);

// Two thirds are employed locals; the others are helpers at work and locals without work in turn.
population::City city() {
  population::City c{stats::Axes{}};
  c.now = kNow;
  c.luck = {20221228, 0};
  for (int i = 0; i < kResidents; ++i) {
    const bool helper = i % 6 == 0, idle = i % 6 == 3;
    const auto state = State::of(i % 2, idle ? Activity::unemployed : Activity::employed,
                                 helper ? ResidentKind::helper : ResidentKind::local, 0);
    const auto key = population::candidate_key(0, kNow, static_cast<std::uint32_t>(i));
    c.residents.append(key, 0, kNow.index() - 12 * (20 + i % 40), state, {0, 0}, 0, 20000);
  }
  return c;
}

MonthHazards hazards() {
  MonthHazards h;
  h.separation = {0.004, 0.006, 0.008};
  return h;
}

}  // namespace

TEST_CASE(
    "a share of the employed locals looks on, and who looks at a lower share does at a higher") {
  const auto c = city();
  const auto table = resident_screen(hazards());
  const auto none = screen_residents(c, table, 0), few = screen_residents(c, table, 0.02),
             many = screen_residents(c, table, 0.05);
  CHECK(none.looking_on.empty());
  CHECK(std::includes(many.looking_on.begin(), many.looking_on.end(), few.looking_on.begin(),
                      few.looking_on.end()));
  const double employed = kResidents * 2 / 3.0, expected = 0.05 * employed;
  CHECK(std::abs(static_cast<double>(many.looking_on.size()) - expected) <
        4 * std::sqrt(expected * 0.95));
  for (const auto row : many.looking_on) {
    CHECK(c.residents.state[row].activity() == Activity::employed);
    CHECK(c.residents.state[row].kind() == ResidentKind::local);
  }
}

TEST_CASE("looking on changes nobody who passes the screen, and nobody does both") {
  const auto c = city();
  const auto table = resident_screen(hazards());
  const auto none = screen_residents(c, table, 0), all = screen_residents(c, table, 0.5);
  std::vector<std::uint32_t> before, after, both;
  for (const auto& person : none.passed) before.push_back(person.row);
  for (const auto& person : all.passed) after.push_back(person.row);
  CHECK(before == after);
  std::set_intersection(after.begin(), after.end(), all.looking_on.begin(), all.looking_on.end(),
                        std::back_inserter(both));
  CHECK(both.empty());
}

}  // namespace talentsim::phases
