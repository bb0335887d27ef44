// SPDX-License-Identifier: MIT
// Children who are left without an adult move to a household that has one.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "phases/demography.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::ResidentKind;
using population::State;

constexpr std::uint32_t kHouseholds = 500;
constexpr Month kNow = Month::of(2024, 5);
constexpr std::uint32_t kOrphaned = 400;  // the first of them: many children find the same home

// Two adults and two children in each household. Both adults of those orphaned have just died.
population::City city() {
  population::City c{stats::Axes{}};
  c.now = kNow;
  c.luck = {20221228, 0};
  auto& r = c.residents;
  for (std::uint32_t household = 0; household < kHouseholds; ++household)
    for (int member = 0; member < 4; ++member) {
      const bool adult = member < 2;
      const auto state = State::of(member % 2, adult ? Activity::inactive : Activity::student,
                                   ResidentKind::local, 0);
      r.append(0, household, kNow.index() - 12 * (adult ? 40 : 10), state, {}, 0, 0);
    }
  r.initial = static_cast<std::uint32_t>(r.size());
  r.late_key.clear();
  c.households.build(r, kHouseholds);
  for (std::uint32_t household = 0; household < kOrphaned; ++household)
    for (std::uint32_t adult = 0; adult < 2; ++adult)
      r.state[4 * household + adult].set_activity(Activity::absent);
  return c;
}

// `again`: how many of the orphaned households are listed once more, for the second adult.
void find_guardians_in(population::City& c, std::uint32_t again) {
  const scenario::Rules rules;
  MonthContext month{c, rules, {}, ScreenTable({}), ScreenTable({}), {}, {}, {}, {}, {}, {}};
  for (const auto listed : {kOrphaned, again})
    for (std::uint32_t household = 0; household < listed; ++household)
      c.bereaved.push_back(household);
  c.bereaved.push_back(450);  // where adults and children are left
  find_guardians(month);
}

std::vector<std::uint32_t> members(const population::City& c, std::uint32_t household) {
  std::vector<std::uint32_t> rows;
  c.households.for_members(household, [&](std::uint32_t row) { rows.push_back(row); });
  return rows;
}

}  // namespace

TEST_CASE("children left without an adult, and they alone, move to a household with one") {
  auto c = city();
  const auto before = c.residents.household;
  find_guardians_in(c, 0);
  CHECK(c.bereaved.empty());
  for (std::uint32_t row = 0; row < c.residents.size(); ++row) {
    const bool orphan = row % 4 >= 2 && row / 4 < kOrphaned;
    const auto home = c.residents.household[row];
    CHECK((home != before[row]) == orphan);
    const auto rows = members(c, home);
    CHECK(std::count(rows.begin(), rows.end(), row) == 1);
    if (orphan) CHECK(c.residents.present(4 * home));
  }
}

TEST_CASE("a household that loses both adults in one month is looked at as if listed once") {
  auto once = city(), twice = city();
  find_guardians_in(once, 0);
  find_guardians_in(twice, kOrphaned / 2);
  CHECK(once.residents.household == twice.residents.household);
  CHECK(once.households.head == twice.households.head);
  CHECK(once.households.next == twice.households.next);
}

}  // namespace talentsim::phases
