// SPDX-License-Identifier: MIT
#include "population/newcomers.h"

#include <doctest/doctest.h>

namespace talentsim::population {
namespace {

constexpr int kArrival = 1500;  // Month::index()

Newcomers one_principal() {
  Newcomers n;
  Newcomer person;
  person.arrival = kArrival;
  person.since = kArrival;
  n.append(person);
  return n;
}

void start_post(Newcomers& n, int month, std::uint32_t hkd_month) {
  n.activity[0] = Activity::employed;
  n.set_pay(0, hkd_month, hkd_month);
  n.since[0] = static_cast<std::uint16_t>(month);
}

void end_post(Newcomers& n, int month) {
  n.book_post(0, Month(month));
  n.activity[0] = Activity::unemployed;
  n.set_pay(0, 0, 0);
  n.since[0] = static_cast<std::uint16_t>(month);
}

}  // namespace

TEST_CASE("mean pay counts every month since arrival, with and without a post") {
  auto n = one_principal();
  CHECK(n.mean_pay_hkd_month(0, Month(kArrival)) == 0);
  start_post(n, kArrival + 2, 30'000);
  end_post(n, kArrival + 6);
  start_post(n, kArrival + 10, 60'000);
  CHECK(n.mean_pay_hkd_month(0, Month(kArrival + 12)) == (4 * 30'000 + 2 * 60'000) / 12.0);
  CHECK(n.mean_pay_hkd_month(0, Month(kArrival + 6)) == 4 * 30'000 / 6.0);
}

TEST_CASE("an extension starts the mean anew, in the post held") {
  auto n = one_principal();
  start_post(n, kArrival, 50'000);
  n.start_earnings(0, Month(kArrival + 24));
  end_post(n, kArrival + 30);
  CHECK(n.mean_pay_hkd_month(0, Month(kArrival + 36)) == 6 * 50'000 / 12.0);
}

TEST_CASE("pay of a post outside work is nothing") {
  auto n = one_principal();
  n.set_pay(0, 50'000, 50'000);
  CHECK(n.pay_of_post_hkd(0, Month(kArrival + 5)) == 0);
}

TEST_CASE("the mean is of pay booked here") {
  auto n = one_principal();
  n.activity[0] = Activity::employed;
  n.set_pay(0, 200'000, 60'000);
  CHECK(n.pay_hkd_month[0] == 200'000);
  CHECK(n.mean_pay_hkd_month(0, Month(kArrival + 12)) == 60'000);
}

}  // namespace talentsim::population
