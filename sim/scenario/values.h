// SPDX-License-Identifier: MIT
// What the rules are made of: numbers dated by month, ranges of attributes, lags, shares by age.
#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "support/month.h"

namespace talentsim::scenario {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

// A number dated by month, held from each date until the next (a step function). Before the first
// date: the first value.
struct Series {
  std::vector<std::pair<Month, double>> steps;
  double at(Month month) const;
};

// What an applicant or a holder can be asked for; every rule of a scheme is a range on these.
enum class Attribute : std::uint8_t {
  age_years,
  income_hkd_year,
  listed_degree,     // 1: a first degree from a university on the published list
  experience_years,  // graduate-level work
  years_since_degree,
  job_offer,             // 1: a confirmed offer from a Hong Kong employer
  offer_months,          // length of that contract
  criteria_met,          // of the twelve yes/no criteria of the 2024 general test
  points,                // of the general points test before that
  local_degree_months,   // months since a full-time local degree; 9999 without one
  nearby_campus_degree,  // 1: a Hong Kong university's degree from a Greater Bay Area campus
  mainland,              // 1: applies from the Mainland, 0: from overseas, Macao or Taiwan
  family_in_hong_kong,   // 1: close family settled in Hong Kong
  employed,              // at renewal: 1 = employed at graduate level
  own_business,          // at renewal: 1 = self-employed or running a business
  mean_income_hkd_year,  // at renewal: 12 x mean monthly pay since arrival or the last extension,
                         // months without pay included
  business_hires,        // at renewal: persons whom the own business has hired
  shortage_sector,       // 1: trained for, at renewal working in, a sector on the shortage list
  first_degree,          // 1: a first degree or a higher one
  business_plan,         // 1: comes to set up or join a business of the own, not to a post
  net_assets_hkd,
  settled_parent,           // 1: born abroad to a parent who is a permanent resident
  research_post,            // 1: the offered post is in research and development
  vocational_diploma,       // 1: a listed vocational diploma earned in Hong Kong
  listed_profession,        // 1: works in a profession on the published list
  exceptional_achievement,  // 1: an award or a lifetime's work of the first rank
  trade_qualification,      // 1: fully qualified or registered in the own trade
  native_language_teacher,  // 1: teaches the own first language
  in_field,                 // at renewal: 1 = employed in the own field or trade and level
  months_in_city,           // at renewal: months since arrival
  stay_granted_months,      // at renewal: months of stay granted so far, from the arrival
  count_
};
constexpr int kAttributes = static_cast<int>(Attribute::count_);

struct Range {
  double min = -kUnbounded, max = kUnbounded;  // both inclusive
};
struct Requirement {
  Attribute attribute;
  Range range;
};

// A count of months drawn from a gamma distribution by inversion, rounded down; mean 0 is always 0.
struct Lag {
  Series mean_months;
  double shape = 1;
};

struct AgeBand {
  int from = 0, to = 0;  // years, both inclusive
  double share = 0;      // shares of one list sum to 1
};

}  // namespace talentsim::scenario
