// SPDX-License-Identifier: MIT
#include "population/city.h"

#include <algorithm>
#include <cmath>

namespace talentsim::population {

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

void City::record(Key person, Key household, stats::Happening what, int scheme,
                  std::int64_t detail) {
  if (!record_events) return;
  const stats::Event event{person,
                           household,
                           now.index(),
                           what,
                           static_cast<std::int8_t>(scheme),
                           static_cast<std::int32_t>(detail),
                           0};
  if (witness)
    witness->saw(*this, event);
  else
    events.push_back(event);
}

void City::record_resident(std::size_t row, stats::Happening what, std::int64_t detail) {
  if (record_events) record(residents.key(row), residents.household[row], what, -1, detail);
}

void City::record_newcomer(std::size_t row, stats::Happening what, std::int64_t detail) {
  if (record_events)
    record(newcomers.key[row], newcomers.key[newcomers.principal[row]], what, newcomers.scheme[row],
           detail);
}

std::int64_t scaled_difference(double scale, double before, double after) {
  // The sums are taken in thousandths of a person, so that a floor never falls on rounding noise.
  const auto whole = [&](double total) { return std::floor(scale * total + 1e-6); };
  return static_cast<std::int64_t>(whole(after) - whole(before));
}

}  // namespace talentsim::population
