// SPDX-License-Identifier: MIT
#include "support/month.h"

#include <doctest/doctest.h>

namespace talentsim {

TEST_CASE("months count from January 1900") {
  CHECK(Month::of(1900, 1).index() == 0);
  CHECK(Month::of(2022, 12).index() == 122 * 12 + 11);
  CHECK(Month::of(2022, 12).year() == 2022);
  CHECK(Month::of(2022, 12).month_of_year() == 12);
  CHECK((Month::of(2022, 12) + 1).text() == "2023-01");
  CHECK(Month::of(2035, 12) - Month::of(2022, 12) == 156);
  CHECK(Month::of(2200, 12).index() < 4096);
}

TEST_CASE("months know their days, leap years included") {
  CHECK(Month::of(2023, 2).days() == 28);
  CHECK(Month::of(2024, 2).days() == 29);
  CHECK(Month::of(1900, 2).days() == 28);
  CHECK(Month::of(2000, 2).days() == 29);
  CHECK(Month::of(1970, 1).days_since_epoch() == 0);
  CHECK(Month::of(2000, 3).days_since_epoch() == 11017);
  for (Month m = Month::of(1900, 1); m < Month::of(2200, 12); ++m)
    REQUIRE((m + 1).days_since_epoch() - m.days_since_epoch() == m.days());
}

TEST_CASE("only YYYY-MM is a month") {
  CHECK(Month::parse("2026-04") == Month::of(2026, 4));
  for (const char* text : {"", "2026", "2026-4", "2026-13", "2026-00", "26-04", "2026-04-01",
                           " 2026-04", "2026/04", "1899-12", "2201-01", "2026-0a", "-026-04"})
    CHECK_MESSAGE(!Month::parse(text), text);
}

}  // namespace talentsim
