// SPDX-License-Identifier: MIT
// Names after the Immigration Department's and the Labour and Welfare Bureau's replies to the
// Legislative Council, and the Census and Statistics Department's tables.
#include "stats/official.h"

namespace talentsim::stats {

namespace {

using M = Measure;
using T = Table;

std::vector<Official> admissions() {
  return {
      {M::candidates, T::flows, "Candidates", ""},
      {M::applications, T::flows, "Applications received",
       "Immigration Department: number of applications received."},
      {M::approvals, T::flows, "Approved applications",
       "Immigration Department: number of approved applications. Press tables of \"visa holders\" "
       "are often these."},
      {M::quota_refusals, T::flows, "Applications refused, quota full", ""},
      {M::months_bound, T::flows, "Months in which a cap bound", ""},
      {M::arrivals, T::flows, "Persons arrived",
       "Labour and Welfare Bureau: talents who have arrived in Hong Kong, those who never settled "
       "included."},
      {M::dependant_arrivals, T::flows, "Dependants arrived",
       "Immigration Department: approved applications of dependants, whether or not they came."},
  };
}

std::vector<Official> renewals() {
  return {
      {M::stays_expiring, T::renewals, "Visas expired",
       "Labour and Welfare Bureau: limits of stay that expired up to a date."},
      {M::stays_expiring_applied, T::renewals, "Visas expired, extension applied for",
       "Labour and Welfare Bureau: of visas expired, holders who applied for extension of stay."},
      {M::renewal_applications, T::renewals, "Visa renewals: applications received",
       "Immigration Department: applications for extension of stay received."},
      {M::renewal_decisions, T::renewals, "Visa renewals: applications processed",
       "Immigration Department: applications for extension of stay processed; withdrawn ones are "
       "counted there, not here."},
      {M::renewal_approvals, T::renewals, "Visa renewals: approved applications",
       "Immigration Department: applications for extension of stay approved."},
      {M::scheme_switches, T::renewals, "Changes to another scheme", ""},
      {M::departures, T::flows, "Persons departed for good", ""},
      {M::permanent_residence, T::flows, "Persons who became permanent residents",
       "Immigration Department: right of abode verified, for all applicants together."},
  };
}

std::vector<Official> population() {
  return {
      {M::births, T::flows, "Live births",
       "Census and Statistics Department: live births, those of non-resident mothers included."},
      {M::deaths, T::flows, "Deaths", "Census and Statistics Department: deaths."},
      {M::movement_in, T::flows, "Other residents moving in", ""},
      {M::movement_out, T::flows, "Other residents moving out", ""},
      {M::residents, T::stocks, "Population",
       "Census and Statistics Department: year-end population at the end of December, mid-year "
       "population at the end of June; mobile residents are counted there by days of presence."},
      {M::visa_holders, T::stocks, "Persons with a valid visa",
       "No stock is published; press tables of \"visa holders\" are approved applications."},
      {M::permanent_residents, T::stocks, "Permanent residents admitted under the schemes", ""},
      {M::resident_by_age, T::stocks, "Population by age",
       "Census and Statistics Department: population by age group."},
  };
}

std::vector<Official> labour() {
  return {
      {M::employed, T::labour, "Employees",
       "Census and Statistics Department, General Household Survey: employees; averages of three "
       "months."},
      {M::unemployed, T::labour, "Unemployed persons",
       "Census and Statistics Department, General Household Survey: unemployed persons; averages "
       "of three months."},
      {M::self_employed, T::labour, "Self-employed persons",
       "Census and Statistics Department, General Household Survey: employers and self-employed."},
      {M::vacancies, T::labour, "Job vacancies",
       "Census and Statistics Department, quarterly survey: private-sector vacancies on one day."},
      {M::posts, T::labour, "Posts filled and open",
       "Census and Statistics Department: persons engaged plus job vacancies, private sector; the "
       "employed of the General Household Survey include the self-employed."},
      {M::posts_created, T::labour, "Posts created", ""},
      {M::posts_withdrawn, T::labour, "Posts withdrawn", ""},
      {M::hires, T::labour, "Persons hired", ""},
      {M::separations, T::labour, "Separations from a post", ""},
      {M::matched, T::labour, "Talent employed in own field and at own level", ""},
      {M::unemployed_months, T::labour, "Completed months of unemployment",
       "Census and Statistics Department: median duration of unemployment, of spells not yet "
       "ended."},
      {M::income_quantile, T::labour, "Monthly earnings of talent",
       "Labour and Welfare Bureau: monthly income of approved renewals only."},
      {M::renewed_income_quantile, T::labour, "Monthly earnings of talent with a renewal",
       "Labour and Welfare Bureau: monthly income of approved renewals of the Top Talent Pass."},
      {M::job_applications, T::labour, "Applications for posts, by channel", ""},
      {M::hires_by_channel, T::labour, "Persons hired, by channel", ""},
      {M::months_to_fill, T::labour, "Months that filled posts were open", ""},
      {M::job_changes, T::labour, "Changes of job of newcomers", ""},
      {M::employed_by_fit, T::labour, "Talent employed, by fit of the post", ""},
      {M::climbed_back, T::labour, "Talent back in own field and at own level", ""},
      {M::months_awaiting_recognition, T::labour, "Newcomers awaiting recognition", ""},
      {M::recognitions, T::labour, "Professional qualifications recognised", ""},
      {M::recognition_cost, T::labour, "Cost of recognitions", ""},
      {M::landed_without_work, T::labour, "Talent landed without work", ""},
      {M::first_jobs, T::labour, "First jobs of talent, by months since landing",
       "Labour and Welfare Bureau, survey of November 2023: employed by the day of the survey."},
      {M::first_job_months, T::labour, "Months from landing to the first job", ""},
      {M::first_jobs_by_language, T::labour, "First jobs of talent, by Cantonese", ""},
      {M::channel_users, T::labour, "Persons who look for work, by channel", ""},
      {M::hired_pay, T::labour, "Monthly earnings of persons hired, by channel", ""},
      {M::hired_pay_rank, T::labour, "Place of posts filled in the pay of their cell", ""},
      {M::looking_on, T::labour, "Persons at work who look for another post", ""},
      {M::talent_searching, T::labour, "Talent who look for work, by Cantonese and sector", ""},
      {M::talent_hired, T::labour, "Talent hired, by Cantonese and sector", ""},
      {M::hired_by_age, T::labour, "Managers and professionals hired, by age and fit", ""},
      {M::own_account, T::labour, "Newcomers on own account, by kind of work", ""},
      {M::own_account_founded, T::labour, "Newcomers setting up on their own", ""},
      {M::own_account_examined, T::labour, "Own account work examined at renewal", ""},
      {M::own_account_detected, T::labour, "Own account work found not to be genuine", ""},
      {M::vacancies_by_employer, T::labour, "Job vacancies, by kind and size of employer",
       "Trade and Industry Department: persons engaged in small and medium enterprises, not "
       "vacancies."},
      {M::hires_by_employer, T::labour, "Persons hired, by kind and size of employer", ""},
      {M::retention, T::cohorts, "Talent still in Hong Kong or entitled to stay", ""},
      {M::at_risk, T::cohorts, "Talent arrived", ""},
      {M::departed, T::cohorts, "Talent departed, by cause", ""},
  };
}

void append(std::vector<Official>& table, std::vector<Official> part) {
  table.insert(table.end(), part.begin(), part.end());
}

}  // namespace

const std::vector<std::string>& table_names() {
  static const std::vector<std::string> names = {"flows", "renewals", "stocks", "labour",
                                                 "cohorts"};
  return names;
}

const std::vector<Official>& officials() {
  static const std::vector<Official> table = [] {
    std::vector<Official> all;
    append(all, admissions());
    append(all, renewals());
    append(all, population());
    append(all, labour());
    return all;
  }();
  return table;
}

const std::vector<Derived>& derived_figures() {
  static const std::vector<Derived> table = {
      {"approval_rate",
       T::flows,
       "Approved applications per 100 received",
       "Applications approved in the period over applications received in it. Decisions lag, so "
       "it is no approval rate of one batch.",
       "",
       {{M::approvals}},
       {{M::applications}}},
      {"natural_change",
       T::flows,
       "Natural increase",
       "Live births less deaths.",
       "Census and Statistics Department: natural increase or decrease.",
       {{M::births}, {M::deaths, -1}},
       {}},
      {"movement_net",
       T::flows,
       "Net movement of other residents",
       "Other residents moving in less those moving out.",
       "Census and Statistics Department: net movement other than One-way Permit holders, which "
       "also holds talent, their dependants and those who depart again.",
       {{M::movement_in}, {M::movement_out, -1}},
       {}},
      {"renewal_application_rate",
       T::renewals,
       "Visas expired for which extension was applied for, per 100",
       "Stays that ran out in the period for which a renewal was applied for, over stays that ran "
       "out in it.",
       "Labour and Welfare Bureau: 54% of visas expired by the end of July 2025.",
       {{M::stays_expiring_applied}},
       {{M::stays_expiring}}},
      {"renewal_approval_rate",
       T::renewals,
       "Visa renewals approved, per 100 processed",
       "Renewal applications approved in the period over those decided in it.",
       "Labour and Welfare Bureau: 94.1% of applications processed by the end of July 2025.",
       {{M::renewal_approvals}},
       {{M::renewal_decisions}}},
      {"employed_persons",
       T::labour,
       "Employed persons",
       "Residents who hold a post or work on their own account.",
       "Census and Statistics Department, General Household Survey: employed persons; averages of "
       "three months.",
       {{M::employed}, {M::self_employed}},
       {}},
      {"labour_force",
       T::labour,
       "Labour force",
       "Employed persons and unemployed persons.",
       "Census and Statistics Department, General Household Survey: labour force; averages of "
       "three months.",
       {{M::employed}, {M::self_employed}, {M::unemployed}},
       {}},
      {"unemployment_rate",
       T::labour,
       "Unemployment rate, not seasonally adjusted",
       "Unemployed persons over the labour force, both summed over the months of the period; "
       "live-in domestic helpers are in the labour force.",
       "Census and Statistics Department: headline figures are seasonally adjusted.",
       {{M::unemployed}},
       {{M::employed}, {M::self_employed}, {M::unemployed}}},
  };
  return table;
}

}  // namespace talentsim::stats
