// SPDX-License-Identifier: MIT
// One more seeker or one more post moves no application between others.
#include "phases/job_search.h"

#include <doctest/doctest.h>

#include <set>
#include <tuple>

namespace talentsim::phases {
namespace {

constexpr std::uint32_t kPlaces = 40;
const random::Luck kLuck{3, 0};
const Month kMonth = Month::of(2024, 5);

OpenPost post(std::uint64_t id) {
  return {id, mix(id), mix(id), static_cast<std::uint32_t>(mix(id)), 0, {}, {}, 0};
}

JobSeeker seeker(std::uint64_t key) {
  JobSeeker s{};
  s.key = key;
  s.channels = 0xFFFF;
  s.efficiency = 1;
  return s;
}

scenario::VacancyMarket market_of(std::vector<std::string> channels) {
  scenario::VacancyMarket market;
  for (auto& name : channels) {
    market.channels.emplace_back().name = std::move(name);
    market.channels.back().looks_month = 6;
  }
  return market;
}

// Who applies for what, with score and channel.
using Applied = std::set<std::tuple<std::uint64_t, std::uint64_t, float, std::string>>;
Applied applied(const scenario::VacancyMarket& market, const std::vector<OpenPost>& posts,
                const std::vector<JobSeeker>& seekers) {
  Applied all;
  for (const auto& a : apply_for_posts(kLuck, kMonth, market, open_channels(market, kMonth), posts,
                                       seekers, kPlaces))
    all.emplace(seekers[a.seeker].key, posts[a.post].id, a.score, market.channels[a.channel].name);
  return all;
}

std::vector<OpenPost> posts(std::uint64_t count) {
  std::vector<OpenPost> list;
  for (std::uint64_t i = 1; i <= count; ++i) list.push_back(post(i));
  return list;
}

std::vector<JobSeeker> seekers(std::uint64_t count) {
  std::vector<JobSeeker> list;
  for (std::uint64_t i = 1; i <= count; ++i) list.push_back(seeker(i * 977));
  return list;
}

}  // namespace

TEST_CASE("one more seeker moves no application of others") {
  const auto market = market_of({"board"});
  const auto before = applied(market, posts(30), seekers(50));
  REQUIRE(before.size() > 100);
  auto more = seekers(50);
  more.insert(more.begin() + 7, seeker(123456));
  auto after = applied(market, posts(30), more);
  CHECK(after.size() > before.size());
  std::erase_if(after, [](const auto& a) { return std::get<0>(a) == 123456; });
  CHECK(after == before);
}

TEST_CASE("one more post moves no application to others") {
  const auto market = market_of({"board"});
  const auto before = applied(market, posts(30), seekers(50));
  auto more = posts(30);
  more.insert(more.begin() + 3, post(999));
  auto after = applied(market, more, seekers(50));
  CHECK(after.size() > before.size());
  std::erase_if(after, [](const auto& a) { return std::get<1>(a) == 999; });
  CHECK(after == before);
}

TEST_CASE("one more channel moves no application on others") {
  const auto before = applied(market_of({"board"}), posts(30), seekers(50));
  auto after = applied(market_of({"fair", "board"}), posts(30), seekers(50));
  CHECK(after.size() > before.size());
  std::erase_if(after, [](const auto& a) { return std::get<3>(a) == "fair"; });
  CHECK(after == before);
}

TEST_CASE("a channel works between its dates and in its months of the year") {
  auto market = market_of({"fair"});
  auto& fair = market.channels[0];
  fair.opens = Month::of(2025, 4);
  fair.calendar_months = {1, 4, 7, 10};
  CHECK(open_channels(market, Month::of(2025, 1)).empty());
  CHECK(open_channels(market, Month::of(2025, 4)).size() == 1);
  CHECK(open_channels(market, Month::of(2025, 5)).empty());
  CHECK(open_channels(market, Month::of(2026, 1)).size() == 1);
}

TEST_CASE("what a seeker may not practise or would not take moves no other application") {
  const auto market = market_of({"board"});
  const auto before = applied(market, posts(30), seekers(50));
  auto asking = posts(30);
  asking[4].profession = 1;
  asking[5].profession = 2;
  auto able = seekers(50);
  for (std::size_t i = 0; i < 25; ++i) able[i].profession = 1;
  able[30].least_pay_word = 1u << 31;
  const auto after = applied(market, asking, able);
  auto expected = before;
  std::erase_if(expected, [&](const auto& a) {
    const auto seeker = std::get<0>(a), post = std::get<1>(a);
    return (post == 5 && seeker > 25 * 977) || post == 6 ||
           (seeker == 31 * 977 && asking[post - 1].pay_word < 1u << 31);
  });
  CHECK(expected.size() + 10 < before.size());
  CHECK(after == expected);
}

TEST_CASE("a factor on large employers' posts takes those away and moves no other") {
  auto market = market_of({"board", "fair"});
  auto large = posts(30);
  for (std::size_t i = 0; i < large.size(); i += 3) large[i].size = scenario::EmployerSize::large;
  const auto before = applied(market, posts(30), seekers(50));
  CHECK(applied(market, large, seekers(50)) == before);
  market.channels[1].posted_large_factor = 0;
  auto expected = before;
  std::erase_if(expected, [&](const auto& a) {
    return std::get<3>(a) == "fair" && large[std::get<1>(a) - 1].size != scenario::EmployerSize{};
  });
  CHECK(expected.size() + 50 < before.size());
  CHECK(applied(market, large, seekers(50)) == expected);
}

TEST_CASE("posts of employers who do not use a channel do not stand on it") {
  auto market = market_of({"board"});
  market.channels[0].posted_share = {0, 1, 1};
  CHECK(applied(market, posts(30), seekers(50)).empty());
}

}  // namespace talentsim::phases
