// SPDX-License-Identifier: MIT
#include "trace/tell.h"

#include <fmt/format.h>

#include <array>

#include "trace/words.h"

namespace talentsim::trace {
namespace {

using stats::Happening;

// In the order of Happening.
constexpr std::array<Teller, static_cast<std::size_t>(Happening::count_)> kTellers = {
    tell_application,
    tell_approval,
    tell_refusal,
    tell_quota_refusal,
    tell_arrival,
    tell_joined,
    tell_born,
    tell_died,
    tell_hired,
    tell_separated,
    tell_own_business,
    tell_renewal_applied,
    tell_renewed,
    tell_renewal_refused,
    tell_stay_lapsed,
    tell_switched,
    tell_permanent_residence,
    tell_departed,
    tell_moved_in,
    tell_moved_out,
    tell_left_study,
    tell_left_labour_force,
    tell_entered_labour_force,
    tell_did_not_come,
    tell_changed_job,
    tell_recognised};

}  // namespace

Telling tell(const Moment& moment) {
  auto telling = kTellers[static_cast<std::size_t>(moment.event.what)](moment);
  // The scheme, and what the event says of itself, part two lives wherever they differ.
  telling.fate =
      fmt::format("{} {} {} {}", moment.event.person, static_cast<int>(moment.event.what),
                  moment.is_newcomer() ? moment.scheme().name : "", moment.event.detail) +
      " " + telling.fate;
  return telling;
}

int pool_of(const scenario::Rules& rules, population::Key key) {
  const auto parts = population::parts_of(key);
  if (parts.candidate && parts.pool < rules.pools.size()) return static_cast<int>(parts.pool);
  for (std::size_t p = 0; p < rules.pools.size(); ++p)
    if (rules.pools[p].from_resident_students) return static_cast<int>(p);
  return -1;
}

std::uint32_t find_resident(const population::City& city, population::Key key) {
  const auto& r = city.residents;
  if (r.index.empty() && population::resident_key(population::parts_of(key).index) == key) {
    const auto index = population::parts_of(key).index;
    if (index < r.initial) return index;
  }
  for (std::size_t row = r.index.empty() ? r.initial : 0; row < r.size(); ++row)
    if (r.key(row) == key) return static_cast<std::uint32_t>(row);
  return population::kNoRow;
}

population::Profile applicant(const population::City& city, const scenario::Rules& rules,
                              population::Key key, Month applied) {
  const int index = pool_of(rules, key);
  if (index < 0) return {};
  const auto& pool = rules.pools[static_cast<std::size_t>(index)];
  const auto row = pool.from_resident_students ? find_resident(city, key) : population::kNoRow;
  if (row == population::kNoRow) return population::draw_profile(city.luck, pool, key, applied);
  return population::draw_profile(city.luck, pool, key, applied, city.residents.state[row].sex(),
                                  city.residents.birth[row]);
}

std::string leave_text(int count, Month from) {
  return count > 0 ? fmt::format("{}, to {}", months(count), (from + count).text())
                   : "without limit";
}

}  // namespace talentsim::trace
