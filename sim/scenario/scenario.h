// SPDX-License-Identifier: MIT
// The city as the engine sees it: plain structs with units, filled from YAML by the reader.
// Nothing here names a scheme: schemes, pools and sectors are entries of ordered maps, with their
// names as data.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
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

// A length of stay that holds instead of the ordinary one for those who meet the requirements.
struct StayCase {
  std::vector<Requirement> requires_;
  std::vector<double> months;  // first stay: one; extensions: granted in turn, the last repeated
};

// Marks that some applicants get on top of what they hold.
struct Bonus {
  Attribute to = Attribute::points;  // the attribute that it adds to
  double amount = 0;
  std::vector<Requirement> requires_;  // of those who get it
};

// Approvals under one scheme are counted for all, or apart by trade, sector or employer.
enum class CapUnit : std::uint8_t { scheme, trade, sector, employer };

// At most so many approvals in each period, first come first served.
struct Cap {
  double persons = 0;  // in each unit; by employer: places of one employer, the same at any scale
  double months = 12;  // length of the periods, which follow one another; 0: one period for ever
  Month from = Month::of(2000, 1);  // start of one of them
  CapUnit per = CapUnit::scheme;
};

// A trade, or a field of research, that a post can be in.
struct Trade {
  std::string name, title;
  int sector = -1;  // in which its people work; -1: as the pool says
};

// A count of months drawn from a gamma distribution by inversion, rounded down; mean 0 is always 0.
struct Lag {
  Series mean_months;
  double shape = 1;
};

enum class HolderGroup : std::uint8_t { talent, one_way_permit };

// One admission scheme: who may apply, how many, for how long, what renewal asks, what the family
// may do.
struct Scheme {
  std::string name, title;
  Month opens, closes;  // applications from `opens` to the month before `closes`
  HolderGroup group = HolderGroup::talent;
  std::vector<Requirement> requires_;      // all must hold to apply            (YAML: requires)
  std::optional<double> annual_quota;      // approvals in a calendar year, first come first served
  std::optional<double> daily_quota;       // persons a day
  std::vector<Cap> caps;                   // further caps; all must leave room
  std::vector<std::string> trades;         // posts must be in one of these; empty: in any or none
  std::vector<Bonus> bonuses;              // added before `requires` is asked
  double first_stay_months = 24;           // 0: no limit of stay
  std::vector<StayCase> first_stay_cases;  // the first case that holds replaces it
  std::vector<double> extension_months;  // granted in turn at each renewal, the last one repeated;
                                         // empty: not renewable
  std::vector<StayCase>
      extension_cases;  // the first case that holds replaces the pattern and the top tier
  Range top_tier_income_hkd_year{kUnbounded,
                                 kUnbounded};  // min: income that earns one long extension
  double top_tier_after_months = 24;           // months in Hong Kong before that test
  double top_tier_extension_months = 0;        // 0: none
  double unconditional_extension_months = 0;  // granted once on application without a test; 0: none
  Month unconditional_if_approved_before;     // only for stays approved before this month
  double renewal_lead_months = 1;             // how long before expiry an application is taken
  std::vector<std::vector<Requirement>>
      renewal_routes;              // satisfying any one route is enough (YAML: list of mappings)
  Series approval_probability;     // of an application that meets the requirements
  Lag decision_lag;                // application to approval
  double arrival_probability = 1;  // of an approval that is ever used
  Lag arrival_lag;                 // approval to arrival
  double appeal = 0;  // utility beyond what speed, certainty, stay and family rights explain
  bool spouse_admitted = true, spouse_may_work = true;
  double child_age_limit_years = 18;  // children below this age; 0: none admitted
  double permanent_residence_months =
      84;  // months of ordinary residence; 0: never counts towards it
  Month new_permanent_residence_from =
      Month::of(2200, 1);  // principals who arrive from this month on need instead
  double new_permanent_residence_months = 84;  // so many months; 0: on landing, wherever they live
  bool parents_admitted = false;
  double parents_income_hkd_year = 0;  // of the principal's past year, for parents to be admitted
  bool open_to_holders = true;  // may be entered by someone who holds a stay under another scheme
  bool work_expected = true;    // false: holders live on their own means, and no rule or choice of
                                // theirs turns on work or pay
};

// How one attribute is spread in a pool.
struct Spread {
  Attribute attribute;
  enum class Form : std::uint8_t { constant, share, uniform, log_normal } form = Form::constant;
  double a = 0, b = 0;  // constant: a; share: 1 with probability a; uniform: a to b; log_normal:
                        // median a, log sd b
  double floor = 0;     // log_normal only: values below are raised to it
};

struct AgeBand {
  int from = 0, to = 0;  // years, both inclusive
  double share = 0;      // shares of one list sum to 1
};

// Where candidates come from, how many a month, who they are and whom they bring.
struct Pool {
  std::string name, title;
  Series candidates_month;       // expected candidates a month, whole city
  double candidates_factor = 1;  // multiplies them
  std::vector<double> season;    // 12 factors, January first, mean 1; empty: flat
  double dispersion = 0;         // negative binomial size r; 0: Poisson
  bool from_resident_students =
      false;  // candidates are resident non-local students whose course ends
  std::vector<AgeBand> ages;
  double female_share = 0.5;
  std::vector<Spread> attributes;  // attributes not listed are 0 (local_degree_months: 9999)
  double outside_utility = 0;      // of not coming, against the utilities of schemes
  std::vector<AgeBand> married;    // share married by age; bands need not sum to 1
  std::vector<double> children_if_married;  // probabilities of 0, 1, 2, ... children; sum to 1
  double searching_share = 1;  // of those without an offer, share who ever search for local work
  std::vector<double> skill_shares;       // high, middle, elementary; sum to 1
  std::vector<double> shortage_sectors;   // copy of the labour market's list, for the attribute
  std::vector<double> sector_shares;      // by sector, in the order of `sectors`; sum to 1   (YAML:
                                          // mapping by sector name)
  std::vector<double> trade_shares;       // by trade, in the order of `trades`; empty: no trade
  std::vector<int> trade_sectors;         // copy of the sectors of the trades
  double employers = 0;                   // that recruit from the pool; 0: each hires one person
  double employer_concentration = 1;      // 1: all recruit alike; higher: more by fewer
  double offer_pay_median_hkd_month = 0;  // pay of an arranged job; 0: from the market's wage law
  double search_efficiency = 1;           // multiplies the job-finding hazard of a local seeker
};

struct Sector {
  std::string name, title;
  double employed = 0;                   // initial employed residents, helpers excluded
  double vacancy_share = 0;              // of all vacancies; shares sum to 1
  std::array<double, 3> skill_shares{};  // of employment: high, middle, elementary
  std::array<double, 3> pay_median_hkd_month{};
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

struct Labour {
  Series vacancies;           // posts open in the whole city at the start of a month
  double vacancy_factor = 1;  // multiplies every vacancy count
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
  double business_hires_year = 0;        // mean persons hired by a newcomer's business in a year
  double business_hires_dispersion = 0;  // negative binomial size r; 0: Poisson
  std::vector<double> shortage_sectors;  // by sector: 1 = on the shortage list (YAML: by name)
  double spouse_searching_share = 0.3;
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

// Talent already here when the run starts.
struct StandingStock {
  std::string scheme, pool;
  double holders = 0;  // principals on the first month's eve
  double months_since_arrival_max = 84;
  double half_life_months = 30;  // arrivals t months ago weigh 2^(-t / half_life)
};

struct PhaseSwitches {
  bool admission = true, households = true, job_market = true, renewal = true, departure = true,
       permanent_residence = true, demography = true, movement = true;
};

// Everything that a month's rules can say. A timeline holds one of these for each stretch of
// months.
struct Rules {
  std::vector<Trade> trades;
  std::vector<Scheme> schemes;
  std::vector<Pool> pools;
  std::vector<Sector> sectors;
  InitialPopulation initial;
  std::vector<StandingStock> standing;
  Demography demography;
  Movement movement;
  Labour labour;
  Family family;
  Choice choice;
  Renewal renewal;
  Departure departure;
  PhaseSwitches phases;
};

struct Output {
  std::vector<std::string> groups;  // flows, stocks, labour, cohorts
};

// One value that a policy item changes, as written; `before` empty: not written before, a default.
struct PolicyChange {
  std::string path, before, after;
};

// A policy item in force, for the record and for `check`.
struct PolicyItem {
  Month from;
  std::string note, source;
  std::vector<std::string> paths;  // what it sets
  std::vector<PolicyChange> changes;
  std::vector<PolicyChange> records;  // published figures that no rule of the model reads
};

struct Stretch {
  Month from;
  Rules rules;
};

struct Scenario {
  std::string title, question;
  Month start, end;        // first and last month of the results
  int burn_in_months = 0;  // lived before `start`, under its rules; not in the results
  double scale = 1;        // 0 < scale <= 1
  std::uint64_t seed = 1;
  int replicates = 1;
  bool draw_priors = false;  // each replicate draws the parameters that have a prior
  Output output;
  std::vector<Stretch> timeline;  // ordered; the first one starts at or before `start`
  std::vector<PolicyItem> policy;
  std::string resolved_yaml;  // what was run, complete; sha256 of it identifies the scenario
  std::string sha256;
  std::vector<std::string> warnings;  // assumptions in force, small expected counts

  Month lived_from() const { return start + -burn_in_months; }
  const Rules& rules_at(Month month) const;
};

}  // namespace talentsim::scenario
