// SPDX-License-Identifier: MIT
// How people behave: jobs, families, choice among schemes, renewal, departure. Every number here
// must carry a source.
#include <algorithm>

#include "scenario/describe.h"

namespace talentsim::scenario {
namespace {

void describe_pay(Fields& f, Labour& l) {
  f.number("pay_sigma_left", l.pay_sigma_left,
           behavioural(factor("log standard deviation of newcomers' pay below the median")));
  f.number("pay_sigma_right", l.pay_sigma_right,
           behavioural(factor("log standard deviation of newcomers' pay above the median")));
  f.number("local_pay_sigma_left", l.local_pay_sigma_left,
           behavioural(factor("log standard deviation of residents' pay below the median")));
  f.number("local_pay_sigma_right", l.local_pay_sigma_right,
           behavioural(factor("log standard deviation of residents' pay above the median")));
  f.number("newcomer_pay_factor", l.newcomer_pay_factor,
           behavioural(factor("newcomers' median pay relative to the cell's median")));
  f.numbers("income_quantiles", l.income_quantiles, 0, kAnySum,
            share("quantiles of pay that are published, ascending"));
  f.expect(
      std::is_sorted(l.income_quantiles.begin(), l.income_quantiles.end(), std::less_equal<>()),
      "not ascending", "income_quantiles");
  f.expect(l.income_quantiles.size() <= 100, "more than 100 quantiles", "income_quantiles");
}

void describe_self_employment(Fields& f, Labour& l) {
  f.number("self_employment_month", l.self_employment_month,
           behavioural(hazard_month(
               "hazard that a searching newcomer without a job becomes self-employed")));
  f.number("self_employment_expiry_factor", l.self_employment_expiry_factor,
           behavioural(factor("multiplies it in the last twelve months before the stay expires")));
  f.number("self_employed_pay_factor", l.self_employed_pay_factor,
           behavioural(factor("pay of the self-employed relative to the cell's median")));
  f.number("business_hires_year", l.business_hires_year,
           behavioural({.unit = "persons/year",
                        .min = 0,
                        .max = 1000,
                        .meaning = "mean number of persons whom a newcomer's business hires in a "
                                   "year; they count at renewal and leave no queue"}));
  f.number("business_hires_dispersion", l.business_hires_dispersion,
           behavioural(factor("size r of the negative binomial number of them; 0: Poisson")));
}

}  // namespace

void describe_labour(Fields& fields, Labour& l, const std::vector<std::string>& sector_names) {
  l.shortage_sectors.assign(sector_names.size(), 0.0);
  fields.section(
      "labour",
      [&](Fields& f) {
        f.series("vacancies", l.vacancies,
                 {.unit = "posts",
                  .min = 0,
                  .max = 1e7,
                  .meaning = "posts open in the whole city at the start of a month"});
        describe_labour_market(f, l, sector_names);
        f.number("vacancy_factor", l.vacancy_factor, factor("multiplies every count of vacancies"));
        describe_demand(f, l);
        skills(f, "vacancy_skill_shares", l.vacancy_skill_shares, 1,
               share("vacancies by skill: high, middle, elementary"));
        f.number("matching_efficiency", l.matching_efficiency,
                 behavioural(hazard_month("hazard of finding a job at one vacancy a seeker")));
        f.number(
            "tightness_elasticity", l.tightness_elasticity,
            behavioural(share("elasticity of the job-finding hazard in vacancies per seeker")));
        skills(f, "separation_month", l.separation_month, kAnySum,
               behavioural(hazard_month("hazard of losing or leaving a job, by skill")));
        f.series("layoff_factor", l.layoff_factor,
                 behavioural(factor("multiplies every hazard of separation")));
        f.number("separation_newcomer_factor", l.separation_newcomer_factor,
                 behavioural(factor("newcomers' hazard of separation relative to residents'")));
        f.number("participation_churn_year", l.participation_churn_year,
                 behavioural(hazard_year(
                     "hazard of leaving and re-entering the labour force beyond the age profile")));
        f.number(
            "stay_in_sector_share", l.stay_in_sector_share,
            behavioural(share("of those who lose a job, share who search in the same sector")));
        describe_pay(f, l);
        describe_self_employment(f, l);
        describe_own_account(f, l, sector_names);
        f.number("spouse_searching_share", l.spouse_searching_share,
                 behavioural(share("admitted spouses who search for work")));
        f.number("spouse_search_factor", l.spouse_search_factor,
                 behavioural(factor("multiplies the search efficiency of spouses, such as support "
                                    "in finding work")));
        f.number("child_school_leaving_age_years", l.child_school_leaving_age_years,
                 behavioural(years("age at which newcomers' children stop studying")));
        f.numbers_by_name("shortage_sectors", l.shortage_sectors, sector_names, kAnySum,
                          share("sectors on the shortage list: 1; those not listed: 0"));
        f.number("in_field_share", l.in_field_share,
                 behavioural(share("newcomers' hires that are in their own field and level")));
      },
      meaning_only("the job market"));
  if (l.layoff_factor.steps.empty()) l.layoff_factor = constant_series(1);
}

void describe_family(Fields& fields, Family& family) {
  static const std::vector<std::string> modes = {"together", "principal_first", "family_first",
                                                 "commuting", "split"};
  fields.section(
      "family",
      [&](Fields& f) {
        std::vector<double> shares(family.mode_shares.begin(), family.mode_shares.end());
        f.numbers_by_name(
            "mode_shares", shares, modes, 1,
            behavioural(share("how families come: who comes when, and where they live")));
        if (shares.size() == kFamilyModes)
          std::copy(shares.begin(), shares.end(), family.mode_shares.begin());
        f.number("join_base_month", family.join_base_month,
                 behavioural(hazard_month("hazard that the waiting part of a family joins")));
        f.number("join_job_factor", family.join_job_factor,
                 behavioural(factor("multiplies it when the principal has a job")));
        f.number("join_school_start_factor", family.join_school_start_factor,
                 behavioural(factor("multiplies it in August and September")));
        f.number(
            "commuter_settling_month", family.commuter_settling_month,
            behavioural(hazard_month("hazard that a commuting household moves into the city")));
        f.numbers("child_age_shares", family.child_age_shares, 18, 1,
                  behavioural(share("ages 0 to 17 of children at arrival")));
        f.number("spouse_age_gap_mean_years", family.spouse_age_gap_mean_years,
                 behavioural({.unit = "years",
                              .min = -30,
                              .max = 30,
                              .meaning = "mean of a male principal's age less the spouse's"}));
        f.number("spouse_age_gap_sd_years", family.spouse_age_gap_sd_years,
                 behavioural(years("standard deviation of that gap")));
        f.number("single_commuting_share", family.single_commuting_share,
                 behavioural(share("unmarried principals who live outside the city and commute")));
        f.numbers("parents_if_admitted", family.parents_if_admitted, 3, 1,
                  behavioural(share("probabilities that 0, 1, 2 parents come where a scheme admits "
                                    "them")));
        f.optional_number("children_year", family.children_year,
                          persons("most children admitted as dependants in a calendar year, all "
                                  "schemes together; none: no limit"));
      },
      meaning_only("families of entrants"));
}

void describe_choice(Fields& fields, Choice& c) {
  fields.section(
      "choice",
      [&](Fields& f) {
        f.number("speed_per_month", c.speed_per_month,
                 behavioural(coefficient("utility per month of expected decision time")));
        f.number("certainty", c.certainty,
                 behavioural(
                     coefficient("utility per unit of the logarithm of the approval probability")));
        f.number("stay_per_year", c.stay_per_year,
                 behavioural(coefficient("utility per year of first stay, at most five")));
        f.number("family_right", c.family_right,
                 behavioural(coefficient("utility when spouse and children are admitted")));
        f.number(
            "rival_utility", c.rival_utility,
            behavioural(coefficient("utility of not coming that rival places add, every pool")));
        f.number("permanent_per_year", c.permanent_per_year,
                 behavioural(coefficient("utility per year to permanent residence beyond the "
                                         "reference; never counts as ten years")));
        f.number("permanent_reference_years", c.permanent_reference_years,
                 years("years to permanent residence at which that utility is 0"));
        f.number("alumni_elasticity", c.alumni_elasticity,
                 behavioural({.unit = "1",
                              .min = 0,
                              .max = 5,
                              .meaning = "elasticity of candidates in the stock of talent; 0 "
                                         "switches the feedback off"}));
        f.number("alumni_reference", c.alumni_reference,
                 behavioural({.unit = "persons",
                              .min = 1,
                              .max = kMostPersons,
                              .meaning = "stock of talent at which the feedback is 1"}));
      },
      meaning_only("how candidates choose among the schemes open to them"));
}

void describe_renewal(Fields& fields, Renewal& r, const std::vector<std::string>& scheme_names) {
  r.apply_scheme.assign(scheme_names.size(), 0.0);
  fields.section(
      "renewal",
      [&](Fields& f) {
        f.number("apply_base", r.apply_base,
                 behavioural(coefficient("logit of applying to renew: constant")));
        f.numbers_by_name("apply_scheme", r.apply_scheme, scheme_names, kAnySum,
                          behavioural(coefficient("added by scheme; schemes not listed: 0")));
        f.number("apply_job", r.apply_job,
                 behavioural(coefficient("added when the principal has a job")));
        f.number("apply_children_here", r.apply_children_here,
                 behavioural(coefficient("added when children live in the city")));
        f.number("apply_years_to_permanent", r.apply_years_to_permanent,
                 behavioural(coefficient("added per year still missing to permanent residence")));
        f.number("apply_own_business", r.apply_own_business,
                 behavioural(coefficient("added when the principal is self-employed")));
        f.number("apply_early_share", r.apply_early_share,
                 behavioural(share("applicants who apply in the first month of the window")));
        f.number("approve_base", r.approve_base,
                 behavioural(coefficient("logit of approval of a renewal: constant")));
        f.number(
            "approve_ln_relative_income", r.approve_ln_relative_income,
            behavioural(coefficient("per unit of the logarithm of pay relative to the reference")));
        f.number("approve_own_business", r.approve_own_business,
                 behavioural(coefficient("added when the principal is self-employed")));
        f.number("relative_income_reference_hkd_month", r.relative_income_reference_hkd_month,
                 behavioural({.unit = "HKD/month",
                              .min = 1,
                              .max = 1e9,
                              .meaning = "pay at which relative income is 1"}));
        lag(f, "decision_lag", r.decision_lag,
            meaning_only("time from application to decision, gamma"));
        f.number(
            "switch_share", r.switch_share,
            behavioural(share(
                "of those who do not apply, share who change to another scheme open to them")));
      },
      meaning_only("renewal of stays"));
}

void describe_departure(Fields& fields, Departure& d) {
  fields.section(
      "departure",
      [&](Fields& f) {
        f.number("no_work_month", d.no_work_month,
                 behavioural(hazard_month("hazard of leaving while unemployed")));
        f.number("outside_offer_month", d.outside_offer_month,
                 behavioural(hazard_month("hazard of leaving for an offer elsewhere")));
        f.number(
            "family_reunion_month", d.family_reunion_month,
            behavioural(hazard_month("hazard of leaving to rejoin a family that stayed behind")));
        f.number("other_reason_month", d.other_reason_month,
                 behavioural(hazard_month("hazard of leaving for any other reason")));
        f.number("one_way_permit_factor", d.one_way_permit_factor,
                 behavioural(factor("multiplies all of them for holders without limit of stay")));
        f.number("permanent_factor", d.permanent_factor,
                 behavioural(factor("multiplies all of them after permanent residence")));
        f.number("children_here_factor", d.children_here_factor,
                 behavioural(factor("multiplies all of them when children live in the city")));
        f.number("frailty_variance", d.frailty_variance,
                 behavioural({.unit = "1",
                              .min = 0,
                              .max = 100,
                              .meaning = "variance of the gamma frailty of mean 1; 0: none"}));
      },
      meaning_only("hazards of a principal's leaving; the household leaves together"));
}

void describe_phases(Fields& fields, PhaseSwitches& p) {
  fields.section(
      "phases",
      [&](Fields& f) {
        f.flag("admission", p.admission, meaning_only("candidates apply and arrive"));
        f.flag("households", p.households, meaning_only("families join and settle"));
        f.flag("job_market", p.job_market, meaning_only("hires, separations, pay"));
        f.flag("renewal", p.renewal, meaning_only("stays expire and are renewed"));
        f.flag("departure", p.departure, meaning_only("newcomers leave"));
        f.flag("permanent_residence", p.permanent_residence,
               meaning_only("permanent residence is granted"));
        f.flag("demography", p.demography, meaning_only("births, deaths"));
        f.flag("movement", p.movement, meaning_only("movement of residents outside every scheme"));
      },
      meaning_only("phases of the month that are switched on"));
}

}  // namespace talentsim::scenario
