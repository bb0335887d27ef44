// SPDX-License-Identifier: MIT
#include "phases/posts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "phases/employers.h"
#include "phases/industry.h"
#include "phases/job_market.h"

namespace talentsim::phases {
namespace {

using population::City;
using population::Job;
using population::kSkills;
using stats::Measure;

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

// Withdraws, in each cell, as many posts as are too many: those of the highest hash, an order of
// their own.
void withdraw(population::Vacancies& vacancies, const std::vector<std::int64_t>& excess) {
  if (std::none_of(excess.begin(), excess.end(), [](std::int64_t n) { return n > 0; })) return;
  std::vector<std::vector<std::pair<std::uint64_t, std::uint64_t>>> posts(excess.size());
  for (std::size_t row = 0; row < vacancies.size(); ++row)
    if (const auto cell = vacancies.cell[row]; excess[cell] > 0)
      posts[cell].emplace_back(vacancies.hash[row], vacancies.id[row]);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> lowest_gone(excess.size());
  for (std::size_t cell = 0; cell < excess.size(); ++cell) {
    if (excess[cell] <= 0) continue;
    auto& list = posts[cell];
    const auto first = list.end() - static_cast<std::ptrdiff_t>(excess[cell]);
    std::nth_element(list.begin(), first, list.end());
    lowest_gone[cell] = *first;
  }
  std::vector<std::uint8_t> gone(vacancies.size());
  for (std::size_t row = 0; row < gone.size(); ++row) {
    const auto cell = vacancies.cell[row];
    gone[row] =
        excess[cell] > 0 && std::pair(vacancies.hash[row], vacancies.id[row]) >= lowest_gone[cell];
  }
  vacancies.remove(gone);
}

void list_growth(Job job, Month now, std::int64_t missing,
                 std::vector<population::NewPost>& growth) {
  for (std::int64_t slot = 0; slot < missing; ++slot)
    growth.push_back({population::growth_key(job, now, static_cast<std::uint32_t>(slot)), job});
}

// The rows are kept in the market of single vacancies alone; where it begins, all posts that are
// open are withdrawn and opened anew with an identity.
void keep_or_drop(City& city, bool kept) {
  if (city.vacancies.kept == kept) return;
  city.vacancies.clear();
  city.vacancies.kept = kept;
  if (!kept) return;
  for (std::size_t cell = 0; cell < city.open_posts.size(); ++cell) {
    city.tallies.at(Measure::posts_withdrawn, cell / kSkills) += city.open_posts[cell];
    city.open_posts[cell] = 0;
  }
}

// Whole numbers for the cells, in order, whose sums are the rounded sums of `count(cell)`.
template <class Count>
std::vector<std::int64_t> whole_numbers(double scale, std::size_t cells, const Count& count) {
  std::vector<std::int64_t> numbers;
  double before = 0;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const double after = before + count(cell);
    numbers.push_back(population::scaled_difference(scale, before, after));
    before = after;
  }
  return numbers;
}

// Posts of a cell that there are because talent works in it: eta for each.
std::int64_t posts_of_talent(const MonthContext& month, std::size_t cell) {
  return std::llround(month.rules.labour.vacancy_market.posts_per_talent_at_work *
                      static_cast<double>(month.city.stocks.filled_by_talent[cell]));
}

// Posts of each cell beyond those of the scenario's own demand: set by a policy, and opened where
// newcomers gather.
std::vector<std::int64_t> posts_beyond(const MonthContext& month) {
  const auto& city = month.city;
  auto beyond = whole_numbers(city.scale, city.open_posts.size(), [&](std::size_t cell) {
    return month.rules.sectors[cell / kSkills].further_posts[cell % kSkills];
  });
  const auto following = following_posts(month);
  for (std::size_t cell = 0; cell < beyond.size(); ++cell) beyond[cell] += following[cell];
  return beyond;
}

// How many posts of each cell should be open. Where demand fixes all posts, those that are filled
// leave the rest open; below zero, employers have more staff than they want and fill no post that
// falls vacant.
std::vector<std::int64_t> wanted_posts(const MonthContext& month,
                                       const std::vector<std::int64_t>& beyond) {
  const auto& city = month.city;
  const auto& rules = month.rules;
  const auto& labour = rules.labour;
  const bool all_posts = labour.demand == scenario::Demand::posts;
  const double vacancies = labour.vacancies.at(city.now) * labour.vacancy_factor;
  const auto shares = vacancy_shares(rules);
  auto wanted = whole_numbers(city.scale, city.open_posts.size(), [&](std::size_t cell) {
    if (!all_posts) return vacancies * shares[cell];
    const auto& posts = rules.sectors[cell / kSkills].posts[cell % kSkills];
    return posts.steps.empty() ? 0 : posts.at(city.now) * labour.posts_factor;
  });
  for (std::size_t cell = 0; cell < wanted.size(); ++cell) {
    wanted[cell] += beyond[cell];
    if (all_posts) wanted[cell] += posts_of_talent(month, cell) - city.stocks.filled[cell];
  }
  return wanted;
}

}  // namespace

void open_posts_left(City& city, std::span<const population::NewPost> left, PostOrigin origin) {
  for (const auto& post : left) ++city.open_posts[static_cast<std::size_t>(post.job.cell())];
  city.vacancies.open(city.luck, left, city.now, origin);
}

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
  const auto beyond = posts_beyond(month);
  const auto wanted = wanted_posts(month, beyond);
  std::vector<std::int64_t> excess(wanted.size());
  std::vector<population::NewPost> growth;
  for (std::size_t cell = 0; cell < wanted.size(); ++cell) {
    const auto missing = std::max(wanted[cell], std::int64_t{0}) - city.open_posts[cell];
    const auto sector = cell / kSkills, skill = cell % kSkills;
    excess[cell] = std::max<std::int64_t>(0, -missing);
    if (city.vacancies.kept) list_growth(population::job_of_cell(cell), city.now, missing, growth);
    city.open_posts[cell] += missing;
    city.tallies.at(Measure::posts_created, sector) += std::max<std::int64_t>(0, missing);
    city.tallies.at(Measure::posts_withdrawn, sector) += excess[cell];
    city.tallies.at(Measure::vacancies, sector) += city.open_posts[cell];
    city.tallies.at(Measure::posts, sector, skill) = city.stocks.filled[cell] +
                                                     city.open_posts[cell] -
                                                     posts_of_talent(month, cell) - beyond[cell];
  }
  if (!city.vacancies.kept) return;
  city.vacancies.open(city.luck, growth, city.now, PostOrigin::growth);
  withdraw(city.vacancies, excess);
  count_open_by_employer(city, month.rules);
}

}  // namespace talentsim::phases
