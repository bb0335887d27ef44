// SPDX-License-Identifier: MIT
#include "phases/scheme_choice.h"

#include <algorithm>
#include <cmath>

#include "phases/admission.h"

namespace talentsim::phases {
namespace {

using population::City;
using random::Stream;

// Whether a cap counted over the whole scheme has no place left this month.
bool is_full(City& city, int scheme, const std::vector<NumberedCap>& caps) {
  bool full = false;
  for (const auto& c : caps) {
    if (c.cap.per != scenario::CapUnit::scheme ||
        places_left(city, scheme, c.cap, {}, city.now) > 0)
      continue;
    city.note_cap(static_cast<std::size_t>(scheme), c.number);
    full = true;
  }
  return full;
}

// Those of the open schemes, by index, for which somebody of the pool can be eligible.
std::vector<std::size_t> schemes_for(const MonthContext& month, const OpenSchemes& open,
                                     const scenario::Pool& pool) {
  std::vector<std::size_t> schemes;
  for (std::size_t i = 0; i < open.size(); ++i)
    if (population::may_be_eligible(month.rules.schemes[static_cast<std::size_t>(open[i].index)],
                                    pool))
      schemes.push_back(i);
  return schemes;
}

// Whether the candidate's trade, sector or employer has no place left; the cap is noted.
bool bars(const MonthContext& month, const OpenScheme& open, const Candidate& c,
          std::atomic<std::uint32_t>& barred) {
  const auto& city = month.city;
  const auto units = units_of(city, month.rules, c.pool.index, c.profile, c.key, city.now);
  for (const auto& cap : open.caps)
    if (places_left(city, open.index, cap.cap, units, city.now) <= 0) {
      barred.fetch_or(1u << cap.number, std::memory_order_relaxed);
      return true;
    }
  return false;
}

}  // namespace

OpenSchemes open_schemes(const MonthContext& month) {
  OpenSchemes open;
  const auto now = month.city.now;
  for (std::size_t s = 0; s < month.rules.schemes.size(); ++s) {
    const auto& scheme = month.rules.schemes[s];
    if (now < scheme.opens || now >= scheme.closes) continue;
    auto caps = caps_of(scheme);
    if (is_full(month.city, static_cast<int>(s), caps)) continue;
    const bool by_unit = std::any_of(caps.begin(), caps.end(), [](const NumberedCap& c) {
      return c.cap.per != scenario::CapUnit::scheme;
    });
    open.push_back({static_cast<int>(s), random::name_ordinal(scheme.name),
                    std::exp(scheme_utility(month.rules, scheme, now)),
                    scheme.approval_probability.at(now), month.city.lag_table(scheme.decision_lag),
                    month.city.lag_table(scheme.arrival_lag), std::move(caps), by_unit});
  }
  return open;
}

PoolChoice choice_of(const MonthContext& month, const OpenSchemes& open, int pool_index) {
  const auto& pool = month.rules.pools[static_cast<std::size_t>(pool_index)];
  return {pool_index, schemes_for(month, open, pool),
          std::exp(pool.outside_utility + month.rules.choice.rival_utility)};
}

// The highest of utilities V with Gumbel errors -ln(-ln u) is the earliest of exponential clocks
// -ln(u) / exp(V): one logarithm each, and none where 1 - u <= -ln(u) is late enough already.
int choose(const MonthContext& month, const OpenSchemes& open, const Candidate& c, Barred& barred) {
  constexpr double kRoom = 1 + 1e-9;  // for rounding
  const auto clock = [](double u, double weight) { return -std::log(u) / weight; };
  double earliest = clock(c.draws.uniform(Stream::choice), c.pool.staying_away);
  int chosen = -1;
  for (const auto i : c.pool.schemes) {
    const auto& scheme = month.rules.schemes[static_cast<std::size_t>(open[i].index)];
    if (!population::eligible(scheme, c.profile.attributes, c.profile.trade)) continue;
    if (open[i].caps_by_unit && bars(month, open[i], c, barred[i])) continue;
    const double u = c.draws.uniform(Stream::choice, open[i].ordinal);
    if (1 - u > earliest * open[i].weight * kRoom) continue;
    const double rings = clock(u, open[i].weight);
    if (rings < earliest) {
      earliest = rings;
      chosen = static_cast<int>(i);
    }
  }
  return chosen;
}

}  // namespace talentsim::phases
