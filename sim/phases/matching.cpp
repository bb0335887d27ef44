// SPDX-License-Identifier: MIT
// Seekers start to work: the form of the market that the scenario chooses says who, and what
// follows is the same for all forms.
#include <algorithm>
#include <cmath>

#include "phases/careers.h"
#include "phases/employers.h"
#include "phases/first_job.h"
#include "phases/gather.h"
#include "phases/job_market.h"
#include "phases/market_counts.h"
#include "phases/own_account.h"
#include "phases/post_pay.h"
#include "phases/posts.h"
#include "phases/seekers.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Flag;
using population::Job;
using population::kSkills;
using random::Stream;
using random::unit;
using stats::Happening;
using stats::Measure;

constexpr double kHighestPay = 4e6;  // HKD a month, a guard against the far tail of the wage law

Job job_of(const Match& m) {
  return {static_cast<std::uint8_t>(m.cell / kSkills), static_cast<std::uint8_t>(m.cell % kSkills)};
}

std::uint32_t draw_pay(const City& city, const scenario::Rules& rules, const Match& m) {
  const Job job = job_of(m);
  // A single post has its place in the pay of the cell; in the mean field the person has.
  const double u = m.post == kNoPost ? city.luck.uniform(m.key, city.now, Stream::pay)
                                     : unit(city.vacancies.pay_word[m.post]);
  const double pay = rules.sectors[job.sector].pay_median_hkd_month[job.skill] *
                     pay_factor(u, rules.labour, m.newcomer) *
                     (m.own_business && m.newcomer ? own_pay_factor(rules.labour, m) : 1);
  return static_cast<std::uint32_t>(std::lround(std::min(pay, kHighestPay)));
}

Activity work_of(const Match& m) {
  return m.own_business ? Activity::self_employed : Activity::employed;
}

// Draws the pay and, of residents, writes the row.
void start_work(City& city, const scenario::Rules& rules, Match& m) {
  const auto now = static_cast<std::uint16_t>(city.now.index());
  auto& since = m.newcomer ? city.newcomers.since[m.row] : city.residents.since[m.row];
  if (m.own_business && m.newcomer) choose_own_account(city, rules, m);
  m.pay_hkd_month = draw_pay(city, rules, m);
  if (m.changes_job && m.newcomer) return;  // the old post is booked first
  if (!m.changes_job) m.months_without_work = static_cast<std::uint16_t>(now - since);
  since = now;
  if (m.newcomer) return;
  auto& r = city.residents;
  r.state[m.row].set_activity(work_of(m));
  r.pay_hkd_month[m.row] = m.pay_hkd_month;
}

void write_newcomer(City& city, const scenario::Rules& rules, const Match& m) {
  auto& n = city.newcomers;
  if (m.changes_job) leave_for_another_post(city, rules, m);
  population::NewcomerEdit edit(city.stocks, n, m.row, rules.schemes);
  n.activity[m.row] = work_of(m);
  n.job[m.row] = population::pack(job_of(m));
  n.set_pay(m.row, m.pay_hkd_month,
            population::pay_booked_here(city.luck, rules.labour, m.key, m.pay_hkd_month));
  n.own_account[m.row] = m.own_account;
  n.set(m.row, Flag::in_field, m.in_field && !m.own_business && n.is_principal(m.row));
}

// What is counted of a hire in the market of single vacancies.
void count_found_post(City& city, const scenario::Rules& rules, const Match& m, std::size_t group) {
  if (m.newcomer) note_fit(city, rules, m);
  count_age_and_fit(city, m, group);
  count_hire_by_employer(city, rules, m.post, group);
  // The axis is that of the run's first month; none when the market or its channels came later.
  const auto channels = rules.labour.vacancy_market.channels.size();
  if (city.tallies.values(Measure::hires_by_channel).size() != stats::kResidentGroups * channels ||
      channels == 0)
    return;
  city.tallies.at(Measure::hires_by_channel, group, m.channel) += 1;
  city.tallies.at(Measure::months_to_fill, job_of(m).sector, m.channel) +=
      city.now.index() - city.vacancies.opened[m.post];
  count_pay(city, m, group);
}

void count_hire(City& city, const scenario::Rules& rules, const Match& m) {
  const auto group =
      m.newcomer ? group_of(city.newcomers, m.row, rules.schemes) : stats::ResidentGroup::local;
  if (!m.own_business) {
    city.tallies.at(Measure::hires, static_cast<std::size_t>(group), job_of(m).sector) += 1;
    --city.open_posts[m.cell];
    if (m.post != kNoPost) count_found_post(city, rules, m, static_cast<std::size_t>(group));
  }
  city.tallies.at(Measure::unemployed_months, static_cast<std::size_t>(group)) +=
      m.months_without_work;
  const auto happening = m.own_business  ? Happening::became_self_employed
                         : m.changes_job ? Happening::changed_job
                                         : Happening::hired;
  if (m.newcomer) {
    count_first_job(city, rules, m.row);
    if (m.own_business) count_own_account(city, Measure::own_account_founded, m.row);
    return city.record_newcomer(m.row, happening, m.pay_hkd_month);
  }
  if (m.changes_job) {
    leave_for_another_post(city, m);
    return city.record_resident(m.row, happening, m.pay_hkd_month);
  }
  city.stocks.add_work(population::ResidentKind::local, Activity::unemployed, job_of(m), -1);
  city.stocks.add_work(population::ResidentKind::local, work_of(m), job_of(m), +1);
  city.record_resident(m.row, happening, m.pay_hkd_month);
}

// A post that is filled is open no more.
void take_out_filled(City& city, const std::vector<Match>& filled) {
  auto& vacancies = city.vacancies;
  if (!vacancies.kept) return;
  std::vector<std::uint8_t> gone(vacancies.size());
  for (const auto& m : filled)
    if (m.post != kNoPost) gone[m.post] = 1;
  vacancies.remove_if([&](std::size_t row) { return gone[row] != 0; });
}

}  // namespace

void match(MonthContext& month) {
  auto& city = month.city;
  auto filled = month.rules.labour.matching == scenario::Matching::vacancies
                    ? vacancy_matches(month)
                    : mean_field_matches(month);
  write_rows(filled, [&](Match& m) { start_work(city, month.rules, m); });
  commit_in_order(
      filled,
      [&](const Match& m) {
        if (m.newcomer) city.newcomers.prefetch(m.row);
      },
      [&](const Match& m) {
        if (m.newcomer) write_newcomer(city, month.rules, m);
        count_hire(city, month.rules, m);
      });
  take_out_filled(city, filled);
}

}  // namespace talentsim::phases
