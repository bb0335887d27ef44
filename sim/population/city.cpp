// SPDX-License-Identifier: MIT
#include "population/city.h"

#include <algorithm>
#include <cmath>

namespace talentsim::population {
namespace {

// A packed job as the event log has it.
struct Post {
  explicit Post(std::uint8_t packed) {
    if (packed == kNoJob) return;
    const Job job = unpack_job(packed);
    sector = static_cast<std::int8_t>(job.sector);
    skill = static_cast<std::int8_t>(job.skill);
  }
  std::int8_t sector = -1, skill = -1;
};

std::int8_t told_age(int years) { return static_cast<std::int8_t>(std::clamp(years, 0, 127)); }

}  // namespace

Cohorts::Cohorts(int scheme_count, int month_count) : months(month_count), schemes(scheme_count) {
  const auto groups =
      static_cast<std::size_t>(scheme_count) * 2 * static_cast<std::size_t>(month_count);
  arrivals.assign(groups, 0);
  made_permanent.assign(groups * static_cast<std::size_t>(month_count), 0);
}

void City::note_cap(std::size_t scheme, int cap) {
  auto& months = bound_months[scheme][cap];
  if (months.empty() || months.back() != now) months.push_back(now);
}

void City::take(const stats::Event& event) {
  if (witness)
    witness->saw(*this, event);
  else
    events.push_back(event);
}

void City::record(Key person, Key household, stats::Happening what, int scheme,
                  std::int64_t detail) {
  if (!record_events) return;
  take({.person = person,
        .household = household,
        .month = now.index(),
        .what = what,
        .scheme = static_cast<std::int8_t>(scheme),
        .detail = static_cast<std::int32_t>(detail),
        .ordinal = 0});
}

std::shared_ptr<const random::LagTable> City::lag_table(const scenario::Lag& lag) {
  const double mean = lag.mean_months.at(now);
  auto& table = lag_tables[{mean, lag.shape}];
  if (!table) table = std::make_shared<const random::LagTable>(mean, lag.shape);
  return table;
}

void City::record_resident(std::size_t row, stats::Happening what, std::int64_t detail,
                           std::optional<std::uint8_t> post) {
  if (!record_events) return;
  const auto state = residents.state[row];
  const Post held(post.value_or(works(state.activity()) ? residents.job[row] : kNoJob));
  take({.person = residents.key(row),
        .household = residents.household[row],
        .month = now.index(),
        .what = what,
        .scheme = -1,
        .sector = held.sector,
        .skill = held.skill,
        .detail = static_cast<std::int32_t>(detail),
        .ordinal = 0,
        .age_years = told_age(residents.age_years(row, now)),
        .sex = static_cast<std::int8_t>(state.sex())});
}

void City::record_newcomer(std::size_t row, stats::Happening what, std::int64_t detail,
                           std::optional<std::uint8_t> post) {
  if (!record_events) return;
  const auto& n = newcomers;
  const Post held(post.value_or(works(n.activity[row]) ? n.job[row] : kNoJob));
  take({.person = n.key[row],
        .household = n.key[n.principal[row]],
        .month = now.index(),
        .what = what,
        .scheme = static_cast<std::int8_t>(n.scheme[row]),
        .sector = held.sector,
        .skill = held.skill,
        .detail = static_cast<std::int32_t>(detail),
        .ordinal = 0,
        .age_years = told_age(n.age_years(row, now)),
        .sex = static_cast<std::int8_t>(n.sex[row])});
}

std::int64_t scaled_difference(double scale, double before, double after) {
  // The sums are taken in thousandths of a person, so that a floor never falls on rounding noise.
  const auto whole = [&](double total) { return std::floor(scale * total + 1e-6); };
  return static_cast<std::int64_t>(whole(after) - whole(before));
}

}  // namespace talentsim::population
