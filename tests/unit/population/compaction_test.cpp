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

TEST_CASE("families of newcomers of whom nobody is left are dropped, others with all members") {
  City city{stats::Axes{}};
  auto& n = city.newcomers;
  const auto add = [&](Key key, stats::Relation relation, std::uint32_t principal, Place place) {
    Newcomer person;
    person.key = key;
    person.relation = relation;
    person.principal = principal;
    person.place = place;
    person.pay_hkd_month = static_cast<std::uint32_t>(1000 * key);
    return n.append(person);
  };
  using stats::Relation;
  // Families by key: 1 gone; 2 left by the principal alone; 3 waiting for a spouse abroad who came
  // to nothing, the principal being here; 4 gone with a child born later, in a row of its own.
  add(1, Relation::principal, 0, Place::gone);
  const auto second = add(2, Relation::principal, 0, Place::gone);
  add(21, Relation::spouse, second, Place::resident);
  add(22, Relation::child, second, Place::gone);
  const auto third = add(3, Relation::principal, 0, Place::commuting);
  add(31, Relation::spouse, third, Place::gone);
  const auto fourth = add(4, Relation::principal, 0, Place::gone);
  add(23, Relation::child, second, Place::waiting);
  add(41, Relation::child, fourth, Place::gone);
  drop_gone_families(city);
  CHECK(n.key == std::vector<Key>{2, 21, 22, 3, 31, 23});
  CHECK(n.principal == std::vector<std::uint32_t>{0, 0, 0, 3, 3, 0});
  const auto family = [&](std::uint32_t principal) {
    std::vector<Key> keys;
    n.for_family(principal, [&](std::uint32_t row) { keys.push_back(n.key[row]); });
    return keys;
  };
  CHECK(family(0) == std::vector<Key>{2, 23, 22, 21});
  CHECK(family(3) == std::vector<Key>{3, 31});
  for (std::uint32_t row = 0; row < n.size(); ++row)
    CHECK(n.pay_hkd_month[row] == 1000 * n.key[row]);
}

}  // namespace talentsim::population
