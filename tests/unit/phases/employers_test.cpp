// SPDX-License-Identifier: MIT
#include "phases/employers.h"

#include <doctest/doctest.h>

#include <cmath>

#include "phases/hiring_rules.h"
#include "phases/job_search.h"

namespace talentsim::phases {
namespace {

using scenario::EmployerKind;
using scenario::EmployerSize;

constexpr std::uint64_t kPosts = 40000;

std::uint64_t hash_of(std::uint64_t post) { return mix(post + 1); }
std::uint32_t pay_of(std::uint64_t post) {
  return static_cast<std::uint32_t>(mix(~post * 0x9E3779B97F4A7C15u));
}
bool is_large(std::uint64_t post, double share, double tilt = 0) {
  return employer_size(hash_of(post), pay_of(post), share, tilt) == EmployerSize::large;
}

// Within four standard errors of a binomial share.
void check_share(double count, double trials, double expected) {
  CAPTURE(expected);
  CHECK(std::abs(count / trials - expected) < 4 * std::sqrt(expected * (1 - expected) / trials));
}

TEST_CASE("a share of posts is at large employers, and which are only grows with it") {
  for (const double tilt : {0.0, 0.5, 1.0}) {
    int few = 0, many = 0;
    for (std::uint64_t post = 0; post < kPosts; ++post) {
      CHECK(!(is_large(post, 0.2, tilt) && !is_large(post, 0.7, tilt)));
      CHECK(!is_large(post, 0, tilt));
      CHECK(is_large(post, 1, tilt));
      few += is_large(post, 0.2, tilt);
      many += is_large(post, 0.7, tilt);
    }
    check_share(few, kPosts, 0.2);
    check_share(many, kPosts, 0.7);
  }
}

TEST_CASE("the tilt makes well-paid posts large more often, by its law, and no more posts large") {
  constexpr double kLarge = 0.4, kTilt = 0.8, kFifths = 5;
  for (int fifth = 0; fifth < kFifths; ++fifth) {
    int posts = 0, large = 0;
    for (std::uint64_t post = 0; post < kPosts; ++post)
      if (static_cast<int>(pay_of(post) * 0x1p-32 * kFifths) == fifth) {
        ++posts;
        large += is_large(post, kLarge, kTilt);
      }
    const double place = (fifth + 0.5) / kFifths;  // the law is linear in it
    check_share(large, posts, kLarge + kTilt * kLarge * (1 - kLarge) * (2 * place - 1));
  }
}

TEST_CASE("size is independent of what else follows from a post") {
  scenario::Sector sector;
  sector.cantonese_required_share = 0.5;
  sector.newcomer_post_share = 0.5;
  sector.large_employer_share = {0.3, 0, 0};
  int with[2][3] = {};
  for (std::uint64_t post = 0; post < kPosts; ++post) {
    const auto bars = bars_of(hash_of(post), scenario::WorkingLanguage::cantonese, sector);
    const bool traits[3] = {(bars & static_cast<int>(Bar::no_cantonese)) != 0,
                            (bars & static_cast<int>(Bar::limited_stay)) != 0,
                            pay_of(post) >> 31 != 0};
    for (int trait = 0; trait < 3; ++trait)
      with[is_large(post, 0.3) ? 1 : 0][trait] += traits[trait];
  }
  for (int trait = 0; trait < 3; ++trait) {
    check_share(with[1][trait], 0.3 * kPosts, 0.5);
    check_share(with[0][trait], 0.7 * kPosts, 0.5);
  }
}

TEST_CASE("each kind of employer has its own share, which changes no kind") {
  population::Vacancies posts;
  posts.kept = true;
  const random::Luck luck{5, 0};
  for (population::Key key = 1; key <= kPosts / 4; ++key)
    posts.open(luck, key, Month::of(2024, 1), population::PostOrigin::growth, {0, 0});
  scenario::Sector none, some;
  none.employer_shares = some.employer_shares = {0.5, 0.3, 0.2};
  some.large_employer_share = {0.2, 0, 1};
  int of_kind[3] = {}, large[3] = {};
  for (std::size_t row = 0; row < posts.size(); ++row) {
    const auto before = employer_of(posts, row, none, 1), after = employer_of(posts, row, some, 1);
    CHECK(before.kind == after.kind);
    CHECK(before.size == EmployerSize::small_medium);
    ++of_kind[static_cast<int>(after.kind)];
    large[static_cast<int>(after.kind)] += after.size == EmployerSize::large;
  }
  check_share(large[0], of_kind[0], 0.2);
  CHECK(large[1] == 0);
  CHECK(large[2] == of_kind[2]);
  check_share(of_kind[1], static_cast<double>(posts.size()), 0.3);
}

TEST_CASE("what a channel shows of large employers' posts") {
  scenario::Channel channel;
  channel.posted_share = {0.4, 0.1, 0};
  const auto posted = [&](EmployerKind kind, EmployerSize size) {
    return channel.posted(kind, size);
  };
  CHECK(posted(EmployerKind::local, EmployerSize::large) == 0.4);
  channel.posted_large_factor = 3;
  CHECK(posted(EmployerKind::local, EmployerSize::small_medium) == 0.4);
  CHECK(posted(EmployerKind::local, EmployerSize::large) == 1);
  CHECK(posted(EmployerKind::mainland_background, EmployerSize::large) == doctest::Approx(0.3));
  CHECK(posted(EmployerKind::international, EmployerSize::large) == 0);
}

}  // namespace
}  // namespace talentsim::phases
