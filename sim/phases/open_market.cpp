// SPDX-License-Identifier: MIT
#include "phases/open_market.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "phases/employers.h"
#include "phases/hiring_rules.h"
#include "phases/posts.h"
#include "phases/professions.h"
#include "support/parallel.h"

namespace talentsim::phases {
namespace {

using population::kSkills;
using scenario::WorkingLanguage;

// Where each of a list goes when the list is laid out by cell: counting sort.
struct ByCell {
  std::vector<std::size_t> first;  // of each cell, and the end
  UnsetList<std::uint32_t> place;  // of each of the list
};
ByCell by_cell(const std::vector<std::uint16_t>& cell, std::size_t cells) {
  ByCell sorted{std::vector<std::size_t>(cells + 1), UnsetList<std::uint32_t>(cell.size())};
  for (const auto c : cell) ++sorted.first[c + std::size_t{1}];
  std::partial_sum(sorted.first.begin(), sorted.first.end(), sorted.first.begin());
  auto next = sorted.first;
  for (std::size_t i = 0; i < cell.size(); ++i)
    sorted.place[i] = static_cast<std::uint32_t>(next[cell[i]]++);
  return sorted;
}

OpenPost open_post_of(const MonthContext& month, const PeriodWords& advertisements,
                      std::uint32_t row) {
  const auto& v = month.city.vacancies;
  const auto& market = month.rules.labour.vacancy_market;
  const auto& sector = month.rules.sectors[v.cell[row] / kSkills];
  const auto employer = employer_of(v, row, sector, market.large_employer_pay_tilt);
  const int open_months = std::max(0, month.city.now.index() - v.opened[row]);
  const auto language = static_cast<WorkingLanguage>(
      kind_of(sector.working_language_shares, v.trait_word[row] >> 16));
  return {v.hash[row],
          advertisements(v.hash[row], open_months),
          v.pay_word[row],
          row,
          employer.kind,
          language,
          bars_of(v.hash[row], language, sector),
          profession_asked(market.professions, v.cell[row], v.hash[row]),
          employer.size};
}

// Places of a cell, after the scenario's vacancies and not after the posts that are open: one more
// post must move no other.
std::uint32_t places_of_cell(const MonthContext& month, double share) {
  const auto& labour = month.rules.labour;
  const auto& market = labour.vacancy_market;
  const double present = labour.vacancies.at(month.city.now) * labour.vacancy_factor;
  const double first = labour.vacancies.at(month.city.start);
  const double counted =
      first > 0 ? first * std::pow(present / first, market.places_elasticity) : present;
  const double places = month.city.scale * counted * share * market.places_per_vacancy;
  return static_cast<std::uint32_t>(
      std::clamp(std::round(places), 1.0, double{Board::kMostPlaces}));
}

// The posts of all cells. They are read in the order of the vacancies and written, whole, to
// their cells: the columns are then read from end to end.
UnsetList<OpenPost> posts_by_cell(const MonthContext& month, std::span<const std::uint32_t> place) {
  const PeriodWords advertisements(month.rules.labour.vacancy_market.advertisement_months,
                                   month.city.now.index());
  UnsetList<OpenPost> posts(place.size());
  constexpr std::size_t kPosts = 4096;
  parallel_chunks(
      place.size(),
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for (auto row = begin; row < end; ++row)
          posts[place[row]] = open_post_of(month, advertisements, static_cast<std::uint32_t>(row));
      },
      kPosts);
  return posts;
}

}  // namespace

OpenMarket open_market(const MonthContext& month) {
  const auto& city = month.city;
  const auto& rules = month.rules.labour.vacancy_market;
  const auto cells = city.open_posts.size();
  auto sorted = by_cell(city.vacancies.cell, cells);
  OpenMarket market{std::move(sorted.first),           posts_by_cell(month, sorted.place),
                    std::vector<std::uint32_t>(cells), open_channels(rules, city.now),
                    std::vector<std::uint16_t>(cells), std::vector<Board>(cells)};
  const auto shares = vacancy_shares(month.rules);
  parallel_chunks(
      cells,
      [&](std::size_t cell, std::size_t, std::size_t) {
        market.places[cell] = places_of_cell(month, shares[cell]);
        const auto channels = channels_of(market.channels, cell / kSkills);
        for (const auto& channel : channels)
          market.open[cell] |= static_cast<std::uint16_t>(1u << channel.index);
        market.boards[cell] =
            Board(channels, market.of(cell), static_cast<std::uint32_t>(market.first[cell]),
                  market.places[cell]);
      },
      1);
  return market;
}

}  // namespace talentsim::phases
