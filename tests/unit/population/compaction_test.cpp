// SPDX-License-Identifier: MIT
#include "population/compaction.h"

#include <doctest/doctest.h>

#include <vector>

namespace talentsim::population {
namespace {

constexpr std::uint32_t kInitial = 3;

State doing(Activity activity) { return State::of(0, activity, ResidentKind::local, 2); }

// Three residents of the start in household 0; later ones with keys 100, 101, ... in `homes`.
City city_with_late(const std::vector<std::uint32_t>& homes) {
  City city{stats::Axes{}};
  auto& r = city.residents;
  r.resize(kInitial);
  r.initial = kInitial;
  for (auto& state : r.state) state = doing(Activity::inactive);
  city.households.build(r, 1);
  while (city.households.size() < 3) city.households.open();
  for (std::size_t i = 0; i < homes.size(); ++i) {
    const auto row =
        r.append(100 + i, homes[i], 1300, doing(Activity::employed),
                 {static_cast<std::uint8_t>(i), 1}, 1500, static_cast<std::uint32_t>(10'000 + i));
    city.households.add(r, row);
  }
  return city;
}

std::vector<Key> members(const City& city, std::uint32_t household) {
  std::vector<Key> keys;
  city.households.for_members(household, [&](std::uint32_t row) {
    CHECK(city.residents.household[row] == household);
    if (row >= kInitial) keys.push_back(city.residents.key(row));
  });
  return keys;
}

}  // namespace

TEST_CASE("rows of later residents who are gone are dropped, everything else keeps its meaning") {
  auto city = city_with_late({1, 1, 2, 1, 2});
  auto& r = city.residents;
  const auto row_of = [&](Key key) { return static_cast<std::uint32_t>(kInitial + key - 100); };
  // 101 and 102 are gone; 103 has moved from household 1 to household 0.
  r.state[row_of(101)].set_activity(Activity::absent);
  r.state[row_of(102)].set_activity(Activity::absent);
  city.households.move(r, row_of(103), 0);
  city.founders = {row_of(100), row_of(102), row_of(104)};
  drop_absent_rows(city);
  REQUIRE(r.size() == kInitial + 3);
  CHECK(r.late_key == std::vector<Key>{100, 103, 104});
  for (std::uint32_t late = 0; late < 3; ++late) {
    const auto row = kInitial + late;
    const auto old = r.late_key[late] - 100;
    CHECK(r.present(row));
    CHECK(unpack_job(r.job[row]).sector == old);
    CHECK(r.pay_hkd_month[row] == 10'000 + old);
    CHECK(r.birth[row] == 1300);
    CHECK(r.since[row] == 1500);
  }
  CHECK(members(city, 0) == std::vector<Key>{103});
  CHECK(members(city, 1) == std::vector<Key>{100});
  CHECK(members(city, 2) == std::vector<Key>{104});
  CHECK(city.founders == std::vector<std::uint32_t>{kInitial, kInitial + 2});
  const auto row = r.append(200, 1, 1300, doing(Activity::employed), {}, 1500, 0);
  city.households.add(r, row);
  CHECK(members(city, 1) == std::vector<Key>{200, 100});
}

TEST_CASE("a row that an application names stays, gone or not, and the application follows it") {
  auto city = city_with_late({1, 1, 2});
  auto& r = city.residents;
  r.state[kInitial].set_activity(Activity::absent);
  r.state[kInitial + 1].set_activity(Activity::absent);
  Application pending;
  pending.student_row = kInitial + 1;
  Application from_the_start;
  from_the_start.student_row = 1;
  city.undecided[1500] = {pending, from_the_start, Application{}};
  city.expected[1501] = {pending};
  drop_absent_rows(city);
  CHECK(r.late_key == std::vector<Key>{101, 102});
  CHECK(city.undecided[1500][0].student_row == kInitial);
  CHECK(city.undecided[1500][1].student_row == 1);
  CHECK(city.undecided[1500][2].student_row == kNoRow);
  CHECK(city.expected[1501][0].student_row == kInitial);
  CHECK_FALSE(r.present(kInitial));
}

}  // namespace talentsim::population
