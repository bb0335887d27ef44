// SPDX-License-Identifier: MIT
#include "output/record.h"

#include <algorithm>

namespace talentsim::output {
namespace {

template <class Visit>
void for_measures(bool monthly, const Visit& visit) {
  for (const auto& info : stats::measures())
    if (info.monthly == monthly) visit(info.measure, static_cast<std::size_t>(info.measure));
}

}  // namespace

void Record::reserve(std::size_t all_months, const stats::Tallies& tallies) {
  for_measures(true, [&](auto measure, std::size_t i) {
    figures[i].reserve(all_months * tallies.values(measure).size());
  });
}

void Record::add_month(const stats::Tallies& tallies) {
  for_measures(true, [&](auto measure, std::size_t i) {
    const auto values = tallies.values(measure);
    figures[i].insert(figures[i].end(), values.begin(), values.end());
  });
  ++months;
}

void Record::add_cohorts(const stats::Tallies& tallies) {
  for_measures(false, [&](auto measure, std::size_t i) {
    const auto values = tallies.values(measure);
    figures[i].assign(values.begin(), values.end());
  });
}

void Record::month_into(stats::Tallies& tallies, std::size_t month) const {
  for_measures(true, [&](auto measure, std::size_t i) {
    const auto values = tallies.values(measure);
    std::copy_n(figures[i].begin() + static_cast<std::ptrdiff_t>(month * values.size()),
                values.size(), values.begin());
  });
}

}  // namespace talentsim::output
