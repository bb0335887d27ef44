// SPDX-License-Identifier: MIT
// The word of a post that pays so much is the one from which the pay follows.
#include "phases/post_pay.h"

#include <doctest/doctest.h>

#include <cmath>

#include "random/draws.h"

namespace talentsim::phases {
namespace {

constexpr population::Job kJob{0, 1};

scenario::Rules rules(double sigma_left, double sigma_right) {
  scenario::Rules rules;
  rules.sectors.emplace_back().pay_median_hkd_month = {40000, 20000, 12000};
  rules.labour.newcomer_pay_factor = 0.9;
  rules.labour.pay_sigma_left = sigma_left;
  rules.labour.pay_sigma_right = sigma_right;
  return rules;
}

double pay_at(const scenario::Rules& r, std::uint32_t word) {
  return 20000 * pay_factor(random::unit(word), r.labour, true);
}

}  // namespace

TEST_CASE("the word of a pay is the least of the posts that pay as much") {
  const auto r = rules(0.4, 0.9);
  for (const double wanted : {3000.0, 9000.0, 17999.0, 18000.0, 25000.0, 400000.0}) {
    CAPTURE(wanted);
    const auto word = pay_word_of(r, kJob, wanted, true);
    CHECK(pay_at(r, word) == doctest::Approx(wanted).epsilon(1e-5));
    CHECK(pay_at(r, word + 1000) > wanted);
    CHECK(pay_at(r, word - 1000) < wanted);
  }
}

TEST_CASE("every post pays nothing or more, and none pays beyond the tail") {
  const auto r = rules(0.4, 0.9);
  CHECK(pay_word_of(r, kJob, 0, true) == 0);
  CHECK(pay_word_of(r, kJob, 1e12, true) == 0xFFFFFFFF);
}

TEST_CASE("where all posts pay alike, they are enough for a demand up to that and for none above") {
  const auto r = rules(0, 0);
  CHECK(pay_word_of(r, kJob, 18000, true) == 0);
  CHECK(pay_word_of(r, kJob, 17000, true) == 0);
  CHECK(pay_word_of(r, kJob, 18001, true) == 0xFFFFFFFF);
}

TEST_CASE("residents have a law of their own") {
  auto r = rules(0, 0);
  r.labour.local_pay_sigma_left = r.labour.local_pay_sigma_right = 0.5;
  CHECK(pay_word_of(r, kJob, 20000, false) == doctest::Approx(0x1p31).epsilon(1e-6));
  // One standard deviation above the median: 84.13 % of posts pay less.
  CHECK(pay_word_of(r, kJob, 20000 * std::exp(0.5), false) ==
        doctest::Approx(0.841345 * 0x1p32).epsilon(1e-5));
}

TEST_CASE("the quick word is at or a little below the exact one") {
  for (const double sigma : {0.5, 0.0}) {
    auto r = rules(0, 0);
    r.labour.local_pay_sigma_left = sigma;
    r.labour.local_pay_sigma_right = 1.4 * sigma;
    const LocalPayRanks ranks(r);
    for (double hkd_month = 0; hkd_month < 200000; hkd_month += 37) {
      const double quick = ranks.below(kJob, hkd_month),
                   exact = pay_word_of(r, kJob, hkd_month, false);
      CHECK(quick <= exact);
      if (sigma > 0) CHECK(exact - quick < 0x1p32 / 1024);
    }
  }
}

}  // namespace talentsim::phases
