// SPDX-License-Identifier: MIT
#include "population/invariants.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "support/error.h"

namespace talentsim::population {
namespace {

using stats::Measure;

void expect_equal(const City& city, const char* law, std::int64_t found, std::int64_t expected) {
  if (found != expected)
    throw RunError(fmt::format("{}: {}: found {}, expected {} (seed {}, replicate {})",
                               city.now.text(), law, found, expected, city.luck.seed,
                               city.luck.replicate));
}

std::int64_t sum(const City& city, Measure measure) {
  const auto values = city.tallies.values(measure);
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::int64_t sum(const std::vector<std::int64_t>& values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

void check_recount(const City& city, const scenario::Rules& rules) {
  Stocks recount(rules.schemes.size(), rules.sectors.size());
  for (std::size_t row = 0; row < city.residents.size(); ++row)
    recount.add_resident(city.residents, row, +1);
  for (std::size_t row = 0; row < city.newcomers.size(); ++row)
    recount.add_newcomer(city.newcomers, row, rules.schemes, +1);
  expect_equal(city, "running counts differ from a recount of the rows", recount == city.stocks, 1);
}

void check_flows(const City& city, const Opening& before) {
  constexpr auto kLocal = static_cast<std::size_t>(stats::ResidentGroup::local);
  const auto now = opening(city);
  const auto births = city.tallies.values(Measure::births),
             deaths = city.tallies.values(Measure::deaths);
  expect_equal(city,
               "local residents against births, deaths, movement and students who became holders",
               now.locals,
               before.locals + births[kLocal] - deaths[kLocal] + sum(city, Measure::movement_in) -
                   sum(city, Measure::movement_out) - city.students_converted);
  expect_equal(city, "holders against arrivals, births and departures", now.holders,
               before.holders + sum(city, Measure::arrivals) +
                   sum(city, Measure::dependant_arrivals) + sum(city, Measure::births) -
                   births[kLocal] - sum(city, Measure::departures));
  expect_equal(
      city, "filled and open posts against posts created and withdrawn", now.posts,
      before.posts + sum(city, Measure::posts_created) - sum(city, Measure::posts_withdrawn));
  for (std::size_t c = 0; c < city.open_posts.size(); ++c)
    expect_equal(city, "open posts below zero", city.open_posts[c] < 0, 0);
}

void check_vacancies(const City& city) {
  if (!city.vacancies.kept) return;
  std::vector<std::int64_t> rows(city.open_posts.size());
  for (const auto cell : city.vacancies.cell) ++rows[cell];
  for (std::size_t c = 0; c < rows.size(); ++c)
    expect_equal(city, "open posts with an identity against open posts of a cell", rows[c],
                 city.open_posts[c]);
  auto ids = city.vacancies.id;
  std::sort(ids.begin(), ids.end());
  expect_equal(city, "two open posts with one identity",
               std::adjacent_find(ids.begin(), ids.end()) == ids.end(), 1);
}

void check_leave(const City& city) {
  const auto& n = city.newcomers;
  for (std::size_t row = 0; row < n.size(); ++row) {
    if (n.place[row] == Place::gone) continue;
    const bool here = n.place[row] != Place::waiting;
    const bool leave = n.is(row, Flag::holds_visa) || n.is(row, Flag::permanent);
    expect_equal(city, "a newcomer lives here, or commutes, without leave to stay", leave, here);
    if (n.is_principal(row) && !n.is(row, Flag::permanent) && !n.is(row, Flag::applied))
      expect_equal(city, "a stay ran out without consequence", n.expiry[row] > city.now.index(), 1);
  }
}

void check_local_guardians(const City& city) {
  const auto& r = city.residents;
  std::vector<std::uint8_t> adult(city.households.size());
  for (std::size_t row = 0; row < r.size(); ++row)
    if (r.present(row) && r.age_years(row, city.now) >= kAdultAge) adult[r.household[row]] = 1;
  for (std::size_t row = 0; row < r.size(); ++row)
    if (r.present(row) && r.age_years(row, city.now) < kAdultAge)
      expect_equal(city, "a child lives in a household without an adult", adult[r.household[row]],
                   1);
}

void check_newcomer_guardians(const City& city) {
  const auto& n = city.newcomers;
  for (std::uint32_t row = 0; row < n.size(); ++row) {
    if (!n.is_principal(row)) continue;
    bool child = false, adult = false;
    n.for_family(row, [&](std::uint32_t member) {
      if (n.place[member] != Place::resident && n.place[member] != Place::commuting) return;
      const bool grown = n.age_years(member, city.now) >= kAdultAge || member == row;
      adult = adult || grown;
      child = child || !grown;
    });
    if (child)
      expect_equal(city, "a newcomers' child lives here without an adult of the family", adult, 1);
  }
}

void check_keys(const City& city) {
  std::vector<Key> keys;
  for (std::size_t row = 0; row < city.residents.size(); ++row)
    if (city.residents.present(row)) keys.push_back(city.residents.key(row));
  for (std::size_t row = 0; row < city.newcomers.size(); ++row)
    if (city.newcomers.place[row] != Place::gone) keys.push_back(city.newcomers.key[row]);
  std::sort(keys.begin(), keys.end());
  expect_equal(city, "two persons with one key",
               std::adjacent_find(keys.begin(), keys.end()) == keys.end(), 1);
}

}  // namespace

Opening opening(const City& city) {
  return {city.stocks.residents[static_cast<std::size_t>(stats::ResidentGroup::local)],
          sum(city.stocks.visa_holders) + sum(city.stocks.permanent),
          sum(city.stocks.filled) + sum(city.open_posts)};
}

void check_invariants(const City& city, const scenario::Rules& rules, const Opening& before) {
  check_recount(city, rules);
  check_flows(city, before);
  check_vacancies(city);
  check_leave(city);
  check_local_guardians(city);
  check_newcomer_guardians(city);
  check_keys(city);
}

}  // namespace talentsim::population
