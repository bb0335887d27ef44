// SPDX-License-Identifier: MIT
#include "population/profile.h"

#include <doctest/doctest.h>

#include <cmath>

#include "population/city.h"

namespace talentsim::population {

using scenario::Attribute;

TEST_CASE("ages fall into their bands in proportion") {
  const std::vector<scenario::AgeBand> bands = {{22, 30, 0.7}, {31, 45, 0.3}};
  CHECK(draw_age(0.0, 0.0, bands) == 22);
  CHECK(draw_age(0.699, 0.999, bands) == 30);
  CHECK(draw_age(0.701, 0.0, bands) == 31);
  CHECK(draw_age(0.9999999, 0.9999, bands) == 45);
  CHECK(draw_age(1.0, 0.5, bands) == 38);  // rounding of the shares leaves no gap
}

TEST_CASE("a share is picked where the number falls") {
  const std::vector<double> shares = {0.5, 0, 0.3, 0.2};
  CHECK(pick(0.4999, shares) == 0);
  CHECK(pick(0.5001, shares) == 2);
  CHECK(pick(0.81, shares) == 3);
  CHECK(pick(1.0, shares) == 3);
}

TEST_CASE("requirements hold at both ends of their ranges") {
  Attributes attributes{};
  attributes[static_cast<std::size_t>(Attribute::age_years)] = 30;
  CHECK(meets({}, attributes));
  CHECK(meets({{Attribute::age_years, {30, 30}}}, attributes));
  CHECK_FALSE(meets({{Attribute::age_years, {31, scenario::kUnbounded}}}, attributes));
  CHECK_FALSE(meets({{Attribute::age_years, {0, 40}}, {Attribute::job_offer, {1, 1}}}, attributes));
}

TEST_CASE("bonuses count before the requirements are asked, and trades must be listed") {
  scenario::Scheme scheme;
  scheme.requires_ = {{Attribute::points, {80, scenario::kUnbounded}}};
  scheme.bonuses = {{Attribute::points, 30, {{Attribute::listed_profession, {1, 1}}}}};
  Attributes attributes{};
  attributes[static_cast<std::size_t>(Attribute::points)] = 60;
  CHECK_FALSE(eligible(scheme, attributes, -1));
  attributes[static_cast<std::size_t>(Attribute::listed_profession)] = 1;
  CHECK(eligible(scheme, attributes, -1));
  scheme.trades = {1};
  CHECK_FALSE(eligible(scheme, attributes, -1));
  CHECK_FALSE(eligible(scheme, attributes, 0));
  CHECK(eligible(scheme, attributes, 1));
}

TEST_CASE("a pool is asked about a scheme unless it never has what the scheme requires") {
  using Form = scenario::Spread::Form;
  scenario::Scheme scheme;
  scenario::Pool pool;
  CHECK(may_be_eligible(scheme, pool));
  scheme.requires_ = {{Attribute::age_years, {18, 40}}, {Attribute::job_offer, {1, 1}}};
  CHECK_FALSE(may_be_eligible(scheme, pool));  // unnamed: 0
  pool.attributes = {{Attribute::job_offer, Form::share, 0.1}};
  CHECK(may_be_eligible(scheme, pool));
  pool.attributes = {{Attribute::job_offer, Form::share, 0}};
  CHECK_FALSE(may_be_eligible(scheme, pool));
  pool.attributes = {{Attribute::job_offer, Form::constant, 1}};
  CHECK(may_be_eligible(scheme, pool));
  scheme.requires_ = {{Attribute::income_hkd_year, {2'500'000, scenario::kUnbounded}}};
  pool.attributes = {{Attribute::income_hkd_year, Form::log_normal, 400'000, 0.5}};
  CHECK(may_be_eligible(scheme, pool));
  pool.attributes = {{Attribute::income_hkd_year, Form::uniform, 100'000, 300'000}};
  CHECK_FALSE(may_be_eligible(scheme, pool));
  scheme.bonuses = {{Attribute::income_hkd_year, 2'400'000, {}}};
  CHECK(may_be_eligible(scheme, pool));
  scheme.trades = {1};
  CHECK_FALSE(may_be_eligible(scheme, pool));
  pool.trade_shares = {1, 0};
  CHECK(may_be_eligible(scheme, pool));
}

TEST_CASE("employers are fewer in a smaller city, and the first ones recruit more") {
  scenario::Pool pool;
  const random::Luck luck{1, 0};
  const Month month = Month::of(2023, 3);
  CHECK(draw_employer(luck, pool, candidate_key(0, month, 0), month, 1) == -1);
  pool.employers = 40;
  pool.employer_concentration = 2;
  int first = 0;
  constexpr int kDraws = 20'000;
  for (std::uint32_t slot = 0; slot < kDraws; ++slot) {
    const auto key = candidate_key(0, month, slot);
    const auto employer = draw_employer(luck, pool, key, month, 0.25);
    CHECK((employer >= 0 && employer < 10));
    first += employer == 0;
  }
  // N^-1/2 of all, four standard deviations.
  const double share = 1 / std::sqrt(10.0);
  CHECK(std::abs(first - kDraws * share) < 4 * std::sqrt(kDraws * share * (1 - share)));
  CHECK(draw_employer(luck, pool, candidate_key(0, month, 0), month, 0.001) == 0);
}

TEST_CASE("a trade is drawn from the shares and gives the sector") {
  scenario::Pool pool;
  pool.ages = {{20, 40, 1}};
  pool.skill_shares = {1, 0, 0};
  pool.sector_shares = {1, 0, 0};
  const random::Luck luck{1, 0};
  const Month month = Month::of(2023, 3);
  const auto key = candidate_key(0, month, 5);
  const auto without = draw_profile(luck, pool, key, month);
  CHECK(without.trade == -1);
  pool.trade_shares = {0, 1};
  pool.trade_sectors = {-1, 2};
  const auto with = draw_profile(luck, pool, key, month);
  CHECK(with.trade == 1);
  CHECK(with.field.sector == 2);
  CHECK(with.attributes == without.attributes);  // no other draw moves
  CHECK(with.birth == without.birth);
  pool.trade_sectors = {-1, -1};
  CHECK(draw_profile(luck, pool, key, month).field.sector == 0);
}

TEST_CASE("a candidate is the same person whenever looked at, and another in another slot") {
  scenario::Pool pool;
  pool.ages = {{20, 40, 1}};
  pool.attributes = {{Attribute::income_hkd_year, scenario::Spread::Form::log_normal, 5e5, 0.5, 0}};
  pool.skill_shares = {1, 0, 0};
  pool.sector_shares = {1};
  const random::Luck luck{1, 0};
  const Month month = Month::of(2023, 3);
  const auto income = static_cast<std::size_t>(Attribute::income_hkd_year);
  const auto first = draw_profile(luck, pool, candidate_key(0, month, 0), month);
  const auto again = draw_profile(luck, pool, candidate_key(0, month, 0), month);
  const auto other = draw_profile(luck, pool, candidate_key(0, month, 1), month);
  CHECK(first.attributes == again.attributes);
  CHECK(first.birth == again.birth);
  CHECK(first.attributes[income] != other.attributes[income]);
  pool.female_share = 1;  // a changed margin leaves the other attributes alone
  const auto changed = draw_profile(luck, pool, candidate_key(0, month, 0), month);
  CHECK(changed.sex == 1);
  CHECK(changed.attributes == first.attributes);
}

// Monthly integers are differences of a rounded-down running total, so that nothing is lost over
// the months.
TEST_CASE("monthly integers add up to the rounded total") {
  for (const double scale : {1.0, 0.1, 0.01, 0.037}) {
    double before = 0;
    std::int64_t sum = 0;
    for (int month = 0; month < 240; ++month) {
      const double rate = 833.4 + month;
      sum += scaled_difference(scale, before, before + rate);
      before += rate;
    }
    CHECK(sum == static_cast<std::int64_t>(std::floor(scale * before + 1e-6)));
  }
  CHECK(scaled_difference(0.1, 0, 10'000) == 1000);
}

}  // namespace talentsim::population
