// SPDX-License-Identifier: MIT
#include "stats/labour_measures.h"

namespace talentsim::stats {
namespace {

using A = AxisKind;
using Axis = std::vector<AxisKind>;
using M = Measure;

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

}  // namespace

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
  };
}

std::vector<MeasureInfo> search_for_work() {
  return {
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
      labour_stock(M::vacancies_by_employer, "vacancies_by_employer", "posts open, by employer",
                   "Posts open at the start of the month, before matching, by kind and size of "
                   "employer. Over both they sum to vacancies over sectors. Only in the market of "
                   "single vacancies.",
                   Role::result, {A::employer_kind, A::employer_size}),
      labour_flow(M::hires_by_employer, "hires_by_employer", "hires by employer",
                  "Hires by kind and size of the employer whose post is filled. Over both they sum "
                  "to hires over sectors. Only in the market of single vacancies.",
                  Role::result, {A::resident_group, A::employer_kind, A::employer_size}),
  };
}

}  // namespace talentsim::stats
