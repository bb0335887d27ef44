// SPDX-License-Identifier: MIT
// Who is in the city at the start, and how its other residents come, go, are born and die.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "scenario/values.h"

namespace talentsim::scenario {

struct Sector {
  std::string name, title;
  double employed = 0;                   // initial employed residents, helpers excluded
  double vacancy_share = 0;              // of all vacancies; shares sum to 1
  std::array<double, 3> skill_shares{};  // of employment: high, middle, elementary
  std::array<double, 3> pay_median_hkd_month{};
  double layoff_factor = 1;     // multiplies the hazard of losing a post or business in the sector
  std::array<Series, 3> posts;  // filled and open, by skill; read when demand fixes posts
  std::array<double, 3> employer_shares = {1, 0, 0};  // of posts, by EmployerKind
  std::array<double, 3> large_employer_share{};  // of each kind's posts, those at large employers
  std::array<double, 3> working_language_shares = {1, 0, 0};  // of posts, by WorkingLanguage
  double cantonese_required_share = 0;                        // of posts that work in Cantonese
  double newcomer_post_share = 1;         // of posts, those open to newcomers with a limit of stay
  double local_preference = 0;            // score added to everybody else
  std::array<double, 3> further_posts{};  // beyond those of the scenario, by skill
  bool live_in_helpers = false;  // the sector of foreign domestic helpers: no queue, no vacancies
};

constexpr int kEducationLevels =
    7;  // none, primary, lower secondary, upper secondary, diploma, sub-degree, degree
constexpr int kSexes = 2;  // 0 male, 1 female

struct InitialPopulation {
  std::array<std::vector<double>, kSexes> by_single_age;   // persons aged 0..84, 85+
  std::array<std::vector<double>, kSexes> helpers_by_age;  // 5-year groups from 15-19 to 85+
  double helpers = 0;                                      // rescales the above
  std::array<std::vector<double>, kSexes> nonlocal_students_by_age;  // single ages 17 to 34
  std::array<std::vector<std::vector<double>>, kSexes>
      education;                                          // rows: 15-19 ... 85+; columns: 7 levels
  std::array<std::vector<double>, kSexes> student_share;  // by single age 0..39
  std::array<std::vector<double>, kSexes>
      participation;  // 15-24, 25-29, ..., 60-64, 65+ (10), non-helpers
  std::array<std::vector<double>, kSexes> unemployment;  // rate at 15-24, 25-39, 40+
  double self_employed_share = 0;                        // of the employed
  double households = 0;
  std::array<double, kSexes> headship_max{};  // headship = max / (1 + exp(-(age - mid) / width))
  double headship_mid_age_years = 30, headship_width_years = 5;
  double parent_gap_mean_years = 31, parent_gap_sd_years = 5.5;  // head's age less the child's
  double partner_gap_mean_years = 0, partner_gap_sd_years = 4;  // head's age less the other adult's
  double lives_with_parents_until_years =
      30;  // non-heads below this age live with a parent's household
};

struct Demography {
  std::array<std::vector<double>, kSexes>
      death_rate;  // per person-year, 22 groups: 0, 1-4, 5-9, ..., 95-99, 100+
  std::array<Series, kSexes> death_multiplier;
  std::vector<double>
      birth_rate_pattern;  // 7 groups 15-19..45-49, births per woman-year at total fertility 1
  Series total_fertility;  // children per woman (helpers excluded)
  double newcomer_birth_multiplier = 1;
  double male_share_at_birth = 0.515;
};

// Movement of residents who are neither talent entrants nor One-way Permit holders.
struct Movement {
  Series household_leaving_year;  // probability-like hazard per household-year
  Series returning_month;         // persons a month
  std::vector<AgeBand> returning_ages;
  double returning_female_share = 0.5;
  Series helpers_arriving_month;
  std::vector<AgeBand> helper_ages;        // at arrival
  double helper_leaving_year = 0.1;        // hazard
  Series nonlocal_students_arriving_year;  // persons, all in September
  std::vector<AgeBand> student_ages;
  double course_months_mean = 18, course_months_min = 10;
};

// Talent already here when the run starts.
struct StandingStock {
  std::string scheme, pool;
  double holders = 0;  // principals on the first month's eve
  double months_since_arrival_max = 84;
  double half_life_months = 30;  // arrivals t months ago weigh 2^(-t / half_life)
};

}  // namespace talentsim::scenario
