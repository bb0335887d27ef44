// SPDX-License-Identifier: MIT
#include "scenario/scenario.h"

#include <algorithm>

namespace talentsim::scenario {

double Series::at(Month month) const {
  if (steps.empty()) return 0;
  auto after = std::upper_bound(
      steps.begin(), steps.end(), month,
      [](Month m, const std::pair<Month, double>& step) { return m < step.first; });
  return after == steps.begin() ? after->second : std::prev(after)->second;
}

const std::vector<std::string>& employer_kind_names() {
  static const std::vector<std::string> names = {"local", "mainland_background", "international"};
  return names;
}

const std::vector<std::string>& employer_size_names() {
  static const std::vector<std::string> names = {"small_medium", "large"};
  return names;
}

bool Channel::open(Month month) const {
  const auto is_month = [&](double m) { return static_cast<int>(m) == month.month_of_year(); };
  return opens <= month && month < closes &&
         (calendar_months.empty() ||
          std::any_of(calendar_months.begin(), calendar_months.end(), is_month));
}

const Rules& Scenario::rules_at(Month month) const {
  auto after = std::upper_bound(timeline.begin(), timeline.end(), month,
                                [](Month m, const Stretch& stretch) { return m < stretch.from; });
  return after == timeline.begin() ? after->rules : std::prev(after)->rules;
}

}  // namespace talentsim::scenario
