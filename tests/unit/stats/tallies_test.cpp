// SPDX-License-Identifier: MIT
// Parts of a month that are counted apart add up to the month.
#include <doctest/doctest.h>

#include "stats/measures.h"

namespace talentsim::stats {
namespace {

Axes axes() {
  Axes axes;
  axes.schemes = {"a", "b"};
  axes.sectors = {"c", "d", "e"};
  axes.cohorts = {"2023H1"};
  axes.months_since_arrival = 4;
  return axes;
}

}  // namespace

TEST_CASE("parts are blank, and add up") {
  Tallies month(axes());
  month.at(Measure::hires, 1, 2) = 5;
  auto part = month.part();
  CHECK(part.at(Measure::hires, 1, 2) == 0);
  CHECK(part.last_extent(Measure::hires) == 3);
  part.at(Measure::hires, 1, 2) = 2;
  part.at(Measure::hires, 0, 1) = 1;
  month += part;
  month += part;
  CHECK(month.at(Measure::hires, 1, 2) == 9);
  CHECK(month.at(Measure::hires, 0, 1) == 2);
}

TEST_CASE("a part of a month leaves the figures of the replicate alone") {
  Tallies month(axes());
  month.values(Measure::retention)[0] = 7;
  const auto part = month.part();
  CHECK(part.values(Measure::retention).empty());
  month += part;
  CHECK(month.values(Measure::retention)[0] == 7);
}

}  // namespace talentsim::stats
