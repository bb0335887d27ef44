// SPDX-License-Identifier: MIT
#include "stats/measures.h"

namespace talentsim::stats {

namespace {

using A = AxisKind;
using Axis = std::vector<AxisKind>;
using M = Measure;

MeasureInfo flow(M measure, const char* name, const char* long_name, const char* definition,
                 Role role, Axis axes) {
  return {measure, "flows", name, "1", long_name, definition, role, std::move(axes)};
}

MeasureInfo stock(M measure, const char* name, const char* long_name, const char* definition,
                  Role role, Axis axes) {
  return {measure, "stocks",        name, "1",  long_name, definition,
          role,    std::move(axes), true, true, true};
}

MeasureInfo labour_flow(M measure, const char* name, const char* long_name, const char* definition,
                        Role role, Axis axes) {
  return {measure, "labour", name, "1", long_name, definition, role, std::move(axes)};
}

MeasureInfo labour_stock(M measure, const char* name, const char* long_name, const char* definition,
                         Role role, Axis axes) {
  return {measure, "labour",        name, "1",  long_name, definition,
          role,    std::move(axes), true, true, true};
}

MeasureInfo pay(M measure, const char* name, const char* long_name, const char* definition,
                Role role) {
  return {measure,   "labour",   name, "HKD/month",
          long_name, definition, role, {A::scheme, A::quantile},
          true,      false,      true};
}

MeasureInfo cohort(M measure, const char* name, const char* long_name, const char* definition,
                   A last_axis) {
  return {measure,      "cohorts",
          name,         "1",
          long_name,    definition,
          Role::result, {A::scheme, A::sex, A::cohort, A::months_since_arrival, last_axis},
          false};
}

MeasureInfo months_bound() {
  MeasureInfo measure = flow(
      M::months_bound, "months_bound", "months in which a cap bound",
      "1 in a month in which a cap of the scheme, on approvals or persons, or the limit on "
      "children, left somebody out or kept the scheme closed, else 0. Summed over months it is the "
      "number of months in which the cap bound.",
      Role::result, {A::scheme});
  measure.persons = false;
  return measure;
}

std::vector<MeasureInfo> admission_flows() {
  return {
      flow(M::candidates, "candidates", "candidates for admission",
           "Persons who weigh up applying in the month, in all origin pools together, before they "
           "choose among the schemes open to them or decide not to come.",
           Role::fitted, {}),
      flow(M::applications, "applications", "applications for admission",
           "Applications of principals lodged in the month, by the scheme chosen. Dependants are "
           "not counted.",
           Role::fitted, {A::scheme, A::sex}),
      flow(M::approvals, "approvals", "applications approved",
           "Applications of principals approved in the month, whether or not the holder ever "
           "arrives.",
           Role::fitted, {A::scheme, A::sex}),
      flow(M::quota_refusals, "quota_refusals", "applications refused for want of quota",
           "Applications turned away in the month because the scheme's quota was used up; a month "
           "above zero is a month in which the quota bound.",
           Role::result, {A::scheme}),
      months_bound(),
      flow(M::arrivals, "arrivals", "principals who arrive",
           "Approved principals whose stay starts in the month: those who enter from outside, "
           "commuters from Shenzhen included, and resident students whose status changes.",
           Role::fitted, {A::scheme, A::sex}),
      flow(M::dependant_arrivals, "dependant_arrivals", "dependants who arrive",
           "Spouses, children and other dependants who land with leave to stay in the month, with "
           "the principal or later, by the principal's scheme, commuters from Shenzhen included. "
           "Births in Hong Kong are not counted.",
           Role::fitted, {A::scheme, A::relation}),
  };
}

std::vector<MeasureInfo> renewal_flows() {
  return {
      flow(M::stays_expiring, "stays_expiring", "stays that run out",
           "Principals whose limited stay runs out in the month, as it stood before any renewal "
           "applied for within its window. Those who left the city before are counted, as "
           "permits are not handed back; those who died, changed scheme or became permanent "
           "residents are not.",
           Role::fitted, {A::scheme}),
      flow(M::stays_expiring_applied, "stays_expiring_applied",
           "stays that run out, renewal applied for",
           "Of stays_expiring, those for which a renewal was applied for, in this month or "
           "earlier. Divided by stays_expiring it is the share that apply.",
           Role::fitted, {A::scheme}),
      flow(M::renewal_applications, "renewal_applications", "renewal applications",
           "Applications of principals to renew their stay, lodged in the month, early ones "
           "included.",
           Role::fitted, {A::scheme}),
      flow(M::renewal_decisions, "renewal_decisions", "renewal applications decided",
           "Renewal applications approved or refused in the month, whenever they were lodged.",
           Role::fitted, {A::scheme}),
      flow(M::renewal_approvals, "renewal_approvals", "renewal applications approved",
           "Renewal applications approved in the month. Divided by renewal_decisions it is the "
           "approval rate.",
           Role::fitted, {A::scheme}),
      flow(M::scheme_switches, "scheme_switches", "changes to another scheme",
           "Principals who leave the scheme in the month for another one without leaving Hong "
           "Kong, by the scheme left. They are not departures.",
           Role::result, {A::scheme}),
      flow(M::departures, "departures", "departures of entrants",
           "Persons who held a stay under the scheme, or permanent residence gained under it, and "
           "left or died in the month, by cause. Dependants who go with the principal count under "
           "sponsor_left. Changes of scheme are not departures.",
           Role::result, {A::scheme, A::departure_cause}),
      flow(M::permanent_residence, "permanent_residence", "persons who gain permanent residence",
           "Principals and dependants who complete in the month the ordinary residence that the "
           "scheme asks for and become permanent residents.",
           Role::result, {A::scheme}),
  };
}

std::vector<MeasureInfo> demographic_flows() {
  return {
      flow(M::births, "births", "births",
           "Live births in the month to residents, by the resident group of the child.",
           Role::fitted, {A::resident_group}),
      flow(M::deaths, "deaths", "deaths", "Deaths of residents in the month.", Role::result,
           {A::resident_group}),
      flow(M::movement_in, "movement_in", "other residents who move in",
           "Persons who come to live in Hong Kong in the month other than talent entrants, their "
           "dependants and One-way Permit holders: returning residents, domestic helpers, "
           "non-local students.",
           Role::input, {}),
      flow(M::movement_out, "movement_out", "other residents who move out",
           "Residents other than talent entrants, their dependants and One-way Permit holders who "
           "leave Hong Kong to live elsewhere in the month.",
           Role::fitted, {}),
  };
}

std::vector<MeasureInfo> stocks() {
  return {
      stock(M::residents, "residents", "residents",
            "Living persons whose home is in Hong Kong. Holders who commute from Shenzhen are not "
            "residents.",
            Role::fitted, {A::resident_group}),
      stock(M::visa_holders, "visa_holders", "persons with a valid stay",
            "Principals and dependants with a valid stay under the scheme, without limit included, "
            "wherever they live; dependants count under the scheme of their principal. Permanent "
            "residents are excluded.",
            Role::result, {A::scheme}),
      stock(M::permanent_residents, "permanent_residents",
            "permanent residents admitted under the scheme",
            "Principals and dependants who became permanent residents under the scheme and have "
            "neither left nor died.",
            Role::result, {A::scheme}),
      stock(M::resident_by_age, "resident_by_age", "residents by age",
            "Residents by age at last birthday; over age bands they sum to residents.",
            Role::result, {A::resident_group, A::age_band}),
  };
}

std::vector<MeasureInfo> employment() {
  return {
      labour_stock(M::employed, "employed", "employees",
                   "Residents who hold a post, by its sector. The self-employed are not counted.",
                   Role::result, {A::resident_group, A::sector}),
      labour_stock(M::unemployed, "unemployed", "unemployed residents",
                   "Residents without work who search for it, by the sector they search in. The "
                   "unemployment rate is unemployed / (employed + self_employed + unemployed).",
                   Role::fitted, {A::resident_group, A::sector}),
      labour_stock(M::self_employed, "self_employed", "self-employed residents",
                   "Residents who work on their own account or in their own company.", Role::result,
                   {A::resident_group}),
      labour_stock(M::vacancies, "vacancies", "posts open",
                   "Posts open at the start of the month, before matching: the scenario's number "
                   "for the month, spread over sectors and skill levels, or, where demand fixes "
                   "all posts, those that are not filled.",
                   Role::input, {A::sector}),
      labour_stock(
          M::posts, "posts", "posts filled and open",
          "Posts of employees at the start of the month, before matching, filled and "
          "open, without domestic helpers', those that talent at work brings, further_posts and "
          "those that follow newcomers.",
          Role::result, {A::sector, A::skill_level}),
      labour_flow(M::posts_created, "posts_created", "posts created",
                  "Posts opened at the start of the month to reach the scenario's number, beyond "
                  "those that leavers left open; by skill level, so that a "
                  "sector can both open and withdraw posts.",
                  Role::result, {A::sector}),
      labour_flow(M::posts_withdrawn, "posts_withdrawn", "posts withdrawn",
                  "Open posts withdrawn at the start of the month to come down to the scenario's "
                  "number.",
                  Role::result, {A::sector}),
      labour_flow(M::hires, "hires", "hires",
                  "Persons who fill a vacancy in the month, by its sector, commuters and those "
                  "who change jobs included. "
                  "Jobs arranged before arrival fill no vacancy and are not counted.",
                  Role::result, {A::resident_group, A::sector}),
      labour_flow(M::separations, "separations", "separations",
                  "Persons who lose or give up a post in the month and stay, for another post "
                  "too, by its sector. Posts "
                  "left by those who leave Hong Kong or die are not counted.",
                  Role::result, {A::resident_group, A::sector}),
      labour_stock(M::matched, "matched", "principals employed in their own field and level",
                   "Principals of the scheme, commuters included, employed in the sector and at "
                   "the skill level they are trained for.",
                   Role::result, {A::scheme}),
      labour_flow(M::unemployed_months, "unemployed_months", "completed months of unemployment",
                  "Sum of the months of unemployment that ended in the month with a post or with "
                  "self-employment.",
                  Role::result, {A::resident_group}),
      pay(M::income_quantile, "income_quantile", "pay of principals at work",
          "Quantile of monthly pay among principals of the scheme who are employed or "
          "self-employed at the end of the month, commuters included; 0 when there are none.",
          Role::result),
      pay(M::renewed_income_quantile, "renewed_income_quantile", "pay of principals renewed",
          "Quantile of monthly pay, at approval, among principals of the scheme with work whose "
          "renewal was approved from the start of the run to this month; 0 when there are none.",
          Role::fitted),
      labour_flow(M::job_applications, "job_applications", "applications for posts",
                  "Pairs of a person and a post for which the person applies in the month, by the "
                  "channel on which it was seen; a post seen on two channels counts on both. Only "
                  "in the market of single vacancies.",
                  Role::result, {A::resident_group, A::channel}),
      labour_flow(M::hires_by_channel, "hires_by_channel", "hires by channel",
                  "Hires by the channel on which the post was seen, of several the one that counts "
                  "the person highest. Over channels they sum to hires over sectors.",
                  Role::result, {A::resident_group, A::channel}),
      labour_flow(M::months_to_fill, "months_to_fill", "months that filled posts were open",
                  "Sum, over the posts filled in the month, of the months from the one in which "
                  "the post opened; divided by hires it is the mean duration of filled vacancies.",
                  Role::result, {A::sector, A::channel}),
      labour_flow(M::job_changes, "job_changes", "changes of job",
                  "Persons who go from one post to another without a spell out of work, by the fit "
                  "of the new post, residents under no scheme always within their sector and "
                  "level; counted in hires and separations too. Only in the market of single "
                  "vacancies.",
                  Role::result, {A::resident_group, A::job_fit}),
      labour_stock(M::employed_by_fit, "employed_by_fit", "employed principals by fit of the post",
                   "Principals of the scheme, commuters included, who are employed, by the fit of "
                   "their post with the sector and skill level they are trained for. Only in the "
                   "market of single vacancies.",
                   Role::result, {A::scheme, A::job_fit}),
      labour_flow(M::climbed_back, "climbed_back", "principals who climbed back",
                  "Principals who begin to work in their own field and level, by a change of job "
                  "or out of unemployment, and whose last post was not so: by the fit of the last "
                  "one. Only in the market of single vacancies.",
                  Role::result, {A::scheme, A::job_fit}),
      labour_flow(M::months_awaiting_recognition, "months_awaiting_recognition",
                  "newcomers who wait for recognition",
                  "Newcomers living here or commuting who hold the profession from elsewhere, have "
                  "begun to have it recognised and may not practise it yet; each counts once a "
                  "month.",
                  Role::result, {A::resident_group, A::profession}),
      labour_flow(M::recognitions, "recognitions", "recognitions",
                  "Newcomers whose profession, learnt elsewhere, is recognised in the month.",
                  Role::result, {A::resident_group, A::profession}),
      {M::recognition_cost,
       "labour",
       "recognition_cost",
       "HKD",
       "cost of recognitions",
       "Recognitions of the month times what one costs.",
       Role::result,
       {A::profession}},
      labour_flow(M::landed_without_work, "landed_without_work", "principals landed without work",
                  "Principals who land within the run, in the month, without an arranged post, "
                  "under the scheme on landing: those whose first job is waited for.",
                  Role::result, {A::scheme}),
      labour_flow(M::first_jobs, "first_jobs", "first jobs of principals",
                  "Principals who landed within the run without a post and in the month start to "
                  "work here for the first time, as employees or on their own, by scheme on "
                  "landing and completed months since landing. Who leaves first is never counted.",
                  Role::result, {A::scheme, A::months_to_job}),
      labour_flow(M::first_job_months, "first_job_months", "months from landing to the first job",
                  "Sum over first_jobs of the completed months since landing; divided by them it "
                  "is the mean time to the first job of those who found one.",
                  Role::result, {A::scheme}),
      labour_flow(M::first_jobs_by_language, "first_jobs_by_language",
                  "first jobs of principals, by Cantonese",
                  "First jobs by scheme on landing, whether the person speaks Cantonese, and "
                  "completed months since landing. Over languages they sum to first_jobs. Only in "
                  "the market of single vacancies.",
                  Role::result, {A::scheme, A::cantonese, A::months_to_job}),
      labour_flow(M::channel_users, "channel_users", "persons who look for work, by channel",
                  "Persons who look for a post in the month and use the channel, those who look on "
                  "from a post included; who uses two counts on both. hires_by_channel divided by "
                  "it is the chance of a month on the channel. Only in the market of single "
                  "vacancies.",
                  Role::result, {A::resident_group, A::channel}),
      {M::hired_pay,
       "labour",
       "hired_pay",
       "HKD/month",
       "pay of hires, by channel",
       "Sum of the monthly pay of hires_by_channel; divided by them it is their mean pay.",
       Role::result,
       {A::resident_group, A::channel}},
      {M::hired_pay_rank,
       "labour",
       "hired_pay_rank",
       "%",
       "pay rank of hires, by channel",
       "Sum over hires_by_channel of the whole per cent of posts offered in the cell of sector and "
       "level, 0 to 99, that pay less than the post; divided by them it is their mean rank.",
       Role::result,
       {A::resident_group, A::channel}},
      labour_flow(
          M::looking_on, "looking_on", "persons at work who look for another post",
          "Persons who have a post and look for another in the month, by the fit of the post "
          "they have, residents under no scheme always within their sector and level. Only "
          "in the market of single vacancies.",
          Role::result, {A::resident_group, A::job_fit}),
      labour_flow(
          M::talent_searching, "talent_searching", "principals without work who look",
          "Principals under talent schemes without work who look for a post in the month, "
          "commuters included, by whether they speak Cantonese and the sector in which they "
          "look; each counts once a month. Only in the market of single vacancies.",
          Role::result, {A::cantonese, A::sector}),
      labour_flow(M::talent_hired, "talent_hired", "principals hired out of unemployment",
                  "Of talent_searching, those hired in the month. Divided by it it is the monthly "
                  "chance of a post.",
                  Role::result, {A::cantonese, A::sector}),
      labour_flow(M::hired_by_age, "hired_by_age", "principals of high level hired, by age and fit",
                  "Of talent_hired over sectors and languages, those trained for the high skill "
                  "level (managers, professionals and associates), by scheme, age at last birthday "
                  "and the fit of the post.",
                  Role::result, {A::scheme, A::age_band, A::job_fit}),
      labour_stock(
          M::own_account, "own_account", "newcomers on own account",
          "Principals and dependants, commuters included, who set up on their own here, by "
          "kind of work; dependants under the principal's scheme. Who landed with a "
          "business is not counted.",
          Role::result, {A::scheme, A::own_account_kind}),
      labour_flow(
          M::own_account_founded, "own_account_founded", "newcomers who set up on their own",
          "Principals and dependants who set up on their own in the month, by kind of work.",
          Role::result, {A::scheme, A::own_account_kind}),
      labour_flow(
          M::own_account_examined, "own_account_examined", "own account work examined",
          "Of renewal_decisions other than on extensions that ask for no evidence, those of "
          "holders who work on their own account, by kind of work.",
          Role::result, {A::scheme, A::own_account_kind}),
      labour_flow(
          M::own_account_detected, "own_account_detected",
          "own account work found not to be genuine",
          "Of own_account_examined, those in which the work was found not to be genuine and "
          "counted for nothing. Divided by them it is the share detected.",
          Role::result, {A::scheme, A::own_account_kind}),
  };
}

std::vector<MeasureInfo> cohorts() {
  return {
      cohort(M::retention, "retention", "principals retained",
             "Of at_risk, by so many months after arrival: visa_valid, those who have neither left "
             "nor died, under this or another scheme or as permanent residents; "
             "permanent_resident, those who have become permanent residents, whether or not they "
             "left since. The rate is retention / at_risk.",
             A::definition),
      cohort(M::at_risk, "at_risk", "principals observed",
             "Principals who arrived under the scheme in the cohort's half-year, within the run, "
             "early enough for the run to show them so many months after arrival.",
             A::definition),
      cohort(M::departed, "departed", "principals who left, by cause",
             "Of at_risk, those who have left or died by so many months after arrival, by cause, "
             "under this or another scheme or as permanent residents. Over causes it is at_risk "
             "less retention under visa_valid; departed / at_risk is the cumulative incidence of "
             "a cause.",
             A::departure_cause),
  };
}

void append(std::vector<MeasureInfo>& table, std::vector<MeasureInfo> part) {
  table.insert(table.end(), part.begin(), part.end());
}

}  // namespace

const std::vector<MeasureInfo>& measures() {
  static const std::vector<MeasureInfo> table = [] {
    std::vector<MeasureInfo> all;
    append(all, admission_flows());
    append(all, renewal_flows());
    append(all, demographic_flows());
    append(all, stocks());
    append(all, employment());
    append(all, cohorts());
    return all;
  }();
  return table;
}

const MeasureInfo& info(Measure measure) { return measures()[static_cast<std::size_t>(measure)]; }

}  // namespace talentsim::stats
