// SPDX-License-Identifier: MIT
// Talent already here when the run starts, so that renewals and permanent residence do not start
// from nothing. Arrivals t months before the start weigh 2^(-t / half-life); each holder is dealt a
// past arrival month, a profile, a stay that has been extended as often as its pattern says, and a
// family that has settled.
#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <vector>

#include "population/columns.h"
#include "population/entrants.h"
#include "population/initial_city.h"
#include "population/room.h"
#include "population/stay_length.h"
#include "support/parallel.h"
#include "support/parallel_tasks.h"

namespace talentsim::population {
namespace {

using random::Stream;

int index_of(const auto& list, const std::string& name) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].name == name) return static_cast<int>(i);
  return -1;
}

// The stay as extended up to the start: extensions one after another, the last one repeated.
void extend_to_start(Newcomers& n, std::uint32_t row, const scenario::Scheme& scheme, Month start) {
  while (n.expiry[row] <= start.index() && !scheme.extension_months.empty()) {
    const auto next = std::min<std::size_t>(n.extensions[row], scheme.extension_months.size() - 1);
    n.approved[row] = n.expiry[row];
    n.expiry[row] =
        static_cast<std::int16_t>(n.expiry[row] + static_cast<int>(scheme.extension_months[next]));
    ++n.extensions[row];
  }
}

// A seeker with some months behind them has mostly found work by now.
void find_work_so_far(City& city, const scenario::Rules& rules, std::uint32_t row, double hazard) {
  auto& n = city.newcomers;
  if (n.activity[row] != Activity::unemployed) return;
  const int months = city.start.index() - n.arrival[row];
  const auto words = city.luck.block(n.key[row], city.start, Stream::standing);
  if (random::unit(words[0]) >= random::chance(hazard * months)) return;
  const Job job = unpack_job(n.job[row]);
  n.activity[row] = Activity::employed;
  n.set(row, Flag::in_field,
        n.is_principal(row) && random::unit(words[1]) < rules.labour.in_field_share);
  const double median = rules.sectors[job.sector].pay_median_hkd_month[job.skill];
  const double pay =
      rules.labour.newcomer_pay_factor *
      random::two_piece_log_normal(random::unit(words[2]), median, rules.labour.pay_sigma_left,
                                   rules.labour.pay_sigma_right);
  const auto whole = static_cast<std::uint32_t>(std::lround(pay));
  n.set_pay(row, whole, pay_booked_here(city.luck, rules.labour, n.key[row], whole));
}

// Who holds the stay of a stock, by month of arrival from the last one back.
std::vector<Entry> holders_of(const City& city, const scenario::Rules& rules,
                              const scenario::StandingStock& stock) {
  const int pool = index_of(rules.pools, stock.pool);
  const int oldest = static_cast<int>(stock.months_since_arrival_max);
  double weight_sum = 0;
  for (int t = 1; t <= oldest; ++t) weight_sum += std::exp2(-t / stock.half_life_months);
  double before = 0;
  std::vector<Entry> list;
  for (int t = 1; t <= oldest; ++t) {
    const double holders = stock.holders * std::exp2(-t / stock.half_life_months) / weight_sum;
    const auto count = scaled_difference(city.scale, before, before + holders);
    before += holders;
    Entry entry;
    entry.applied = entry.approved = entry.arrival = entry.residence_start = city.start + (-t);
    entry.scheme = index_of(rules.schemes, stock.scheme);
    entry.pool = pool;
    entry.long_here = true;
    for (std::int64_t slot = 0; slot < count; ++slot) {
      entry.key = candidate_key(static_cast<std::uint32_t>(pool), entry.arrival,
                                static_cast<std::uint32_t>(slot));
      list.push_back(entry);
    }
  }
  return list;
}

void draw_families(const City& city, const scenario::Rules& rules, std::span<Entry> holders,
                   std::vector<Newcomer>& list) {
  for (auto& entry : holders) {
    const auto profile = draw_profile(city.luck, rules.pools[static_cast<std::size_t>(entry.pool)],
                                      entry.key, entry.arrival);
    entry.first_stay_months = first_stay_months(
        rules.schemes[static_cast<std::size_t>(entry.scheme)], [&] { return profile.attributes; });
    draw_household(city.luck, rules, profile, entry, list);
  }
}

// What a family has done here since its arrival.
void settle_in(City& city, const scenario::Rules& rules, std::uint32_t principal) {
  auto& n = city.newcomers;
  extend_to_start(n, principal, rules.schemes[n.scheme[principal]], city.start);
  const double hazard =
      rules.labour.matching_efficiency * rules.pools[n.pool[principal]].search_efficiency;
  n.for_family(principal, [&](std::uint32_t row) {
    NewcomerEdit edit(city.stocks, n, row, rules.schemes);
    find_work_so_far(city, rules, row, hazard);
  });
}

void deal_one_stock(City& city, const scenario::Rules& rules,
                    const scenario::StandingStock& stock) {
  constexpr std::size_t kHolders = 4096;
  auto holders = holders_of(city, rules, stock);
  std::vector<std::vector<Newcomer>> chunks(chunk_count(holders.size(), kHolders));
  parallel_chunks(
      holders.size(),
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        draw_families(city, rules, std::span(holders).subspan(begin, end - begin), chunks[chunk]);
      },
      kHolders);
  for (auto& persons : chunks) {
    make_room_for_newcomers(city, persons.size());
    const auto first = admit(city, rules, persons, true);
    for (auto row = first; row < city.newcomers.size(); ++row)
      if (city.newcomers.is_principal(row)) settle_in(city, rules, row);
  }
}

}  // namespace

void deal_standing_stock(City& city, const scenario::Rules& rules) {
  // Room for those who land while months go by, so that columns are seldom copied; rows that are
  constexpr double kRowsAHolder = 32;
  double holders = 0;
  for (const auto& stock : rules.standing) holders += stock.holders * city.scale;
  // never touched take no memory. Side by side, since the C library writes where each column ends
  // and the system clears the page.
  std::vector<std::function<void()>> columns;
  const auto make_room = [&](auto& column) {
    columns.emplace_back([&] { column.reserve(static_cast<std::size_t>(kRowsAHolder * holders)); });
  };
  visit_columns(make_room, city.newcomers);
  parallel_tasks(columns);
  for (const auto& stock : rules.standing) deal_one_stock(city, rules, stock);
}

}  // namespace talentsim::population
