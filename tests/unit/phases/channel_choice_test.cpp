// SPDX-License-Identifier: MIT
#include "phases/channel_choice.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>

#include "phases/board.h"

namespace talentsim::phases {
namespace {

constexpr int kSeekers = 200'000;
constexpr std::size_t kOrigin = 0;

scenario::VacancyMarket market_of(const std::vector<double>& used_shares) {
  scenario::VacancyMarket market;
  for (std::size_t i = 0; i < used_shares.size(); ++i) {
    auto& channel = market.channels.emplace_back();
    channel.name = "channel" + std::to_string(i);
    channel.used_share[kOrigin] = used_shares[i];
  }
  return market;
}

std::uint16_t channels_of(const ChannelChoice& choice, int seeker) {
  return choice.channels(mix(static_cast<std::uint64_t>(seeker) * 7919 + 1));
}

}  // namespace

TEST_CASE("each channel is used by its share of seekers, and each pair as if chosen apart") {
  // Sixteen shares and 120 pairs, each within 4.5 standard deviations: one test in a thousand fails
  // by chance. A share off by 0.005, or a correlation of 0.01, is 4.5 standard deviations at least.
  std::vector<double> shares;
  for (int i = 0; i < 16; ++i) shares.push_back(0.02 + 0.06 * i);
  const ChannelChoice choice(market_of(shares), kOrigin, true);
  std::array<std::array<int, 16>, 16> both{};
  for (int seeker = 0; seeker < kSeekers; ++seeker) {
    const unsigned used = channels_of(choice, seeker);
    for (unsigned a = used; a != 0; a &= a - 1)
      for (unsigned b = used; b != 0; b &= b - 1)
        ++both[static_cast<std::size_t>(std::countr_zero(a))]
              [static_cast<std::size_t>(std::countr_zero(b))];
  }
  for (std::size_t a = 0; a < shares.size(); ++a)
    for (std::size_t b = 0; b <= a; ++b) {
      const double expected = a == b ? shares[a] : shares[a] * shares[b];
      const double deviation = std::sqrt(expected * (1 - expected) / kSeekers);
      CHECK(std::abs(both[a][b] / double{kSeekers} - expected) < 4.5 * deviation);
    }
}

TEST_CASE("channels that all use or none use, and a market without channels") {
  const ChannelChoice choice(market_of({1, 0, 1}), kOrigin, true);
  for (int seeker = 0; seeker < 1000; ++seeker) CHECK(channels_of(choice, seeker) == 0b101);
  CHECK(ChannelChoice(market_of({}), kOrigin, true).channels(12345) == 1);
}

TEST_CASE(
    "who uses a channel uses it at any higher share, and others' channels stay as they were") {
  const ChannelChoice few(market_of({0.2, 0.5}), kOrigin, true);
  const ChannelChoice many(market_of({0.3, 0.5, 0.9}), kOrigin, true);
  for (int seeker = 0; seeker < 1000; ++seeker) {
    const unsigned before = channels_of(few, seeker), after = channels_of(many, seeker);
    CHECK((before & 1) <= (after & 1));
    CHECK((before & 2) == (after & 2));
  }
}

TEST_CASE("without Cantonese a channel is used by its factor less") {
  auto market = market_of({0.8});
  market.channels[0].used_without_cantonese_factor = 0.25;
  const ChannelChoice choice(market, kOrigin, false);
  int used = 0;
  for (int seeker = 0; seeker < kSeekers; ++seeker) used += channels_of(choice, seeker);
  CHECK(std::abs(used - 0.2 * kSeekers) < 4.5 * std::sqrt(0.16 * kSeekers));
}

}  // namespace talentsim::phases
