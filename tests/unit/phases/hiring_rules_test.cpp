// SPDX-License-Identifier: MIT
#include "phases/hiring_rules.h"

#include <doctest/doctest.h>

#include "random/draws.h"

namespace talentsim::phases {
namespace {

using scenario::Sector;
using scenario::WorkingLanguage;

constexpr std::uint64_t kPosts = 20000;

bool has(std::uint8_t bars, Bar bar) { return (bars & static_cast<std::uint8_t>(bar)) != 0; }

Sector sector(double cantonese_required, double open_to_newcomers) {
  Sector s;
  s.cantonese_required_share = cantonese_required;
  s.newcomer_post_share = open_to_newcomers;
  return s;
}

std::uint8_t bars(std::uint64_t post, const Sector& s,
                  WorkingLanguage language = WorkingLanguage::cantonese) {
  return bars_of(mix(post + 1), language, s);
}

TEST_CASE("a share of posts bars, and which do only grows with it") {
  const auto few = sector(0.2, 0.9), many = sector(0.7, 0.4);
  int asking = 0, closed = 0, both = 0;
  for (std::uint64_t post = 0; post < kPosts; ++post) {
    const auto at_first = bars(post, few), then = bars(post, many);
    CHECK((at_first & ~then) == 0);
    asking += has(then, Bar::no_cantonese);
    closed += has(then, Bar::limited_stay);
    both += has(then, Bar::no_cantonese) && has(then, Bar::limited_stay);
  }
  // Within four standard errors, and the two independent.
  CHECK(asking / double(kPosts) == doctest::Approx(0.7).epsilon(0.02));
  CHECK(closed / double(kPosts) == doctest::Approx(0.6).epsilon(0.024));
  CHECK(both / double(kPosts) == doctest::Approx(0.42).epsilon(0.034));
}

TEST_CASE("all and none") {
  for (std::uint64_t post = 0; post < kPosts; ++post) {
    CHECK(bars(post, sector(0, 1)) == 0);
    CHECK(has(bars(post, sector(1, 0)), Bar::no_cantonese));
    CHECK(has(bars(post, sector(1, 0)), Bar::limited_stay));
    CHECK(!has(bars(post, sector(1, 1), WorkingLanguage::english), Bar::no_cantonese));
  }
}

TEST_CASE("who is barred, and who is preferred") {
  std::vector<Sector> sectors(2);
  sectors[1].local_preference = 0.5;
  JobSeeker local{}, newcomer{};
  local.speaks = 1;
  newcomer.limited_stay = true;
  local.cell = newcomer.cell = population::kSkills;  // the second sector
  std::vector<JobSeeker> seekers = {local, newcomer};
  for (auto& seeker : seekers) heed_hiring_rules(sectors, seeker);
  CHECK(seekers[0].preference == 0.5f);
  CHECK(seekers[1].preference == 0.0f);
  OpenPost post{};
  for (const Bar bar : {Bar::no_cantonese, Bar::limited_stay}) {
    post.bars = static_cast<std::uint8_t>(bar);
    CHECK(!barred(post, seekers[0]));
    CHECK(barred(post, seekers[1]));
  }
  post.bars = 0;
  CHECK(!barred(post, seekers[1]));
}

TEST_CASE("channels of a sector") {
  std::vector<scenario::Channel> rules(3);
  rules[1].sector_shares = {0, 0.5};
  rules[2].used_share = {0, 0, 0, 0};
  std::vector<OpenChannel> open;
  for (std::uint8_t i = 0; i < 3; ++i) open.push_back({&rules[i], i, i});
  CHECK(channels_of(open, 0).size() == 1);
  const auto second = channels_of(open, 1);
  REQUIRE(second.size() == 2);
  CHECK(second[0].sector_share == 1);
  CHECK(second[1].sector_share == 0.5);
  CHECK(second[1].index == 1);
}

}  // namespace
}  // namespace talentsim::phases
