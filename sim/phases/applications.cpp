// SPDX-License-Identifier: MIT
// Candidates, choice, adjudication and quotas.
#include <algorithm>
#include <cmath>
#include <limits>

#include "phases/admission.h"
#include "phases/gather.h"
#include "phases/students.h"
#include "population/entrants.h"

namespace talentsim::phases {
namespace {

using population::Application;
using population::City;
using population::kNoRow;
using population::Profile;
using random::Stream;
using random::unit;
using stats::Happening;
using stats::Measure;

constexpr double kFirstYearOfQuotas = 2000;
constexpr double kStayCapYears = 5;  // a longer first stay attracts no more (assumption)
constexpr std::int64_t kNoQuota = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kCandidateChunk = 512;

double gumbel(double u) { return -std::log(-std::log(u)); }

// What is the same for all candidates of a month.
struct OpenScheme {
  int index;
  double utility, approval;
  std::shared_ptr<const random::LagTable> decision_lag, arrival_lag;
};

// Lags change rarely: tables are kept from month to month.
std::shared_ptr<const random::LagTable> lag_table(City& city, const scenario::Lag& lag) {
  const double mean = lag.mean_months.at(city.now);
  auto& table = city.lag_tables[{mean, lag.shape}];
  if (!table) table = std::make_shared<const random::LagTable>(mean, lag.shape);
  return table;
}

std::vector<OpenScheme> open_schemes(const MonthContext& month) {
  std::vector<OpenScheme> open;
  const auto now = month.city.now;
  for (std::size_t s = 0; s < month.rules.schemes.size(); ++s) {
    const auto& scheme = month.rules.schemes[s];
    if (now < scheme.opens || now >= scheme.closes) continue;
    if (scheme.annual_quota &&
        places_left(month.city, month.rules, static_cast<int>(s), now.year()) <= 0) {
      month.city.bound_months[s].push_back(now.text());
      continue;
    }
    open.push_back({static_cast<int>(s), scheme_utility(month.rules, scheme, now),
                    scheme.approval_probability.at(now), lag_table(month.city, scheme.decision_lag),
                    lag_table(month.city, scheme.arrival_lag)});
  }
  return open;
}

// The candidate's choice: index into `open`, or -1 for staying away.
int choose(const City& city, const scenario::Rules& rules, const std::vector<OpenScheme>& open,
           const scenario::Pool& pool, const Profile& profile, population::Key key) {
  double best = pool.outside_utility + gumbel(city.luck.uniform(key, city.now, Stream::choice));
  int chosen = -1;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const auto& scheme = rules.schemes[static_cast<std::size_t>(open[i].index)];
    if (!population::meets(scheme.requires_, profile.attributes)) continue;
    const double utility =
        open[i].utility +
        gumbel(city.luck.uniform(key, city.now, Stream::choice, random::name_ordinal(scheme.name)));
    if (utility > best) {
      best = utility;
      chosen = static_cast<int>(i);
    }
  }
  return chosen;
}

// An application with its moments drawn: when it was made, decided, and followed by an arrival.
Application apply(const City& city, const scenario::Rules& rules, const OpenScheme& open,
                  population::Key key, int pool, const Profile& profile,
                  std::uint32_t student_row) {
  const auto& scheme = rules.schemes[static_cast<std::size_t>(open.index)];
  const auto& luck = city.luck;
  const Month now = city.now;
  Application a;
  a.key = key;
  a.applied = now;
  a.student_row = student_row;
  a.scheme = static_cast<std::uint8_t>(open.index);
  a.pool = static_cast<std::uint8_t>(pool);
  a.sex = static_cast<std::uint8_t>(profile.sex);
  a.stamp = now.index() + luck.uniform(key, now, Stream::stamp);
  a.approved = luck.uniform(key, now, Stream::adjudication) < open.approval;
  a.decided = a.stamp + (*open.decision_lag)(luck.uniform(key, now, Stream::decision_lag));
  if (a.approved && luck.uniform(key, now, Stream::arrival) < scheme.arrival_probability)
    a.arrives = a.decided + (*open.arrival_lag)(luck.uniform(key, now, Stream::arrival_lag));
  return a;
}

double alumni_factor(const MonthContext& month) {
  const auto& choice = month.rules.choice;
  if (choice.alumni_elasticity == 0) return 1;
  const auto talent =
      month.city.stocks.residents[static_cast<std::size_t>(stats::ResidentGroup::talent)];
  const double stock = static_cast<double>(talent) / month.city.scale;
  return std::pow((1 + stock) / (1 + choice.alumni_reference), choice.alumni_elasticity);
}

std::int64_t candidates_of(const MonthContext& month, int pool_index, double alumni) {
  const auto& city = month.city;
  const auto& pool = month.rules.pools[static_cast<std::size_t>(pool_index)];
  const double season =
      pool.season.empty() ? 1 : pool.season[static_cast<std::size_t>(city.now.month_of_year() - 1)];
  const double mean = pool.candidates_month.at(city.now) * season * alumni * city.scale;
  const auto key = population::candidate_key(static_cast<std::uint32_t>(pool_index), city.now, 0);
  return random::count_quantile(city.luck.uniform(key, city.now, Stream::candidate_count), mean,
                                pool.dispersion);
}

void pool_applications(MonthContext& month, const std::vector<OpenScheme>& open, int pool_index,
                       double alumni, std::vector<Application>& applications) {
  auto& city = month.city;
  const auto& pool = month.rules.pools[static_cast<std::size_t>(pool_index)];
  const auto count = candidates_of(month, pool_index, alumni);
  city.tallies.at(Measure::candidates) += count;
  const auto chosen = gather<Application>(
      static_cast<std::size_t>(count),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for (std::size_t slot = begin; slot < end; ++slot) {
          const auto key = population::candidate_key(static_cast<std::uint32_t>(pool_index),
                                                     city.now, static_cast<std::uint32_t>(slot));
          const auto profile = population::draw_profile(city.luck, pool, key, city.now);
          const int choice = choose(city, month.rules, open, pool, profile, key);
          if (choice >= 0)
            list.push_back(apply(city, month.rules, open[static_cast<std::size_t>(choice)], key,
                                 pool_index, profile, kNoRow));
        }
      },
      kCandidateChunk);
  applications.insert(applications.end(), chosen.begin(), chosen.end());
}

// Quotas are filled in the order of the stamps. A place counts in the calendar year of the
// decision. Once somebody is turned away for want of a place, so is everybody later whose decision
// falls in that year.
void fill_annual_quota(MonthContext& month, int scheme, std::vector<Application*>& queue) {
  auto& city = month.city;
  std::map<int, std::int64_t> left;
  for (auto* a : queue) {
    const int year = Month(static_cast<int>(a->decided)).year();
    if (!left.contains(year)) left[year] = places_left(city, month.rules, scheme, year);
    if (!a->approved) continue;
    if (left[year] <= 0) {
      a->approved = false;
      a->refused_for_quota = true;
      a->arrives = 0;
      continue;
    }
    --left[year];
    ++city.quota_used[{scheme, year}];
  }
}

// Persons a day, granted month by month; a unit that no longer fits ends the month's list.
void fill_daily_quota(MonthContext& month, int scheme, std::vector<Application*>& queue) {
  auto& city = month.city;
  const double per_day = *month.rules.schemes[static_cast<std::size_t>(scheme)].daily_quota;
  const double before = per_day * (city.now.days_since_epoch() - city.start.days_since_epoch());
  auto left = population::scaled_difference(city.scale, before, before + per_day * city.now.days());
  bool full = false;
  for (auto* a : queue) {
    if (!a->approved) continue;
    const auto& pool = month.rules.pools[a->pool];
    population::Entry entry;
    entry.key = a->key;
    entry.applied = a->applied;
    entry.scheme = scheme;
    entry.pool = a->pool;
    const auto profile = population::draw_profile(city.luck, pool, a->key, a->applied);
    const int persons = population::persons_admitted(city.luck, month.rules, profile, entry);
    full = full || persons > left;
    if (full) {
      a->approved = false;
      a->refused_for_quota = true;
      a->arrives = 0;
    } else {
      left -= persons;
    }
  }
}

void fill_quotas(MonthContext& month, std::vector<Application>& applications) {
  for (std::size_t s = 0; s < month.rules.schemes.size(); ++s) {
    const auto& scheme = month.rules.schemes[s];
    if (!scheme.annual_quota && !scheme.daily_quota) continue;
    std::vector<Application*> queue;
    for (auto& a : applications)
      if (a.scheme == s) queue.push_back(&a);
    std::sort(queue.begin(), queue.end(), [](const Application* a, const Application* b) {
      return a->stamp != b->stamp ? a->stamp < b->stamp : a->key < b->key;
    });
    if (scheme.annual_quota)
      fill_annual_quota(month, static_cast<int>(s), queue);
    else
      fill_daily_quota(month, static_cast<int>(s), queue);
    const bool bound = std::any_of(queue.begin(), queue.end(),
                                   [](const Application* a) { return a->refused_for_quota; });
    if (bound) month.city.bound_months[s].push_back(month.city.now.text());
  }
}

}  // namespace

double scheme_utility(const scenario::Rules& rules, const scenario::Scheme& scheme, Month month) {
  const auto& choice = rules.choice;
  const double approval = std::max(1e-3, scheme.approval_probability.at(month));
  const double stay_years =
      scheme.first_stay_months > 0 ? scheme.first_stay_months / 12 : kStayCapYears;
  return scheme.appeal + choice.speed_per_month * scheme.decision_lag.mean_months.at(month) +
         choice.certainty * std::log(approval) +
         choice.stay_per_year * std::min(stay_years, kStayCapYears) +
         (scheme.spouse_admitted && scheme.child_age_limit_years > 0 ? choice.family_right : 0);
}

std::int64_t places_left(const City& city, const scenario::Rules& rules, int scheme, int year) {
  const auto& quota = rules.schemes[static_cast<std::size_t>(scheme)].annual_quota;
  if (!quota) return kNoQuota;
  const double before = *quota * (year - kFirstYearOfQuotas);
  const auto used = city.quota_used.find({scheme, year});
  return population::scaled_difference(city.scale, before, before + *quota) -
         (used == city.quota_used.end() ? 0 : used->second);
}

void take_applications(MonthContext& month) {
  auto& city = month.city;
  const auto open = open_schemes(month);
  const double alumni = alumni_factor(month);
  std::vector<Application> applications;
  int student_pool = -1;
  for (std::size_t p = 0; p < month.rules.pools.size(); ++p) {
    if (month.rules.pools[p].from_resident_students)
      student_pool = static_cast<int>(p);
    else
      pool_applications(month, open, static_cast<int>(p), alumni, applications);
  }
  if (student_pool >= 0) {
    const auto graduates = graduating_students(month, student_pool);
    const auto& pool = month.rules.pools[static_cast<std::size_t>(student_pool)];
    city.tallies.at(Measure::candidates) += static_cast<std::int64_t>(graduates.size());
    for (const auto row : graduates) {
      const auto key = city.residents.key(row);
      const auto profile =
          population::draw_profile(city.luck, pool, key, city.now, city.residents.state[row].sex(),
                                   city.residents.birth[row]);
      const int choice = choose(city, month.rules, open, pool, profile, key);
      if (choice < 0)
        release_student(city, row);
      else
        applications.push_back(apply(city, month.rules, open[static_cast<std::size_t>(choice)], key,
                                     student_pool, profile, row));
    }
  }
  fill_quotas(month, applications);
  for (const auto& a : applications) {
    city.tallies.at(Measure::applications, a.scheme, a.sex) += 1;
    city.record(a.key, a.key, Happening::application, a.scheme);
    city.undecided[static_cast<int>(a.decided)].push_back(a);
  }
}

}  // namespace talentsim::phases
