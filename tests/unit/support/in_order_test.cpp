// SPDX-License-Identifier: MIT
#include "support/in_order.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>

namespace talentsim {

TEST_CASE("things are taken in their order, whoever is first, and few wait") {
  for (const int workers : {1, 2, 3, 8}) {
    std::atomic<int> about = 0, most = 0;
    std::vector<int> taken;
    make_in_order(
        40, workers,
        [&](int i) {
          int now = ++about;
          for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
          }
          std::this_thread::sleep_for(std::chrono::microseconds(i % 7 == 0 ? 2000 : 50));
          return std::to_string(i);
        },
        [&](int i, const std::string& made) {
          CHECK(made == std::to_string(i));
          taken.push_back(i);
          --about;
        });
    CHECK(taken.size() == 40);
    CHECK(most <= 2 * workers + 1);  // the one being taken beside those made or waiting
  }
}

TEST_CASE("the failure of the lowest number is the one that is told, after those before it") {
  std::vector<int> taken;
  const auto all = [&] {
    make_in_order(
        20, 4,
        [](int i) {
          if (i == 5) std::this_thread::sleep_for(std::chrono::milliseconds(20));
          if (i >= 5) throw std::runtime_error(std::to_string(i));
          return i;
        },
        [&](int i, int) { taken.push_back(i); });
  };
  CHECK_THROWS_WITH(all(), "5");
  CHECK(taken == std::vector<int>{0, 1, 2, 3, 4});
}

TEST_CASE("a taker that fails stops the workers") {
  std::atomic<int> made = 0;
  const auto all = [&] {
    make_in_order(
        1000, 2, [&](int i) { return ++made, i; },
        [](int, int) { throw std::runtime_error("full"); });
  };
  CHECK_THROWS_WITH(all(), "full");
  CHECK(made <= 5);
}

TEST_CASE("nothing to make is fine") {
  make_in_order(
      0, 2, [](int i) { return i; }, [](int, int) { FAIL("taken"); });
}

}  // namespace talentsim
