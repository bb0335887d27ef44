// SPDX-License-Identifier: MIT
#include "phases/posts.h"

#include <algorithm>
#include <utility>

#include "phases/industry.h"
#include "phases/job_market.h"

namespace talentsim::phases {
namespace {

using population::City;
using population::Job;
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

// Open posts of each cell that the scenario's number counts: those that talent let open come on
// top of it, until they are filled.
std::vector<std::int64_t> counted_posts(const City& city) {
  if (!city.vacancies.kept) return city.open_posts;
  std::vector<std::int64_t> counted(city.open_posts.size());
  for (std::size_t row = 0; row < city.vacancies.size(); ++row)
    if (city.vacancies.origin(row) != PostOrigin::talent) ++counted[city.vacancies.cell[row]];
  return counted;
}

// Withdraws, in each cell, as many posts as are too many: those of the highest hash, an order of
// their own.
void withdraw(population::Vacancies& vacancies, const std::vector<std::int64_t>& excess) {
  if (std::none_of(excess.begin(), excess.end(), [](std::int64_t n) { return n > 0; })) return;
  std::vector<std::vector<std::pair<std::uint64_t, std::uint64_t>>> posts(excess.size());
  for (std::size_t row = 0; row < vacancies.size(); ++row)
    if (const auto cell = vacancies.cell[row];
        excess[cell] > 0 && vacancies.origin(row) != PostOrigin::talent)
      posts[cell].emplace_back(vacancies.hash[row], vacancies.id[row]);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> lowest_gone(excess.size());
  for (std::size_t cell = 0; cell < excess.size(); ++cell) {
    if (excess[cell] <= 0) continue;
    auto& list = posts[cell];
    const auto first = list.end() - static_cast<std::ptrdiff_t>(excess[cell]);
    std::nth_element(list.begin(), first, list.end());
    lowest_gone[cell] = *first;
  }
  vacancies.remove_if([&](std::size_t row) {
    const auto cell = vacancies.cell[row];
    return excess[cell] > 0 && vacancies.origin(row) != PostOrigin::talent &&
           std::pair(vacancies.hash[row], vacancies.id[row]) >= lowest_gone[cell];
  });
}

void open_growth(City& city, Job job, std::int64_t missing) {
  if (!city.vacancies.kept) return;
  for (std::int64_t slot = 0; slot < missing; ++slot)
    city.vacancies.open(city.luck,
                        population::growth_key(job, city.now, static_cast<std::uint32_t>(slot)),
                        city.now, PostOrigin::growth, job);
}

// The rows are kept in the market of single vacancies alone; where it begins, all posts that are
// open are withdrawn and opened anew with an identity.
void keep_or_drop(City& city, bool kept) {
  if (city.vacancies.kept == kept) return;
  city.vacancies.clear();
  city.vacancies.kept = kept;
  if (!kept) return;
  for (std::size_t cell = 0; cell < city.open_posts.size(); ++cell) {
    city.tallies.at(stats::Measure::posts_withdrawn, cell / kSkills) += city.open_posts[cell];
    city.open_posts[cell] = 0;
  }
}

}  // namespace

std::vector<double> vacancy_shares(const scenario::Rules& rules) {
  std::vector<double> shares;
  for (const auto& sector : rules.sectors)
    for (const double skill : vacancy_skills(rules, sector))
      shares.push_back(sector.live_in_helpers ? 0 : sector.vacancy_share * skill);
  return shares;
}

void open_posts(MonthContext& month) {
  auto& city = month.city;
  keep_or_drop(city, month.rules.labour.matching == scenario::Matching::vacancies);
  open_following_posts(month);
  const double all = month.rules.labour.vacancies.at(city.now) * month.rules.labour.vacancy_factor;
  const auto shares = vacancy_shares(month.rules);
  const auto counted = counted_posts(city);
  std::vector<std::int64_t> excess(counted.size());
  double before = 0;
  for (std::size_t s = 0; s < month.rules.sectors.size(); ++s) {
    for (std::size_t k = 0; k < kSkills; ++k) {
      const double wanted = all * shares[s * kSkills + k] + month.rules.sectors[s].further_posts[k];
      const auto target = population::scaled_difference(city.scale, before, before + wanted);
      before += wanted;
      const auto cell = s * kSkills + k;
      const auto missing = target - counted[cell];
      excess[cell] = std::max<std::int64_t>(0, -missing);
      open_growth(city, {static_cast<std::uint8_t>(s), static_cast<std::uint8_t>(k)}, missing);
      city.tallies.at(stats::Measure::posts_created, s) += std::max<std::int64_t>(0, missing);
      city.tallies.at(stats::Measure::posts_withdrawn, s) += excess[cell];
      city.open_posts[cell] += missing;
      city.tallies.at(stats::Measure::vacancies, s) += city.open_posts[cell];
    }
  }
  if (city.vacancies.kept) withdraw(city.vacancies, excess);
}

void open_post_by_talent(City& city, const scenario::Rules& rules, population::Key hire, Job job) {
  const double share = rules.labour.vacancy_market.posts_per_talent_hired;
  if (!city.vacancies.kept || share <= 0 ||
      city.luck.uniform(hire, city.now, random::Stream::talent_post) >= share)
    return;
  ++city.open_posts[static_cast<std::size_t>(job.cell())];
  city.vacancies.open(city.luck, hire, city.now + 1, PostOrigin::talent, job);
  city.tallies.at(stats::Measure::posts_created, job.sector) += 1;
}

}  // namespace talentsim::phases
