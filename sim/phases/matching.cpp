// SPDX-License-Identifier: MIT
// The channel-free mean field of job matching. A seeker i of cell c (sector and skill) is matched
// with the hazard
//   h_i = a * e_i * theta_c^(1 - alpha),  theta_c = posts open / seekers weighted by efficiency
// (constant returns; Petrongolo and Pissarides, "Looking into the black box", Journal of Economic
// Literature 39, 2001). Each seeker's moment within the month is drawn from the seeker's own
// stream; posts of a cell go to the earliest.
#include <algorithm>
#include <cmath>

#include "phases/gather.h"
#include "phases/job_market.h"
#include "population/profile.h"
#include "random/many.h"

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

constexpr std::int64_t kWeightUnit =
    1024;  // seekers are counted in 1/1024, so that sums need no order
constexpr int kExpiryNearMonths = 12;

// A newcomer who looks for work this month, and in which cell: the own one, or one level below.
struct Seeker {
  std::uint32_t row;
  Job job;
  bool in_field;
  std::int64_t weight;
};

// A match within the month, before posts are counted out.
struct Match {
  double when;
  population::Key key;
  std::uint32_t row;
  std::uint16_t cell;
  bool newcomer, in_field, own_business;
  std::uint16_t months_without_work = 0;
  std::uint32_t pay_hkd_month = 0;
};

constexpr double kHighestPay = 4e6;  // HKD a month, a guard against the far tail of the wage law

std::vector<Seeker> newcomer_seekers(const MonthContext& month) {
  const auto& city = month.city;
  const auto& n = city.newcomers;
  using population::Place;
  auto rows = month.rounds.may_seek;
  rows.insert(rows.end(), month.new_newcomer_seekers.begin(), month.new_newcomer_seekers.end());
  std::erase_if(rows, [&](std::uint32_t row) {
    return n.activity[row] != Activity::unemployed || n.place[row] == Place::gone ||
           n.place[row] == Place::waiting;
  });
  return gather<Seeker>(rows.size(), [&](auto& list, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const auto row = rows[i];
      Job job = population::unpack_job(n.field[row]);
      const bool in_field = city.luck.uniform(n.key[row], city.now, Stream::field) <
                            month.rules.labour.in_field_share;
      if (!in_field && job.skill + 1 < kSkills) ++job.skill;
      const double efficiency = month.rules.pools[n.pool[row]].search_efficiency;
      list.push_back({row, job, in_field, std::llround(efficiency * kWeightUnit)});
    }
  });
}

// Matching hazard of a seeker of efficiency 1, by cell.
std::vector<double> cell_hazards(const MonthContext& month, const std::vector<Seeker>& newcomers) {
  const auto& city = month.city;
  std::vector<std::int64_t> seekers(city.open_posts.size());
  for (std::size_t c = 0; c < seekers.size(); ++c)
    seekers[c] = city.stocks.seekers[c] * kWeightUnit;
  for (const auto& s : newcomers) seekers[static_cast<std::size_t>(s.job.cell())] += s.weight;
  std::vector<double> hazards(seekers.size());
  const auto& labour = month.rules.labour;
  for (std::size_t c = 0; c < hazards.size(); ++c) {
    if (seekers[c] == 0 || city.open_posts[c] <= 0) continue;
    const double tightness =
        static_cast<double>(city.open_posts[c] * kWeightUnit) / static_cast<double>(seekers[c]);
    hazards[c] = labour.matching_efficiency * std::pow(tightness, labour.tightness_elasticity);
  }
  return hazards;
}

void add_match(std::vector<Match>& list, Match match, const random::Block& words, double hazard,
               double business_hazard) {
  const double hired = random::moment(unit(words[0]), hazard);
  const double founds = random::moment(unit(words[1]), business_hazard);
  match.when = std::min(hired, founds);
  match.own_business = founds < hired;
  if (match.when < 1) list.push_back(match);
}

// Residents who look for work: those without it on the month's eve who still do, and the month's
// new seekers.
std::vector<std::uint32_t> local_seekers(const MonthContext& month) {
  const auto& r = month.city.residents;
  auto seekers = gather<std::uint32_t>(
      month.residents.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          const auto& person = month.residents[i];
          if (class_state(person).activity() == Activity::unemployed &&
              r.state[person.row].activity() == Activity::unemployed)
            list.push_back(person.row);
        }
      },
      4096);
  seekers.insert(seekers.end(), month.new_seekers.begin(), month.new_seekers.end());
  return seekers;
}

std::vector<Match> local_matches(const MonthContext& month, const std::vector<double>& hazards) {
  const auto& r = month.city.residents;
  const auto seekers = local_seekers(month);
  // Businesses are founded at the rate that keeps the share of self-employed among the employed.
  const double share = month.rules.initial.self_employed_share;
  const double business_ratio = share < 1 ? share / (1 - share) : 0;
  return gather<Match>(
      seekers.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        random::for_blocks(
            month.city.luck, month.city.now, Stream::hire, 0, end - begin,
            [&](std::size_t i) { return r.key(seekers[begin + i]); },
            [&](std::size_t i, const random::Block& words) {
              const auto row = seekers[begin + i];
              const auto cell = static_cast<std::size_t>(population::unpack_job(r.job[row]).cell());
              add_match(list,
                        {0, r.key(row), row, static_cast<std::uint16_t>(cell), false, true, false},
                        words, hazards[cell], hazards[cell] * business_ratio);
            });
      },
      4096);
}

std::vector<Match> newcomer_matches(const MonthContext& month, const std::vector<Seeker>& seekers,
                                    const std::vector<double>& hazards) {
  const auto& city = month.city;
  const auto& n = city.newcomers;
  const auto& labour = month.rules.labour;
  return gather<Match>(
      seekers.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          const auto& s = seekers[i];
          const auto cell = static_cast<std::size_t>(s.job.cell());
          const double efficiency =
              static_cast<double>(s.weight) / static_cast<double>(kWeightUnit);
          const auto principal = n.principal[s.row];
          const bool expiring =
              n.is_principal(s.row) && n.expiry[principal] - city.now.index() <= kExpiryNearMonths;
          const double business =
              labour.self_employment_month * (expiring ? labour.self_employment_expiry_factor : 1);
          add_match(
              list,
              {0, n.key[s.row], s.row, static_cast<std::uint16_t>(cell), true, s.in_field, false},
              city.luck.block(n.key[s.row], city.now, Stream::hire), hazards[cell] * efficiency,
              business);
        }
      },
      4096);
}

// Keeps, cell by cell, the businesses founded and as many matches as there are posts, earliest
// first.
std::vector<Match> count_out_posts(std::vector<Match> matches,
                                   const std::vector<std::int64_t>& open_posts) {
  std::vector<std::vector<Match>> by_cell(open_posts.size());
  std::vector<Match> kept;
  for (const auto& m : matches) {
    if (m.own_business)
      kept.push_back(m);
    else
      by_cell[m.cell].push_back(m);
  }
  for (std::size_t cell = 0; cell < by_cell.size(); ++cell) {
    auto& list = by_cell[cell];
    const auto posts = static_cast<std::size_t>(std::max<std::int64_t>(0, open_posts[cell]));
    if (list.size() > posts) {
      std::nth_element(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(posts), list.end(),
                       [](const Match& a, const Match& b) {
                         return a.when != b.when ? a.when < b.when : a.key < b.key;
                       });
      list.resize(posts);
    }
    kept.insert(kept.end(), list.begin(), list.end());
  }
  return kept;
}

double pay_factor(double u, const scenario::Labour& labour, bool newcomer) {
  return newcomer
             ? labour.newcomer_pay_factor *
                   random::two_piece_log_normal(u, 1, labour.pay_sigma_left, labour.pay_sigma_right)
             : random::two_piece_log_normal(u, 1, labour.local_pay_sigma_left,
                                            labour.local_pay_sigma_right);
}

Job job_of(const Match& m) {
  return {static_cast<std::uint8_t>(m.cell / kSkills), static_cast<std::uint8_t>(m.cell % kSkills)};
}

std::uint32_t draw_pay(const City& city, const scenario::Rules& rules, const Match& m) {
  const Job job = job_of(m);
  const double u = city.luck.uniform(m.key, city.now, Stream::pay);
  const double pay = rules.sectors[job.sector].pay_median_hkd_month[job.skill] *
                     pay_factor(u, rules.labour, m.newcomer) *
                     (m.own_business && m.newcomer ? rules.labour.self_employed_pay_factor : 1);
  return static_cast<std::uint32_t>(std::lround(std::min(pay, kHighestPay)));
}

Activity work_of(const Match& m) {
  return m.own_business ? Activity::self_employed : Activity::employed;
}

// Draws the pay and, of residents, writes the row.
void start_work(City& city, const scenario::Rules& rules, Match& m) {
  const auto now = static_cast<std::uint16_t>(city.now.index());
  auto& since = m.newcomer ? city.newcomers.since[m.row] : city.residents.since[m.row];
  m.pay_hkd_month = draw_pay(city, rules, m);
  m.months_without_work = static_cast<std::uint16_t>(now - since);
  since = now;
  if (m.newcomer) return;
  auto& r = city.residents;
  r.state[m.row].set_activity(work_of(m));
  r.pay_hkd_month[m.row] = m.pay_hkd_month;
}

void write_newcomer(City& city, const scenario::Rules& rules, const Match& m) {
  auto& n = city.newcomers;
  population::NewcomerEdit edit(city.stocks, n, m.row, rules.schemes);
  n.activity[m.row] = work_of(m);
  n.job[m.row] = population::pack(job_of(m));
  n.set_pay(m.row, m.pay_hkd_month);
  n.set(m.row, Flag::in_field, m.in_field && !m.own_business && n.is_principal(m.row));
}

void count_hire(City& city, const scenario::Rules& rules, const Match& m) {
  const auto group =
      m.newcomer ? group_of(city.newcomers, m.row, rules.schemes) : stats::ResidentGroup::local;
  if (!m.own_business) {
    city.tallies.at(Measure::hires, static_cast<std::size_t>(group), job_of(m).sector) += 1;
    --city.open_posts[m.cell];
  }
  city.tallies.at(Measure::unemployed_months, static_cast<std::size_t>(group)) +=
      m.months_without_work;
  const auto happening = m.own_business ? Happening::became_self_employed : Happening::hired;
  if (m.newcomer) return city.record_newcomer(m.row, happening, m.pay_hkd_month);
  city.stocks.add_work(population::ResidentKind::local, Activity::unemployed, job_of(m), -1);
  city.stocks.add_work(population::ResidentKind::local, work_of(m), job_of(m), +1);
  city.record_resident(m.row, happening, m.pay_hkd_month);
}

}  // namespace

void match(MonthContext& month) {
  const auto seekers = newcomer_seekers(month);
  const auto hazards = cell_hazards(month, seekers);
  auto matches = local_matches(month, hazards);
  const auto newcomers = newcomer_matches(month, seekers, hazards);
  matches.insert(matches.end(), newcomers.begin(), newcomers.end());
  auto filled = count_out_posts(std::move(matches), month.city.open_posts);
  write_rows(filled, [&](Match& m) { start_work(month.city, month.rules, m); });
  commit_in_order(
      filled,
      [&](const Match& m) {
        if (m.newcomer) month.city.newcomers.prefetch(m.row);
      },
      [&](const Match& m) {
        if (m.newcomer) write_newcomer(month.city, month.rules, m);
        count_hire(month.city, month.rules, m);
      });
}

}  // namespace talentsim::phases
