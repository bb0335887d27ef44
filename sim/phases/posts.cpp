// SPDX-License-Identifier: MIT
#include "phases/posts.h"

#include <algorithm>

#include "phases/job_market.h"

namespace talentsim::phases {
namespace {

using population::kSkills;

// Share of a sector's vacancies at each skill: its employment by skill, weighted by how much more
// often posts of that skill are vacant in the whole city.
std::array<double, kSkills> vacancy_skills(const scenario::Rules& rules,
                                           const scenario::Sector& sector) {
  std::array<double, kSkills> city{}, share{};
  double employed = 0;
  for (const auto& s : rules.sectors) {
    if (s.live_in_helpers) continue;
    employed += s.employed;
    for (int k = 0; k < kSkills; ++k) city[k] += s.employed * s.skill_shares[k];
  }
  double sum = 0;
  for (int k = 0; k < kSkills; ++k) {
    const double weight =
        city[k] > 0 ? rules.labour.vacancy_skill_shares[k] * employed / city[k] : 0;
    sum += share[k] = sector.skill_shares[k] * weight;
  }
  for (auto& s : share) s = sum > 0 ? s / sum : 0;
  return share;
}

}  // namespace

void open_posts(MonthContext& month) {
  auto& city = month.city;
  const double all = month.rules.labour.vacancies.at(city.now) * month.rules.labour.vacancy_factor;
  double before = 0;
  for (std::size_t s = 0; s < month.rules.sectors.size(); ++s) {
    const auto& sector = month.rules.sectors[s];
    const auto skills = vacancy_skills(month.rules, sector);
    for (std::size_t k = 0; k < kSkills; ++k) {
      const double wanted = sector.live_in_helpers ? 0 : all * sector.vacancy_share * skills[k];
      const auto target = population::scaled_difference(city.scale, before, before + wanted);
      before += wanted;
      auto& open = city.open_posts[s * kSkills + k];
      city.tallies.at(stats::Measure::posts_created, s) += std::max<std::int64_t>(0, target - open);
      city.tallies.at(stats::Measure::posts_withdrawn, s) +=
          std::max<std::int64_t>(0, open - target);
      open = target;
      city.tallies.at(stats::Measure::vacancies, s) += target;
    }
  }
}

}  // namespace talentsim::phases
