// SPDX-License-Identifier: MIT
// What posts and rules ask of somebody who has seen a post.
#include <algorithm>

#include "phases/hiring_rules.h"
#include "phases/job_seekers.h"
#include "phases/post_pay.h"
#include "phases/professions.h"

namespace talentsim::phases {
namespace {

using scenario::Elsewhere;

// Standard normal quantiles at the middles of 1,024 equal slices.
const std::array<float, 1u << kSkillBits>& normal_quantiles() {
  static const auto table = [] {
    std::array<float, 1u << kSkillBits> quantiles{};
    for (std::size_t i = 0; i < quantiles.size(); ++i)
      quantiles[i] = static_cast<float>(
          random::normal_quantile((static_cast<double>(i) + 0.5) / quantiles.size()));
    return quantiles;
  }();
  return table;
}

}  // namespace

// Of full experience, what someone of that age in months has.
float Seekers::experience(int age_months) const { return experience_share(market_, age_months); }

float Seekers::reservation_of(int since) const {
  const int months = std::clamp(month_.city.now.index() - since, 0, kLongestSearchMonths - 1);
  return reservation_[static_cast<std::size_t>(months)];
}

void Seekers::describe_local(JobSeeker& s) const {
  s.local_experience = experience(month_.city.now.index() - month_.city.residents.birth[s.row]);
  s.reservation = s.employed ? reservation_[0] : reservation_of(s.since);
  if (s.employed)
    s.least_pay_word =
        pay_word_of(month_.rules, population::job_of_cell(s.cell), asked_of(s), false);
}

void Seekers::describe_newcomer(JobSeeker& s) const {
  const auto& n = month_.city.newcomers;
  const int now = month_.city.now.index(), here = std::max(0, now - n.arrival[s.row]);
  s.worked_in = n.from_mainland(s.row) ? Elsewhere::mainland : Elsewhere::overseas;
  s.limited_stay = stay_is_limited(n, s.row);
  s.least_pay_word = s.low_pay_word;
  // Who came as a child has worked here no longer than since the age at which work begins.
  s.local_experience = std::min(experience(now - n.birth[s.row]),
                                static_cast<float>(here / (12 * market_.full_experience_years)));
  s.outside_experience =
      std::min(1 - s.local_experience, experience(n.arrival[s.row] - n.birth[s.row]));
  s.reservation = s.employed
                      ? reservation_[0]
                      : std::max(0.0f, reservation_of(s.since) - fall_before_expiry(month_, s.row));
}

void Seekers::fetch(const Searcher& searcher) const {
  if (!searcher.newcomer) return fetch_row(searcher.row, month_.city.residents.birth);
  const auto& n = month_.city.newcomers;
  fetch_row(searcher.row, n.arrival, n.birth, n.expiry, n.flags, n.profession);
}

JobSeeker Seekers::describe(const Searcher& searcher) const {
  JobSeeker s{};
  static_cast<Searcher&>(s) = searcher;
  s.skill = static_cast<float>(market_.skill_weight) * normal_quantiles()[s.skill_slice];
  s.newcomer ? describe_newcomer(s) : describe_local(s);
  s.profession = profession_practised(month_, s);
  heed_hiring_rules(month_.rules.sectors, s);
  return s;
}

}  // namespace talentsim::phases
