// SPDX-License-Identifier: MIT
#include "phases/tell_searches.h"

#include <doctest/doctest.h>

#include "phases/hiring_rules.h"

namespace talentsim::phases {
namespace {

using population::NotAppliedFor;

// Every combination of what a post asks and a seeker lacks, one bit each.
struct Pair {
  OpenPost post{};
  JobSeeker seeker{};
  explicit Pair(unsigned bits) {
    post.bars = bits & 3;
    seeker.barred_by = bits >> 2 & 3;
    post.profession = bits >> 4 & 1 ? 2 : 0;
    seeker.profession = bits >> 5 & 3;
    post.pay_word = 10;
    seeker.least_pay_word = bits >> 7 & 1 ? 11 : 10;
  }
};
constexpr unsigned kPairs = 1u << 8;

TEST_CASE("there is a reason exactly where a seeker does not apply") {
  int applied = 0;
  for (unsigned bits = 0; bits < kPairs; ++bits) {
    const Pair pair(bits);
    const bool applies = !barred(pair.post, pair.seeker) && may_take(pair.seeker, pair.post);
    CHECK(why_not_applied_for(pair.post, pair.seeker).has_value() != applies);
    applied += applies;
  }
  CHECK(applied == 9 * 5);  // pairs of bits without one in common, and half of professions and pay
}

TEST_CASE("the first of several reasons is told") {
  Pair pair(0xFF);
  pair.seeker.profession = 1;
  const auto reason = [&] { return why_not_applied_for(pair.post, pair.seeker).value(); };
  CHECK(reason() == NotAppliedFor::asks_for_cantonese);
  pair.seeker.barred_by = static_cast<std::uint8_t>(Bar::limited_stay);
  CHECK(reason() == NotAppliedFor::closed_to_limited_stay);
  pair.post.bars = static_cast<std::uint8_t>(Bar::no_cantonese);
  CHECK(reason() == NotAppliedFor::asks_for_profession);
  pair.post.profession = pair.seeker.profession;
  CHECK(reason() == NotAppliedFor::pays_too_little);
}

}  // namespace
}  // namespace talentsim::phases
