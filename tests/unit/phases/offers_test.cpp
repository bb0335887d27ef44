// SPDX-License-Identifier: MIT
// Offers are stable, one and the same for every order, and untouched by who comes last.
#include "phases/offers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>

namespace talentsim::phases {
namespace {

struct Market {
  std::vector<OfferedPost> posts;
  std::vector<std::uint64_t> seekers;
  std::vector<JobApplication> applications;
};

// Scores of few values, so that ties are common.
Market draw_market(std::mt19937& random, std::size_t posts, std::size_t seekers) {
  Market market;
  for (std::size_t p = 0; p < posts; ++p)
    market.posts.push_back({static_cast<std::uint32_t>(random() % 4), random()});
  for (std::size_t s = 0; s < seekers; ++s) market.seekers.push_back(random());
  for (std::uint32_t p = 0; p < posts; ++p)
    for (std::uint32_t s = 0; s < seekers; ++s)
      if (random() % 4 == 0)
        market.applications.push_back({s, p, static_cast<float>(random() % 5),
                                       static_cast<std::uint8_t>(random() % 2), 0,
                                       market.seekers[s]});
  return market;
}

// Key of who is hired, by id of the post.
std::map<std::uint64_t, std::uint64_t> hires(const Market& m, float least = -1) {
  const auto ranked = rank(m.applications, m.posts.size());
  std::map<std::uint64_t, std::uint64_t> found;
  const std::array<std::size_t, 2> together{0, m.posts.size()};
  for (const auto place : accept_offers(ranked, m.posts, together, m.seekers.size(), least)) {
    const auto& a = ranked.list[place];
    CHECK(found.emplace(m.posts[a.post].id, m.seekers[a.seeker]).second);
  }
  return found;
}

// No post and applicant both do better with each other than with what they have.
void check_stable(const Market& m, const std::map<std::uint64_t, std::uint64_t>& found) {
  std::map<std::uint64_t, const OfferedPost*> post_of;
  for (const auto& post : m.posts)
    if (const auto at = found.find(post.id); at != found.end())
      CHECK(post_of.emplace(at->second, &post).second);
  for (const auto& a : m.applications) {
    const auto& post = m.posts[a.post];
    const auto key = m.seekers[a.seeker];
    const auto held = post_of.find(key);
    const bool seeker_would =
        held == post_of.end() || post.pay_word > held->second->pay_word ||
        (post.pay_word == held->second->pay_word && post.id < held->second->id);
    const auto taken = found.find(post.id);
    bool post_would = taken == found.end();
    if (!post_would && taken->second != key) {
      float best = -1;
      for (const auto& b : m.applications)
        if (b.post == a.post && m.seekers[b.seeker] == taken->second)
          best = std::max(best, b.score);
      post_would = a.score > best || (a.score == best && key < taken->second);
    }
    CHECK_FALSE((seeker_would && post_would));
  }
}

}  // namespace

TEST_CASE("offers are stable and the same for every order") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    auto market = draw_market(random, 1 + random() % 12, 1 + random() % 12);
    const auto found = hires(market);
    check_stable(market, found);
    std::shuffle(market.applications.begin(), market.applications.end(), random);
    CHECK(hires(market) == found);
    // Posts in the opposite order.
    std::reverse(market.posts.begin(), market.posts.end());
    const auto last = static_cast<std::uint32_t>(market.posts.size() - 1);
    for (auto& a : market.applications) a.post = last - a.post;
    CHECK(hires(market) == found);
  }
}

TEST_CASE("a seeker who ranks last everywhere changes nobody else's job") {
  std::mt19937 random(8);
  for (int round = 0; round < 200; ++round) {
    auto market = draw_market(random, 8, 8);
    const auto before = hires(market);
    const auto key = random();
    const auto seeker = static_cast<std::uint32_t>(market.seekers.size());
    market.seekers.push_back(key);
    for (std::uint32_t p = 0; p < 8; ++p)
      if (random() % 2 == 0) market.applications.push_back({seeker, p, -0.5f, 0, 0, key});
    auto after = hires(market);
    std::erase_if(after, [&](const auto& hire) { return hire.second == key; });
    CHECK(after == before);
  }
}

TEST_CASE("markets side by side come out as each alone") {
  std::mt19937 random(9);
  for (int round = 0; round < 50; ++round) {
    const auto one = draw_market(random, 6, 7), other = draw_market(random, 5, 4);
    auto both = one;
    for (auto a : other.applications) {
      a.post += static_cast<std::uint32_t>(one.posts.size());
      a.seeker += static_cast<std::uint32_t>(one.seekers.size());
      both.applications.push_back(a);
    }
    both.posts.insert(both.posts.end(), other.posts.begin(), other.posts.end());
    both.seekers.insert(both.seekers.end(), other.seekers.begin(), other.seekers.end());
    const auto ranked = rank(both.applications, both.posts.size());
    const std::array<std::size_t, 3> apart{0, one.posts.size(), both.posts.size()};
    std::map<std::uint64_t, std::uint64_t> found;
    for (const auto place : accept_offers(ranked, both.posts, apart, both.seekers.size(), -1))
      found.emplace(both.posts[ranked.list[place].post].id,
                    both.seekers[ranked.list[place].seeker]);
    auto expected = hires(one);
    expected.merge(hires(other));
    CHECK(found == expected);
  }
}

TEST_CASE("many applications are ranked as by one sort") {
  std::mt19937 random(10);
  constexpr std::uint32_t kPosts = 9000, kApplications = 40000;
  std::vector<JobApplication> applications;
  for (std::uint32_t i = 0; i < kApplications; ++i)
    applications.push_back({i, static_cast<std::uint32_t>(random() % kPosts),
                            static_cast<float>(random() % 3), 0, 0, i});
  const auto ranked = rank(applications, kPosts);
  std::sort(applications.begin(), applications.end(), [](const auto& a, const auto& b) {
    if (a.post != b.post) return a.post < b.post;
    return a.score != b.score ? a.score > b.score : a.key < b.key;
  });
  REQUIRE(ranked.first.size() == kPosts + 1);
  CHECK(ranked.first.back() == kApplications);
  for (std::uint32_t i = 0; i < kApplications; ++i) {
    CHECK(ranked.list[i].key == applications[i].key);
    CHECK((ranked.first[applications[i].post] <= i && i < ranked.first[applications[i].post + 1]));
  }
}

TEST_CASE("nobody below the least score is hired") {
  Market market{{{1, 1}, {2, 2}}, {10, 20}, {{0, 0, 1.0f, 0, 0, 10}, {1, 1, 0.4f, 0, 0, 20}}};
  CHECK(hires(market, 0.5f) == std::map<std::uint64_t, std::uint64_t>{{1, 10}});
  CHECK(hires(market, 0.4f).size() == 2);
}

}  // namespace talentsim::phases
