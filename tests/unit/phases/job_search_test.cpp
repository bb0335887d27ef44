// SPDX-License-Identifier: MIT
// One more seeker or one more post moves no application between others.
#include "phases/job_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "phases/hiring_rules.h"
#include "phases/job_ranking.h"

namespace talentsim::phases {
namespace {

constexpr std::uint32_t kPlaces = 40;
const Month kMonth = Month::of(2024, 5);

OpenPost post(std::uint64_t id) {
  return {mix(id),
          mix(id),
          static_cast<std::uint32_t>(mix(id)),
          static_cast<std::uint32_t>(id),
          {},
          {},
          0,
          0,
          {}};
}

JobSeeker seeker(std::uint64_t key) {
  JobSeeker s{};
  s.key = key;
  s.channels = 0xFFFF;
  s.efficiency = 1;
  s.reading = static_cast<std::uint32_t>(mix(key * 7919));
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
                const std::vector<JobSeeker>& seekers, std::uint32_t places = kPlaces) {
  const auto channels = open_channels(market, kMonth);
  const std::vector<Searcher> searchers(seekers.begin(), seekers.end());
  const std::array boards = {Board(channels, posts, 0, places)};
  Applied all;
  for (const auto& seen : read_boards(channels, searchers, boards)) {
    const auto& seeker = seekers[seen.seeker];
    const auto& post = posts[seen.post];
    if (barred(post, seeker) || !may_take(seeker, post)) continue;
    const auto& channel = market.channels[seen.channel];
    all.emplace(seeker.key, post.row, Ranking(market, channel).score(seeker, post), channel.name);
  }
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

// The word that names a place.
std::uint32_t word_of(std::uint32_t place, std::uint32_t places) {
  return static_cast<std::uint32_t>(((std::uint64_t{place} << 32) + places - 1) / places);
}

// How often each post is read, over all places from which reading may start.
std::map<std::uint32_t, std::uint32_t> times_read(const Board& board, std::uint32_t places,
                                                  std::uint32_t looks) {
  std::map<std::uint32_t, std::uint32_t> times;
  for (std::uint32_t place = 0; place < places; ++place) {
    REQUIRE(place_of(word_of(place, places), places) == place);
    board.read(word_of(place, places), looks,
               [&](std::uint32_t number, std::uint8_t channel, std::uint32_t ahead) {
                 ++times[board.seen(number).post];
                 CHECK(channel == 0);
                 CHECK(ahead < looks);
               });
  }
  return times;
}

}  // namespace

TEST_CASE("a post is read from exactly K of N places, at which reading may start") {
  auto market = market_of({"board"});
  const auto list = posts(30);
  for (const std::uint32_t places : {1u, 40u, 63u, 64u, 65u, 200u, 5000u})
    for (const std::uint32_t looks : {1u, 3u, 20u, 70u, 300u}) {
      const Board board(open_channels(market, kMonth), list, 0, places);
      const auto times = times_read(board, places, looks);
      CHECK(times.size() == list.size());
      for (const auto& [post, count] : times) CHECK(count == std::min(looks, places));
    }
}

TEST_CASE("posts stand apart from one another on each channel") {
  // Whoever reads 6 of 40 places on both sees a post on both with the chance (6/40)^2, as if he
  // started at two places: 2,250 of 50 seekers x 2,000 posts are expected. Over the places of the
  // posts their number has a standard deviation of 47, and twice that at most where seekers start
  // side by side. Posts that stood at one place on both would be seen twice 15,000 times.
  const auto list = posts(2000);
  const auto all = applied(market_of({"board", "fair"}), list, seekers(50));
  std::map<std::pair<std::uint64_t, std::uint64_t>, int> times;
  for (const auto& a : all) ++times[{std::get<0>(a), std::get<1>(a)}];
  const auto twice =
      std::count_if(times.begin(), times.end(), [](const auto& t) { return t.second == 2; });
  CHECK(std::abs(static_cast<double>(twice) - 2250) < 5 * 94);
}

TEST_CASE("who reads more reads all that was read with fewer looks") {
  auto market = market_of({"board"});
  for (const std::uint32_t places : {kPlaces, 1000u}) {
    market.channels[0].looks_month = 3;
    const auto few = applied(market, posts(300), seekers(50), places);
    market.channels[0].looks_month = 7;
    const auto many = applied(market, posts(300), seekers(50), places);
    CHECK(few.size() > 20);
    CHECK(many.size() > few.size());
    CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
  }
}

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
  able[30].least_pay_word = able[30].low_pay_word = 1u << 31;
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
