// SPDX-License-Identifier: MIT
#include "phases/hazards.h"

#include <algorithm>
#include <cmath>

namespace talentsim::phases {
namespace {

constexpr double kMonths = 12;
constexpr int kFirstBandAge = 27;  // middle of 25-29, the first five-year band of participation
constexpr int kSettledAge = 27;  // below it, leaving study moves participation, not the age profile
constexpr int kOldBandAge = 70;  // where the rate of the open group 65+ is placed
constexpr double kOldDecline =
    0.90;  // participation beyond that age falls by a tenth a year (assumption)

std::size_t death_group(int age) {
  return static_cast<std::size_t>(age == 0 ? 0 : age < 5 ? 1 : std::min(21, age / 5 + 1));
}

// Participation at a single age: straight lines between the middles of the published bands.
double participation_at(const std::vector<double>& bands, double age) {
  if (bands.empty()) return 0;
  if (age >= kOldBandAge) return bands[9] * std::pow(kOldDecline, age - kOldBandAge);
  const double last_middle = kFirstBandAge + 5 * 7;  // 62
  if (age >= last_middle)
    return bands[8] + (bands[9] - bands[8]) * (age - last_middle) / (kOldBandAge - last_middle);
  const double position = std::max(0.0, (age - kFirstBandAge) / 5);
  const auto band = static_cast<std::size_t>(position);
  return bands[band + 1] + (bands[std::min<std::size_t>(band + 2, 8)] - bands[band + 1]) *
                               (position - std::floor(position));
}

// Hazards that carry a birth cohort along the published age profile of participation, plus balanced
// churn.
void fill_labour_force(const scenario::Rules& rules, int sex, MonthHazards& h) {
  const auto& bands = rules.initial.participation[sex];
  const double churn = rules.labour.participation_churn_year / kMonths;
  for (int age = 15; age < kAges; ++age) {
    const double now = std::clamp(participation_at(bands, age), 1e-4, 1 - 1e-4);
    const double next = std::clamp(participation_at(bands, age + 1), 1e-4, 1 - 1e-4);
    h.leave_labour[sex][age] = churn;
    h.enter_labour[sex][age] = churn * now / (1 - now);
    if (age < kSettledAge) continue;
    if (next < now)
      h.leave_labour[sex][age] -= std::log(next / now) / kMonths;
    else
      h.enter_labour[sex][age] -= std::log((1 - next) / (1 - now)) / kMonths;
  }
  h.active_after_study[sex] = participation_at(bands, kSettledAge);
}

void fill_study(const scenario::Rules& rules, int sex, MonthHazards& h) {
  const auto& share = rules.initial.student_share[sex];
  for (int age = 15; age < kAges; ++age) {
    const auto next = static_cast<std::size_t>(age) + 1;
    const double now_share = static_cast<std::size_t>(age) < share.size() ? share[age] : 0;
    const double next_share = next < share.size() ? share[next] : 0;
    const bool falls = now_share > 0 && next_share > 0 && next_share < now_share;
    h.leave_study[sex][age] = falls                 ? -std::log(next_share / now_share) / kMonths
                              : next < share.size() ? 0
                                                    : 1 / kMonths;
  }
}

std::vector<double> separation_hazards(const scenario::Rules& rules, Month month) {
  std::vector<double> hazards;
  for (const auto& sector : rules.sectors)
    for (const double of_skill : rules.labour.separation_month)
      hazards.push_back(of_skill * rules.labour.layoff_factor.at(month) * sector.layoff_factor);
  return hazards;
}

}  // namespace

MonthHazards month_hazards(const scenario::Rules& rules, Month month) {
  MonthHazards h;
  const auto& d = rules.demography;
  for (int sex = 0; sex < scenario::kSexes; ++sex) {
    const double multiplier = d.death_multiplier[sex].at(month);
    for (int age = 0; age < kAges; ++age)
      h.death[sex][age] = d.death_rate[sex].empty()
                              ? 0
                              : d.death_rate[sex][death_group(age)] * multiplier / kMonths;
    fill_labour_force(rules, sex, h);
    fill_study(rules, sex, h);
  }
  for (int age = 15; age < 50; ++age)
    h.birth[age] = d.birth_rate_pattern.empty()
                       ? 0
                       : d.birth_rate_pattern[static_cast<std::size_t>((age - 15) / 5)] *
                             d.total_fertility.at(month) / kMonths;
  h.separation = separation_hazards(rules, month);
  h.helper_leaving = rules.movement.helper_leaving_year / kMonths;
  return h;
}

}  // namespace talentsim::phases
