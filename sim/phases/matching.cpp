// SPDX-License-Identifier: MIT
// Seekers start to work: the form of the market that the scenario chooses says who, and what
// follows is the same for all forms.
#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

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
using random::Stream;
using random::unit;
using stats::Happening;
using stats::Measure;

constexpr double kHighestPay = 4e6;  // HKD a month, a guard against the far tail of the wage law

std::uint32_t draw_pay(const City& city, const scenario::Rules& rules, const Match& m) {
  const Job job = population::job_of_cell(m.cell);
  // A single post has its place in the pay of the cell; in the mean field the person has.
  const double u =
      m.post == kNoPost ? city.luck.uniform(m.key, city.now, Stream::pay) : unit(m.pay_word);
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

void write_newcomer(City& city, const scenario::Rules& rules, const Match& m, HireBooks& books) {
  auto& n = city.newcomers;
  if (m.changes_job) leave_for_another_post(city, rules, m, books);
  population::NewcomerEdit edit(books.stocks, n, m.row, rules.schemes);
  n.activity[m.row] = work_of(m);
  n.job[m.row] = population::pack(population::job_of_cell(m.cell));
  n.set_pay(m.row, m.pay_hkd_month,
            population::pay_booked_here(city.luck, rules.labour, m.key, m.pay_hkd_month));
  n.own_account[m.row] = m.own_account;
  n.set(m.row, Flag::in_field, m.in_field && !m.own_business && n.is_principal(m.row));
}

// What is counted of a hire in the market of single vacancies.
void count_found_post(City& city, const scenario::Rules& rules, const Match& m, std::size_t group,
                      stats::Tallies& tallies) {
  if (m.newcomer) note_fit(city, rules, m, tallies);
  count_age_and_fit(city, m, group, tallies);
  count_hire_by_employer(tallies, m.employer, group);
  // The axis is that of the run's first month; none when the market or its channels came later.
  const auto channels = rules.labour.vacancy_market.channels.size();
  if (tallies.values(Measure::hires_by_channel).size() != stats::kResidentGroups * channels ||
      channels == 0)
    return;
  tallies.at(Measure::hires_by_channel, group, m.channel) += 1;
  tallies.at(Measure::months_to_fill, population::job_of_cell(m.cell).sector, m.channel) +=
      city.now.index() - city.vacancies.opened[m.post];
  count_pay(m, group, tallies);
}

void count_newcomer(City& city, const scenario::Rules& rules, const Match& m, HireBooks& books) {
  count_first_job(city, rules, m.row, books.tallies);
  if (m.own_business)
    count_own_account(city.newcomers, Measure::own_account_founded, m.row, books.tallies);
}

void count_resident(const City& city, const Match& m, HireBooks& books) {
  if (m.changes_job) return leave_for_another_post(city, m, books);
  books.stocks.add_work(population::ResidentKind::local, Activity::unemployed,
                        population::job_of_cell(m.cell), -1);
  books.stocks.add_work(population::ResidentKind::local, work_of(m),
                        population::job_of_cell(m.cell), +1);
}

void count_hire(City& city, const scenario::Rules& rules, const Match& m, HireBooks& books) {
  const auto group = static_cast<std::size_t>(
      m.newcomer ? group_of(city.newcomers, m.row, rules.schemes) : stats::ResidentGroup::local);
  if (!m.own_business) {
    books.tallies.at(Measure::hires, group, population::job_of_cell(m.cell).sector) += 1;
    ++books.filled[m.cell];
    if (m.post != kNoPost) count_found_post(city, rules, m, group, books.tallies);
  }
  books.tallies.at(Measure::unemployed_months, group) += m.months_without_work;
  if (m.newcomer)
    count_newcomer(city, rules, m, books);
  else
    count_resident(city, m, books);
}

void fetch_newcomer(const population::Newcomers& n, const Match& m) {
  n.fetch(m.row);
  fetch_row(m.row, n.field, n.arrival, n.entry_scheme);
  if (m.changes_job) fetch_row(m.row, n.earning_since, n.earned_hkd);
}

void fetch(const City& city, const Match& m) {
  if (m.post != kNoPost) fetch_line(&city.vacancies.opened[m.post]);
  if (m.newcomer) return fetch_newcomer(city.newcomers, m);
  const auto& r = city.residents;
  fetch_row(m.row, r.state, r.since, r.pay_hkd_month);
  if (m.changes_job) fetch_row(m.row, r.job);
}

// Writes the rows of all who are hired, which are no two the same, and counts them.
std::vector<std::optional<HireBooks>> hire(City& city, const scenario::Rules& rules,
                                           std::vector<Match>& matches) {
  const HireBooks blank{city.stocks.blank(),
                        city.tallies.part(),
                        std::vector<std::int64_t>(city.open_posts.size()),
                        {}};
  constexpr std::size_t kMatches = 8192;
  std::vector<std::optional<HireBooks>> books(chunk_count(matches.size(), kMatches));
  parallel_chunks(
      matches.size(),
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        auto& book = books[chunk].emplace(blank);
        for_fetched(
            std::span(matches).subspan(begin, end - begin), [&](const Match& m) { fetch(city, m); },
            [&](Match& m) {
              start_work(city, rules, m);
              if (m.newcomer) write_newcomer(city, rules, m, book);
              count_hire(city, rules, m, book);
            });
      },
      kMatches);
  return books;
}

void add_up(City& city, const std::vector<std::optional<HireBooks>>& books) {
  for (const auto& book : books) {
    city.stocks += book->stocks;
    city.tallies += book->tallies;
    for (std::size_t cell = 0; cell < book->filled.size(); ++cell)
      city.open_posts[cell] -= book->filled[cell];
    open_posts_left(city, book->left, PostOrigin::left_before_matching);
  }
}

void record(City& city, const Match& m) {
  const auto happening = m.own_business  ? Happening::became_self_employed
                         : m.changes_job ? Happening::changed_job
                                         : Happening::hired;
  if (m.newcomer)
    city.record_newcomer(m.row, happening, m.pay_hkd_month);
  else
    city.record_resident(m.row, happening, m.pay_hkd_month);
}

// A post that is filled is open no more.
void take_out_filled(City& city, const std::vector<Match>& filled) {
  auto& vacancies = city.vacancies;
  if (!vacancies.kept) return;
  std::vector<std::uint8_t> gone(vacancies.size());
  for (const auto& m : filled)
    if (m.post != kNoPost) gone[m.post] = 1;
  vacancies.remove(gone);
}

}  // namespace

void match(MonthContext& month) {
  auto& city = month.city;
  auto filled = month.rules.labour.matching == scenario::Matching::vacancies
                    ? vacancy_matches(month)
                    : mean_field_matches(month);
  add_up(city, hire(city, month.rules, filled));
  if (city.record_events)
    for (const auto& m : filled) record(city, m);
  take_out_filled(city, filled);
}

}  // namespace talentsim::phases
