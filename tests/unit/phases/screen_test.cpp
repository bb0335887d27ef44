// SPDX-License-Identifier: MIT
// The screen must not change the law of what happens to a person: the causes strike as independent
// exponentials, each from a uniform of its own.
#include "phases/screen.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <vector>

namespace talentsim::phases {
namespace {

using random::Stream;

constexpr int kTrials = 2'000'000;
constexpr std::size_t kTested = 3;  // causes with a hazard
constexpr std::size_t kPatterns = 1 << kTested;
constexpr double kNever = 2;

const random::Luck kLuck{20221228, 0};
const Month kMonth = Month::of(2023, 1);

Hazards hazards(double first, double second, double third) {
  Hazards h{};
  h[0] = first;
  h[2] = second;  // a cause without hazard lies between, as in the city
  h[5] = third;
  return h;
}
constexpr std::array<int, kTested> kCauseOf = {0, 2, 5};

// When each cause strikes one person of class 0; kNever when it does not, or when the screen stops
// the person.
std::array<double, kTested> live(const ScreenTable& table, const Hazards& true_hazards,
                                 std::uint32_t person) {
  std::array<double, kTested> when;
  when.fill(kNever);
  const auto words = kLuck.block(person, kMonth, Stream::screen_newcomer);
  if (words[0] > table.last_word(0)) return when;
  const auto screened = table.look(person, 0, words[0]);
  for (std::size_t i = 0; i < kTested; ++i) {
    const int cause = kCauseOf[i];
    const double v =
        kLuck.uniform(person, kMonth, Stream::cause, static_cast<std::uint32_t>(cause));
    when[i] = random::moment(table.conditioned(screened, cause, v),
                             true_hazards[static_cast<std::size_t>(cause)]);
  }
  return when;
}

// Chi-square of counts against chances, as a z by the cube-root approximation of Wilson and
// Hilferty (1931).
double chi_square_z(const std::vector<int>& counts, const std::vector<double>& chances,
                    double trials) {
  double chi = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected = trials * chances[i];
    REQUIRE(expected > 5);
    chi += (counts[i] - expected) * (counts[i] - expected) / expected;
  }
  const double freedom = static_cast<double>(counts.size()) - 1, variance = 2 / (9 * freedom);
  return (std::cbrt(chi / freedom) - (1 - variance)) / std::sqrt(variance);
}

std::vector<double> pattern_chances(const Hazards& h) {
  std::vector<double> chances(kPatterns, 1);
  for (std::size_t pattern = 0; pattern < kPatterns; ++pattern)
    for (std::size_t i = 0; i < kTested; ++i) {
      const double strikes = random::chance(h[static_cast<std::size_t>(kCauseOf[i])]);
      chances[pattern] *= pattern >> i & 1 ? strikes : 1 - strikes;
    }
  return chances;
}

std::size_t pattern_of(const std::array<double, kTested>& when) {
  std::size_t pattern = 0;
  for (std::size_t i = 0; i < kTested; ++i) pattern |= (when[i] < 1 ? std::size_t{1} : 0) << i;
  return pattern;
}

ScreenTable one_class(const Hazards& ceiling, const Hazards& needed, bool listed = false,
                      std::uint8_t open = 0) {
  return ScreenTable({{ceiling, needed, listed, open}});
}

// Share of words that pass.
double passing(const ScreenTable& table) { return (table.last_word(0) + 1.0) * 0x1p-32; }

}  // namespace

TEST_CASE("below their ceilings the causes strike as independent exponentials") {
  const auto ceiling = hazards(0.3, 0.1, 0.2), truth = hazards(0.2, 0.1, 0.04);
  const auto table = one_class(ceiling, truth);
  CHECK(passing(table) == doctest::Approx(random::chance(0.6)));  // few enough pass
  std::vector<int> counts(kPatterns), early(2);
  for (std::uint32_t person = 0; person < kTrials; ++person) {
    const auto when = live(table, truth, person);
    ++counts[pattern_of(when)];
    if (when[2] < 1) ++early[when[2] < 0.5 ? 0 : 1];
  }
  CHECK(std::abs(chi_square_z(counts, pattern_chances(truth), kTrials)) < 4);
  const double first_half = random::chance(0.02) / random::chance(0.04);
  CHECK(std::abs(chi_square_z(early, {first_half, 1 - first_half}, early[0] + early[1])) < 4);
}

TEST_CASE(
    "a cause whose hazard exceeds its ceiling is open: all are looked at, with the same law, and "
    "no other cause's draw moves") {
  const auto ceiling = hazards(0.01, 0.1, 0.2), truth = hazards(0.5, 0.1, 0.04);
  const auto table = one_class(ceiling, truth),
             below = one_class(ceiling, hazards(0.01, 0.1, 0.04));
  CHECK(passing(table) == 1);
  std::vector<int> counts(kPatterns);
  for (std::uint32_t person = 0; person < kTrials; ++person) {
    const auto when = live(table, truth, person);
    ++counts[pattern_of(when)];
    if (person >= 200'000) continue;
    const auto as_before = live(below, truth, person);
    REQUIRE(when[1] == as_before[1]);
    REQUIRE(when[2] == as_before[2]);
  }
  CHECK(std::abs(chi_square_z(counts, pattern_chances(truth), kTrials)) < 4);
}

TEST_CASE("all members of a listed class are looked at, and the same things happen to them") {
  const auto ceiling = hazards(0.3, 0.1, 0.2), truth = hazards(0.2, 0.1, 0.04);
  const auto table = one_class(ceiling, truth), listed = one_class(ceiling, truth, true);
  CHECK(passing(listed) == 1);
  for (std::uint32_t person = 0; person < 200'000; ++person)
    REQUIRE(live(table, truth, person) == live(listed, truth, person));
  const auto course = one_class(ceiling, truth, true, 1u << 5);  // an end that no ceiling bounds
  std::vector<int> counts(kPatterns);
  const auto high = hazards(0.2, 0.1, 0.9);
  for (std::uint32_t person = 0; person < kTrials; ++person)
    ++counts[pattern_of(live(course, high, person))];
  CHECK(std::abs(chi_square_z(counts, pattern_chances(high), kTrials)) < 4);
}

TEST_CASE("raising one hazard keeps its own events, brings them forward and moves no other") {
  const auto ceiling = hazards(0.3, 0.1, 0.2);
  const auto low = hazards(0.1, 0.05, 0.04), high = hazards(0.1, 0.06, 0.04);
  const auto table = one_class(ceiling, low), raised = one_class(ceiling, high);
  int kept = 0, added = 0;
  for (std::uint32_t person = 0; person < 200'000; ++person) {
    const auto before = live(table, low, person), after = live(raised, high, person);
    REQUIRE(before[0] == after[0]);
    REQUIRE(before[2] == after[2]);
    if (before[1] < 1) REQUIRE(after[1] < before[1]);
    kept += before[1] < 1;
    added += before[1] >= 1 && after[1] < 1;
  }
  CHECK(kept > 0);
  CHECK(added > 0);
}

TEST_CASE("where nothing can happen nothing does") {
  const auto table = one_class(Hazards{}, Hazards{});
  CHECK(table.last_word(0) == 0);
  const auto passed = table.look(0, 0, 0);
  for (int cause = 0; cause < kCauses; ++cause)
    CHECK(random::moment(table.conditioned(passed, cause, 1e-9), 0) > 1);
}

}  // namespace talentsim::phases
