// SPDX-License-Identifier: MIT
// How people search, choose, bring their families, renew and leave.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "scenario/labour_market.h"
#include "scenario/own_account.h"
#include "scenario/values.h"

namespace talentsim::scenario {

struct Labour {
  Matching matching = Matching::mean_field;
  VacancyMarket vacancy_market;  // read by the vacancies form alone
  Series vacancies;              // posts open in the whole city at the start of a month
  double vacancy_factor = 1;     // multiplies every vacancy count
  Demand demand = Demand::vacancies;
  double posts_factor = 1;                       // multiplies every count of posts
  std::array<double, 3> vacancy_skill_shares{};  // high, middle, elementary
  double matching_efficiency = 1;                // hazard per month at tightness 1
  double tightness_elasticity = 0.4;             // 1 - alpha
  std::array<double, 3> separation_month{};      // hazard by skill
  Series layoff_factor;                          // multiplies every separation hazard
  double separation_newcomer_factor = 1;
  double participation_churn_year =
      0;  // hazard of leaving and re-entering the labour force beyond the age profile
  double stay_in_sector_share =
      0.6;  // of those who lose a job, share who search in the same sector
  double pay_sigma_left = 0.42, pay_sigma_right = 0.87;  // two-piece log-normal of newcomers
  double local_pay_sigma_left = 0.45, local_pay_sigma_right = 0.6;
  double newcomer_pay_factor = 1;    // of the cell's median
  double self_employment_month = 0;  // hazard of a searching newcomer without a job
  double self_employment_expiry_factor =
      1;  // multiplies it in the last twelve months before expiry
  double self_employed_pay_factor = 0.6;
  // Kinds of own account work; empty: one, by the three values above.
  std::vector<OwnAccountKind> own_account;
  double own_account_expiry_months = 12;  // before expiry, in which weights change
  BookedElsewhere booked_elsewhere;
  double business_hires_year = 0;        // mean persons hired by a newcomer's business in a year
  double business_hires_dispersion = 0;  // negative binomial size r; 0: Poisson
  std::vector<double> shortage_sectors;  // by sector: 1 = on the shortage list (YAML: by name)
  double spouse_searching_share = 0.3;
  double spouse_search_factor = 1;             // multiplies the search efficiency of spouses
  double child_school_leaving_age_years = 22;  // newcomers' children stop studying at this age
  double in_field_share = 0.7;  // of newcomers' hires that are in the own field and level
  std::vector<double>
      income_quantiles;  // published quantiles, e.g. 0.05, 0.25, 0.5, 0.75, 0.9, 0.99
};

enum class FamilyMode : std::uint8_t { together, principal_first, family_first, commuting, split };
constexpr int kFamilyModes = 5;

struct Family {
  std::array<double, kFamilyModes> mode_shares{};  // sum to 1
  double join_base_month = 0.1;                    // hazard of the waiting part joining
  double join_job_factor = 1.5;                    // when the principal has a job
  double join_school_start_factor = 2;             // in August and September
  double commuter_settling_month = 0.01;           // hazard of a commuting household moving in
  std::vector<double> child_age_shares;            // ages 0..17, sum to 1
  double spouse_age_gap_mean_years = 1,
         spouse_age_gap_sd_years = 3;       // principal's age less spouse's, male principal
  double single_commuting_share = 0;        // unmarried principals who live in Shenzhen
  std::vector<double> parents_if_admitted;  // probabilities of 0, 1, 2 parents who come; sum to 1
  std::optional<double> children_year;  // most children admitted as dependants in a calendar year
};

struct Choice {  // utility of a scheme: appeal + the terms below; outside option: the pool's
                 // outside_utility
  double speed_per_month = 0;  // per month of expected decision time (negative)
  double certainty = 0;        // per ln(approval probability)
  double stay_per_year = 0;    // per year of first stay, at most 5
  double family_right = 0;     // when spouse and children are admitted
  double rival_utility = 0;    // added to every pool's outside_utility
  double permanent_per_year =
      0;  // per year to permanent residence beyond the reference, at most 10
  double permanent_reference_years = 7;
  double alumni_elasticity =
      0;  // of candidates in the stock of talent; 0 switches the feedback off
  double alumni_reference = 50000;  // stock at which the feedback is 1
};

struct Renewal {  // logits
  double apply_base = 0;
  std::vector<double>
      apply_scheme;  // by scheme, in order (YAML: mapping by scheme name; absent = 0)
  double apply_job = 0, apply_children_here = 0, apply_years_to_permanent = 0,
         apply_own_business = 0;
  double apply_early_share = 0.3;  // share of applicants who apply at the first month of the window
  double approve_base = 0, approve_ln_relative_income = 0, approve_own_business = 0;
  double relative_income_reference_hkd_month = 20000;
  Lag decision_lag;
  double switch_share =
      0.05;  // of those who do not apply, share who change to another scheme open to them
};

// Causes of leaving; scheme rules decide the first two, hazards the rest.
enum class DepartureCause : std::uint8_t {
  stay_expired,  // did not apply
  renewal_refused,
  no_work,  // unemployed too long
  outside_offer,
  family_reunion,  // spouse or children stayed behind
  other_reason,
  sponsor_left,  // dependants who follow the principal
  death,
  count_
};
constexpr int kDepartureCauses = static_cast<int>(DepartureCause::count_);

struct Departure {  // hazards per month of a principal; the household leaves together
  double no_work_month = 0, outside_offer_month = 0, family_reunion_month = 0,
         other_reason_month = 0;
  double one_way_permit_factor = 0.1;  // multiplies all for holders without limit of stay
  double permanent_factor = 0.5;       // multiplies all after permanent residence
  double children_here_factor = 0.5;
  double frailty_variance = 0.5;  // gamma frailty, mean 1; 0: none
};

}  // namespace talentsim::scenario
