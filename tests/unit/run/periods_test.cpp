// SPDX-License-Identifier: MIT
#include "run/periods.h"

#include <doctest/doctest.h>

using namespace talentsim;
using namespace talentsim::run;

namespace {

std::vector<Month> from_to(Month first, Month last) {
  std::vector<Month> months;
  for (Month m = first; m <= last; ++m) months.push_back(m);
  return months;
}

}  // namespace

TEST_CASE("calendar years") {
  const auto periods =
      cut(from_to(Month::of(2022, 12), Month::of(2024, 3)), PeriodKind::calendar_year);
  REQUIRE(periods.size() == 3);
  CHECK(periods[0].label == "2022");
  CHECK(periods[0].months_covered() == 1);
  CHECK(!periods[0].complete());
  CHECK(periods[1].stock_label == "end-2023");
  CHECK(periods[1].complete());
  CHECK(periods[2].begin == 13);
  CHECK(periods[2].end == 16);
  CHECK(periods[2].last == Month::of(2024, 12));
}

TEST_CASE("the financial year begins in April") {
  const auto periods =
      cut(from_to(Month::of(2023, 3), Month::of(2024, 4)), PeriodKind::fiscal_year);
  REQUIRE(periods.size() == 3);
  CHECK(periods[0].label == "2022-23");
  CHECK(periods[0].months_covered() == 1);
  CHECK(periods[1].label == "2023-24");
  CHECK(periods[1].stock_label == "end-Mar 2024");
  CHECK(periods[1].complete());
  CHECK(periods[2].first == Month::of(2024, 4));
  CHECK(cut({Month::of(2099, 5)}, PeriodKind::fiscal_year)[0].label == "2099-00");
}

TEST_CASE("half-years end in June and December") {
  const auto periods = cut(from_to(Month::of(2023, 1), Month::of(2023, 12)), PeriodKind::half_year);
  REQUIRE(periods.size() == 2);
  CHECK(periods[0].label == "Jan-Jun 2023");
  CHECK(periods[0].stock_label == "mid-2023");
  CHECK(periods[1].label == "Jul-Dec 2023");
  CHECK(periods[1].stock_label == "end-2023");
  CHECK(periods[1].complete());
}
