// SPDX-License-Identifier: MIT
#include "random/together.h"

#include <doctest/doctest.h>

namespace talentsim::random {
namespace {

const Luck kLuck{20221228, 3};
const Month kMonth = Month::of(2027, 8);
constexpr std::size_t kCount = Together::kPersons + 5;

std::uint64_t key_of(std::size_t i) { return 0x1A2B3C4D5Eull * (i + 1) & 0x1FFFFFFFFFFFFFull; }

}  // namespace

TEST_CASE("persons seated together draw the blocks of their own keys, whatever they ask and when") {
  const OwnDraws alone(kLuck, key_of(7), kMonth);
  std::size_t seated = 0, same = 0, asked = 0;
  for_draws(kLuck, kMonth, kCount, key_of, [&](std::size_t i, const SharedDraws& draws) {
    CHECK(i == seated++);
    // In another order for each, and more blocks than are kept.
    for (std::uint32_t turn = 0; turn < 100; ++turn) {
      const auto ordinal = (turn * 37 + static_cast<std::uint32_t>(i) * 11) % 100;
      ++asked;
      same += draws.block(Stream::attribute, ordinal) ==
              kLuck.block(key_of(i), kMonth, Stream::attribute, ordinal);
    }
    CHECK(draws.block(Stream::choice) == kLuck.block(key_of(i), kMonth, Stream::choice));
    CHECK(draws.uniform(Stream::choice, 5) == kLuck.uniform(key_of(i), kMonth, Stream::choice, 5));
    if (i == 7) CHECK(draws.block(Stream::person, 2) == alone.block(Stream::person, 2));
  });
  CHECK(seated == kCount);
  CHECK(same == asked);
}

}  // namespace talentsim::random
