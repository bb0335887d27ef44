// SPDX-License-Identifier: MIT
// Candidates, choice, adjudication and quotas.
#include <algorithm>
#include <cmath>

#include "phases/admission.h"
#include "phases/agenda.h"
#include "phases/gather.h"
#include "phases/permanent_residence.h"
#include "phases/scheme_choice.h"
#include "phases/students.h"
#include "population/entrants.h"

namespace talentsim::phases {
namespace {

using population::Application;
using population::City;
using population::kNoRow;
using random::Stream;
using stats::Happening;
using stats::Measure;

constexpr double kStayCapYears = 5;        // a longer first stay attracts no more (assumption)
constexpr double kPermanentCapYears = 10;  // a longer way to permanence deters no more (assumption)
constexpr double kMonthsPerYear = 12;
constexpr std::int64_t kCandidateChunk = 512;

// An application with its moments drawn: when it was made, decided, and followed by an arrival.
Application apply(const MonthContext& month, const OpenScheme& open, const Candidate& c,
                  std::uint32_t student_row) {
  const auto& scheme = month.rules.schemes[static_cast<std::size_t>(open.index)];
  const Month now = month.city.now;
  Application a;
  a.key = c.key;
  a.applied = now;
  a.student_row = student_row;
  a.scheme = static_cast<std::uint8_t>(open.index);
  a.pool = static_cast<std::uint8_t>(c.pool.index);
  a.sex = static_cast<std::uint8_t>(c.profile.sex);
  if (!open.caps.empty()) {
    const auto units = units_of(month.city, month.rules, c.pool.index, c.profile, c.key, now);
    a.trade = static_cast<std::int16_t>(units.trade);
    a.sector = static_cast<std::uint8_t>(units.sector);
    a.employer = units.employer;
  }
  a.stamp = now.index() + c.draws.uniform(Stream::stamp);
  a.approved = c.draws.uniform(Stream::adjudication) < open.approval;
  a.decided = a.stamp + (*open.decision_lag)(c.draws.uniform(Stream::decision_lag));
  if (a.approved && c.draws.uniform(Stream::arrival) < scheme.arrival_probability)
    a.arrives = a.decided + (*open.arrival_lag)(c.draws.uniform(Stream::arrival_lag));
  return a;
}

double alumni_factor(const City& city, const scenario::Rules& rules) {
  const auto& choice = rules.choice;
  if (choice.alumni_elasticity == 0) return 1;
  const auto talent = city.stocks.residents[static_cast<std::size_t>(stats::ResidentGroup::talent)];
  const double stock = static_cast<double>(talent) / city.scale;
  return std::pow((1 + stock) / (1 + choice.alumni_reference), choice.alumni_elasticity);
}

std::int64_t candidates_of(const City& city, const scenario::Rules& rules, int pool_index,
                           double alumni) {
  const auto& pool = rules.pools[static_cast<std::size_t>(pool_index)];
  const double season =
      pool.season.empty() ? 1 : pool.season[static_cast<std::size_t>(city.now.month_of_year() - 1)];
  const double mean =
      pool.candidates_month.at(city.now) * pool.candidates_factor * season * alumni * city.scale;
  const auto key = population::candidate_key(static_cast<std::uint32_t>(pool_index), city.now, 0);
  return random::count_quantile(city.luck.uniform(key, city.now, Stream::candidate_count), mean,
                                pool.dispersion);
}

// Adds the candidate's application, if there is one; says whether.
bool consider(const MonthContext& month, const OpenSchemes& open, const Candidate& candidate,
              std::uint32_t student_row, Barred& barred, std::vector<Application>& list) {
  const int choice = choose(month, open, candidate, barred);
  if (choice < 0) return false;
  list.push_back(apply(month, open[static_cast<std::size_t>(choice)], candidate, student_row));
  return true;
}

using Lists = std::vector<std::vector<Application>>;

// Some of a pool's candidates of the month.
struct CandidateSlots {
  const PoolChoice* choice;
  std::int64_t begin, end;
};

void consider_slots(const MonthContext& month, const OpenSchemes& open, const CandidateSlots& slots,
                    Barred& barred, std::vector<Application>& list) {
  const auto& city = month.city;
  const auto& choice = *slots.choice;
  const auto& pool = month.rules.pools[static_cast<std::size_t>(choice.index)];
  const auto key_of = [&](std::size_t i) {
    return population::candidate_key(
        static_cast<std::uint32_t>(choice.index), city.now,
        static_cast<std::uint32_t>(slots.begin) + static_cast<std::uint32_t>(i));
  };
  random::for_draws(
      city.luck, city.now, static_cast<std::size_t>(slots.end - slots.begin), key_of,
      [&](std::size_t i, const random::SharedDraws& draws) {
        const auto profile = population::draw_profile(draws, pool, city.now);
        consider(month, open, {key_of(i), choice, profile, draws}, kNoRow, barred, list);
      });
}

// Of candidates from all pools but the students', a few at a time: most pools are small.
void pool_applications(MonthContext& month, const OpenSchemes& open, Barred& barred, Lists& lists) {
  auto& city = month.city;
  const auto& pools = month.rules.pools;
  const double alumni = alumni_factor(city, month.rules);
  std::vector<PoolChoice> choices;
  choices.reserve(pools.size());
  std::vector<CandidateSlots> slots;
  for (std::size_t p = 0; p < pools.size(); ++p) {
    if (pools[p].from_resident_students) continue;
    const auto index = static_cast<int>(p);
    choices.push_back(choice_of(month, open, index));
    const auto count = candidates_of(city, month.rules, index, alumni);
    city.tallies.at(Measure::candidates) += count;
    for (std::int64_t begin = 0; begin < count; begin += kCandidateChunk)
      slots.push_back({&choices.back(), begin, std::min(count, begin + kCandidateChunk)});
  }
  lists.resize(slots.size());
  parallel_chunks(
      slots.size(),
      [&](std::size_t i, std::size_t, std::size_t) {
        consider_slots(month, open, slots[i], barred, lists[i]);
      },
      1);
}

// Those who stay away leave the city.
void student_applications(MonthContext& month, const OpenSchemes& open, int pool_index,
                          Barred& barred, Lists& lists) {
  auto& city = month.city;
  const auto graduates = graduating_students(month, pool_index);
  const auto& pool = month.rules.pools[static_cast<std::size_t>(pool_index)];
  city.tallies.at(Measure::candidates) += static_cast<std::int64_t>(graduates.size());
  const auto choice = choice_of(month, open, pool_index);
  std::vector<char> applies(graduates.size());
  const auto others = lists.size();
  lists.resize(others + chunk_count(graduates.size(), kCandidateChunk));
  parallel_chunks(
      graduates.size(),
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        const auto& r = city.residents;
        const auto key_of = [&](std::size_t i) { return r.key(graduates[begin + i]); };
        random::for_draws(city.luck, city.now, end - begin, key_of,
                          [&](std::size_t i, const random::SharedDraws& draws) {
                            const auto row = graduates[begin + i];
                            const auto profile = population::draw_profile(
                                draws, pool, city.now, r.state[row].sex(), r.birth[row]);
                            applies[begin + i] =
                                consider(month, open, {key_of(i), choice, profile, draws}, row,
                                         barred, lists[others + chunk]);
                          });
      },
      kCandidateChunk);
  for (std::size_t i = 0; i < graduates.size(); ++i)
    if (!applies[i]) release_student(city, graduates[i]);
}

}  // namespace

std::int64_t candidates_this_month(const City& city, const scenario::Rules& rules, int pool) {
  return candidates_of(city, rules, pool, alumni_factor(city, rules));
}

double scheme_utility(const scenario::Rules& rules, const scenario::Scheme& scheme, Month month) {
  const auto& choice = rules.choice;
  const double approval = std::max(1e-3, scheme.approval_probability.at(month));
  const double stay_years =
      scheme.first_stay_months > 0 ? scheme.first_stay_months / 12 : kStayCapYears;
  return scheme.appeal + choice.speed_per_month * scheme.decision_lag.mean_months.at(month) +
         choice.certainty * std::log(approval) +
         choice.stay_per_year * std::min(stay_years, kStayCapYears) +
         (scheme.spouse_admitted && scheme.child_age_limit_years > 0 ? choice.family_right : 0) +
         choice.permanent_per_year *
             (std::min(permanent_residence_months(scheme, month) / kMonthsPerYear,
                       kPermanentCapYears) -
              choice.permanent_reference_years);
}

void take_applications(MonthContext& month) {
  auto& city = month.city;
  const auto open = open_schemes(month);
  Barred barred(open.size());
  Lists lists;
  pool_applications(month, open, barred, lists);
  const auto students = std::find_if(month.rules.pools.begin(), month.rules.pools.end(),
                                     [](const auto& p) { return p.from_resident_students; });
  if (students != month.rules.pools.end())
    student_applications(month, open, static_cast<int>(students - month.rules.pools.begin()),
                         barred, lists);
  std::vector<Application> applications;
  join(applications, lists);
  for (std::size_t i = 0; i < open.size(); ++i)
    for (const auto& cap : open[i].caps)
      if (barred[i].load(std::memory_order_relaxed) >> cap.number & 1)
        city.note_cap(static_cast<std::size_t>(open[i].index), cap.number);
  fill_caps(month, applications);
  Agenda undecided(city.undecided, city.now);
  for (const auto& a : applications) {
    city.tallies.at(Measure::applications, a.scheme, a.sex) += 1;
    city.record(a.key, a.key, Happening::application, a.scheme, a.sex);
    undecided.enter(a, a.decided);
  }
}

}  // namespace talentsim::phases
