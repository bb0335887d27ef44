// SPDX-License-Identifier: MIT
#include "phases/agenda.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "random/draws.h"

namespace talentsim::phases {
namespace {

using population::Application;

const Month kNow = Month::of(2024, 5);

Application application(population::Key key, double moment) {
  Application a;
  a.key = key;
  a.decided = moment;
  return a;
}

std::vector<population::Key> keys_of(const std::vector<Application>& list) {
  std::vector<population::Key> keys;
  for (const auto& a : list) keys.push_back(a.key);
  return keys;
}

void enter(Calendar& calendar, const std::vector<population::Key>& keys, double moment) {
  Agenda agenda(calendar, kNow);
  for (const auto key : keys) agenda.enter(application(key, moment), moment);
}

}  // namespace

TEST_CASE("applications wait in the month of their moment and leave the calendar when due") {
  Calendar calendar;
  const double now = kNow.index();
  Agenda agenda(calendar, kNow);
  agenda.enter(application(1, now + 0.5), now + 0.5);
  agenda.enter(application(2, now + 3), now + 3);
  agenda.enter(application(3, now + 3.9), now + 3.9);
  CHECK(keys_of(take_due(calendar, kNow)) == std::vector<population::Key>{1});
  CHECK(take_due(calendar, kNow).empty());
  CHECK(take_due(calendar, kNow + 2).empty());
  CHECK(keys_of(take_due(calendar, kNow + 3)) == std::vector<population::Key>{2, 3});
  CHECK(calendar.empty());
}

TEST_CASE("runs entered in several months come out in the order of keys, whatever their number") {
  const random::Luck luck{7, 0};
  for (std::uint32_t runs = 0; runs <= 9; ++runs) {
    Calendar calendar;
    std::vector<population::Key> all;
    for (std::uint32_t run = 0; run < runs; ++run) {
      std::vector<population::Key> keys;
      for (std::uint32_t i = 0; i <= 37 * run; ++i)
        keys.push_back(luck.block(i, kNow, random::Stream::stamp, run)[0]);
      if (run % 3 != 2) std::sort(keys.begin(), keys.end());  // else in no order
      enter(calendar, keys, kNow.index());
      all.insert(all.end(), keys.begin(), keys.end());
    }
    std::sort(all.begin(), all.end());
    CHECK(keys_of(take_due(calendar, kNow)) == all);
  }
}

TEST_CASE("what was entered first of one key comes first") {
  Calendar calendar;
  Agenda agenda(calendar, kNow);
  const double now = kNow.index();
  for (const double fraction : {0.7, 0.2, 0.4})
    for (const population::Key key : {5, 9}) agenda.enter(application(key, now + fraction), now);
  const auto due = take_due(calendar, kNow);
  REQUIRE(due.size() == 6);
  CHECK(due[0].decided - now == doctest::Approx(0.7));
  CHECK(due[1].decided - now == doctest::Approx(0.2));
  CHECK(due[5].decided - now == doctest::Approx(0.4));
}

}  // namespace talentsim::phases
