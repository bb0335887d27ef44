// SPDX-License-Identifier: MIT
#include "phases/careers.h"

#include <algorithm>
#include <cmath>

#include "phases/gather.h"
#include "phases/job_search.h"
#include "phases/post_pay.h"
#include "phases/posts.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Flag;
using population::Job;
using population::kSkills;
using random::unit;
using stats::JobFit;
using stats::Measure;

std::vector<std::uint32_t> who_look_on(const MonthContext& month) {
  const auto& n = month.city.newcomers;
  if (month.rules.labour.vacancy_market.on_the_job_looks_share <= 0) return {};
  return rows_where(month.rounds.may_look_on, [&](std::uint32_t row) {
    return holds_post(n, row) & (n.job[row] != n.field[row]) &
           (n.place[row] != population::Place::gone);
  });
}

// Whether the axis of fits is that of the run; not when the market came after the start.
bool fits_counted(const stats::Tallies& tallies) {
  return !tallies.values(Measure::employed_by_fit).empty();
}

}  // namespace

Careers::Careers(const MonthContext& month)
    : month_(month), idle_(newcomers_without_work(month)), working_(who_look_on(month)) {
  const auto& labour = month.rules.labour;
  const auto& market = labour.vacancy_market;
  // A search may have begun as early as month 0 of the calendar.
  for (int searched = 0; searched <= month.city.now.index(); ++searched)
    in_field_.push_back(
        labour.in_field_share *
        (market.in_field_kept_share + (1 - market.in_field_kept_share) *
                                          std::exp2(-searched / market.in_field_half_life_months)));
  for (std::size_t s = 0; s < market.other_field_weights.size(); ++s)
    if (const double weight = market.other_field_weights[s]; weight > 0)
      others_.push_back(
          {static_cast<int>(s), weight, random::name_ordinal(month.rules.sectors[s].name)});
}

std::uint32_t Careers::row_of(std::size_t i) const {
  return i < idle_.size() ? idle_[i] : working_[i - idle_.size()];
}

void Careers::fetch_ahead(std::size_t i) const {
  constexpr std::size_t kFar = 24, kNear = 12;
  const auto& n = month_.city.newcomers;
  if (i + kNear < size()) fetch_row(n.principal[row_of(i + kNear)], n.pool, n.flags);
  if (i + kFar >= size()) return;
  const auto row = row_of(i + kFar);
  fetch_row(row, n.principal, n.key, n.since, n.field, n.pool, n.relation, n.scheme);
  if (i + kFar < idle_.size())
    fetch_row(row, n.arrival, n.birth, n.expiry);
  else
    fetch_row(row, n.job, n.pay_hkd_month);
}

Seeker Careers::seeker_at(std::uint32_t row, Job job, double efficiency) const {
  const bool in_field = fit_of(job, population::unpack_job(month_.city.newcomers.field[row])) ==
                        JobFit::own_field_and_level;
  return {row, job, in_field, search_efficiency(month_, row) * efficiency};
}

Seeker Careers::without_work(std::uint32_t row, const random::Block& words) const {
  return seeker_at(row, sought(row, words), 1);
}

// Where somebody looks who works below the own level or outside the own field: there, or for a
// level more or for more pay where the present post is.
Seeker Careers::on_the_job(std::uint32_t row, double u) const {
  const auto& n = month_.city.newcomers;
  const auto& market = month_.rules.labour.vacancy_market;
  const Job field = population::unpack_job(n.field[row]);
  Job job = population::unpack_job(n.job[row]);
  std::uint32_t least_pay_word = 0;
  if (u < market.on_the_job_own_field_share)
    job = field;
  else if (job.skill > field.skill)
    --job.skill;
  else
    least_pay_word = pay_word_of(month_.rules, job,
                                 n.pay_hkd_month[row] * (1 + market.on_the_job_pay_step), true);
  auto seeker = seeker_at(row, job, market.on_the_job_looks_share);
  seeker.employed = true;
  seeker.least_pay_word = least_pay_word;
  return seeker;
}

// Where somebody looks who has no work. The words are those of the search as a whole: who has given
// up the own field and level does not come back to it in the same search, and keeps to what was
// chosen then.
Job Careers::sought(std::uint32_t row, const random::Block& words) const {
  const auto& n = month_.city.newcomers;
  const Job field = population::unpack_job(n.field[row]);
  const auto searched = std::max(0, month_.city.now.index() - n.since[row]);
  const double in_field = in_field_[static_cast<std::size_t>(searched)] * experienced_factor(row);
  return unit(words[0]) < in_field ? field : other_job(field, words);
}

// Falls with the experience at landing, which the own level is held by and few posts count.
double Careers::experienced_factor(std::uint32_t row) const {
  const auto& n = month_.city.newcomers;
  const auto& market = month_.rules.labour.vacancy_market;
  return 1 - (1 - market.in_field_experienced_factor) *
                 experience_share(market, n.arrival[row] - n.birth[row]);
}

// Which sector, of those with a weight and other than the own, somebody turns to: the first of
// exponential times at rates equal to the weights, each by a word of its own, so that another
// weight moves nobody but to or from its sector. -1: none has a weight. There is no logarithm where
// 1 - u, which is at most -ln(u), is late enough already.
int Careers::other_sector(int own, std::uint64_t hash) const {
  constexpr double kRoom = 1 + 1e-9;  // for rounding
  int chosen = -1;
  double earliest = 0;
  for (const auto& other : others_) {
    if (other.sector == own) continue;
    const double u = unit(static_cast<std::uint32_t>(channel_word(hash, other.ordinal) >> 32));
    if (chosen >= 0 && 1 - u > earliest * other.weight * kRoom) continue;
    const double when = -std::log(u) / other.weight;
    if (chosen < 0 || when < earliest) {
      chosen = other.sector;
      earliest = when;
    }
  }
  return chosen;
}

Job Careers::other_job(Job field, const random::Block& words) const {
  if (unit(words[1]) < month_.rules.labour.vacancy_market.other_field_share) {
    const auto hash = std::uint64_t{words[2]} << 32 | words[3];
    if (const int sector = other_sector(field.sector, hash); sector >= 0)
      return {static_cast<std::uint8_t>(sector), field.skill};
  }
  if (field.skill + 1 < kSkills) ++field.skill;
  return field;
}

float experience_share(const scenario::VacancyMarket& market, int age_months) {
  const auto working = age_months - static_cast<int>(12 * market.experience_from_age_years);
  return std::clamp(static_cast<float>(working / (12 * market.full_experience_years)), 0.0f, 1.0f);
}

float fall_before_expiry(const MonthContext& month, std::uint32_t row) {
  const auto& n = month.city.newcomers;
  const auto& market = month.rules.labour.vacancy_market;
  if (!n.is_principal(row) || n.expiry[row] == population::kNoLimit) return 0;
  const double left = n.expiry[row] - month.city.now.index();
  const double passed =
      std::clamp(market.reservation_expiry_months - left, 0.0, market.reservation_expiry_months);
  return static_cast<float>(passed * market.reservation_expiry_fall_month);
}

void leave_for_another_post(const City& city, const Match& m, HireBooks& books) {
  const auto& r = city.residents;
  const auto job = population::unpack_job(r.job[m.row]);
  if (holds_post(r, m.row)) books.left.push_back({m.key, job});
  constexpr auto kLocal = static_cast<std::size_t>(stats::ResidentGroup::local);
  books.tallies.at(Measure::separations, kLocal, job.sector) += 1;
  if (fits_counted(books.tallies))
    books.tallies.at(Measure::job_changes, kLocal,
                     static_cast<std::size_t>(JobFit::own_field_and_level)) += 1;
}

void leave_for_another_post(City& city, const scenario::Rules& rules, const Match& m,
                            HireBooks& books) {
  auto& n = city.newcomers;
  const auto job = population::unpack_job(n.job[m.row]);
  if (holds_post(n, m.row)) books.left.push_back({m.key, job});
  const auto group = static_cast<std::size_t>(group_of(n, m.row, rules.schemes));
  books.tallies.at(Measure::separations, group, job.sector) += 1;
  n.book_post(m.row, city.now);
  n.since[m.row] = static_cast<std::uint16_t>(city.now.index());
}

void note_fit(City& city, const scenario::Rules& rules, const Match& m, stats::Tallies& tallies) {
  auto& n = city.newcomers;
  const auto fit = n.fit(m.row);
  const bool counted = fits_counted(tallies);
  if (m.changes_job && counted)
    tallies.at(Measure::job_changes, static_cast<std::size_t>(group_of(n, m.row, rules.schemes)),
               static_cast<std::size_t>(fit)) += 1;
  if (!n.is_principal(m.row)) return;
  const bool below = n.is(m.row, Flag::worked_below), outside = n.is(m.row, Flag::worked_outside);
  if (fit == JobFit::own_field_and_level && (below || outside) && counted)
    tallies.at(Measure::climbed_back, n.scheme[m.row],
               static_cast<std::size_t>(below ? JobFit::below_level : JobFit::other_field)) += 1;
  n.set(m.row, Flag::worked_below, fit == JobFit::below_level);
  n.set(m.row, Flag::worked_outside, fit == JobFit::other_field);
}

}  // namespace talentsim::phases
