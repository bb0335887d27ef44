// SPDX-License-Identifier: MIT
#include "phases/month_context.h"

#include "phases/screening.h"
#include "population/compaction.h"

namespace talentsim::phases {
namespace {

using population::City;
using random::Stream;

constexpr std::array<Stream, 6> kResidentStreams = {Stream::death,       Stream::birth,
                                                    Stream::separation,  Stream::activity,
                                                    Stream::leave_study, Stream::helper_leaving};
constexpr std::array<Stream, 8> kNewcomerStreams = {
    Stream::death,          Stream::birth,        Stream::no_work,    Stream::outside_offer,
    Stream::family_reunion, Stream::other_reason, Stream::separation, Stream::activity};

constexpr int kTidyMonth = 1;  // January: rows of later residents who died or left are dropped

// Newcomers who have not left. Those of last month and the rows added since, so that departed rows
// cost nothing.
void refresh_active(City& city) {
  const auto& n = city.newcomers;
  auto& active = city.active;
  std::erase_if(active, [&](std::uint32_t row) { return n.place[row] == population::Place::gone; });
  for (auto row = static_cast<std::uint32_t>(city.active_end); row < n.size(); ++row)
    if (n.place[row] != population::Place::gone) active.push_back(row);
  city.active_end = n.size();
}

}  // namespace

double cause_uniform(const MonthContext& month, const Screened& person, ResidentCause cause) {
  const auto& city = month.city;
  const int k = static_cast<int>(cause);
  if (!person.may_strike(k)) return 1;
  return month.resident_table.conditioned(
      person, k,
      city.luck.uniform(city.residents.key(person.row), city.now,
                        kResidentStreams[static_cast<std::size_t>(k)]));
}

double cause_uniform(const MonthContext& month, const Screened& person, NewcomerCause cause) {
  const auto& city = month.city;
  const int k = static_cast<int>(cause);
  if (!person.may_strike(k)) return 1;
  return month.newcomer_table.conditioned(
      person, k,
      city.luck.uniform(city.newcomers.key[person.row], city.now,
                        kNewcomerStreams[static_cast<std::size_t>(k)]));
}

MonthContext open_month(City& city, const scenario::Rules& rules) {
  if (city.now.month_of_year() == kTidyMonth) population::drop_absent_rows(city);
  auto hazards = month_hazards(rules, city.now);
  auto residents = resident_screen(hazards);
  auto newcomers = newcomer_screen(hazards, rules);
  refresh_active(city);
  auto passed_residents = screen_residents(city, residents);
  auto passed_newcomers = screen_newcomers(city, newcomers);
  return {city,
          rules,
          hazards,
          std::move(residents),
          std::move(newcomers),
          std::move(passed_residents),
          std::move(passed_newcomers),
          {}};
}

}  // namespace talentsim::phases
