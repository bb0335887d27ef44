// SPDX-License-Identifier: MIT
// The channel-free mean field of job matching. A seeker i of cell c (sector and skill) is matched
// with the hazard
//   h_i = a * e_i * theta_c^(1 - alpha),  theta_c = posts open / seekers weighted by efficiency
// (constant returns; Petrongolo and Pissarides, "Looking into the black box", Journal of Economic
// Literature 39, 2001). Each seeker's moment within the month is drawn from the seeker's own
// stream; posts of a cell go to the earliest.
#include <algorithm>
#include <cmath>

#include "phases/gather.h"
#include "phases/own_account.h"
#include "phases/seekers.h"
#include "random/many.h"

namespace talentsim::phases {
namespace {

using population::kSkills;
using random::Stream;
using random::unit;

constexpr std::int64_t kWeightUnit =
    1024;  // seekers are counted in 1/1024, so that sums need no order

std::int64_t weight_of(const Seeker& s) { return std::llround(s.efficiency * kWeightUnit); }

// Matching hazard of a seeker of efficiency 1, by cell.
std::vector<double> cell_hazards(const MonthContext& month, const std::vector<Seeker>& newcomers) {
  const auto& city = month.city;
  std::vector<std::int64_t> seekers(city.open_posts.size());
  for (std::size_t c = 0; c < seekers.size(); ++c)
    seekers[c] = city.stocks.seekers[c] * kWeightUnit;
  for (const auto& s : newcomers) seekers[static_cast<std::size_t>(s.job.cell())] += weight_of(s);
  std::vector<double> hazards(seekers.size());
  const auto& labour = month.rules.labour;
  for (std::size_t c = 0; c < hazards.size(); ++c) {
    if (seekers[c] == 0 || city.open_posts[c] <= 0) continue;
    const double tightness =
        static_cast<double>(city.open_posts[c] * kWeightUnit) / static_cast<double>(seekers[c]);
    hazards[c] = labour.matching_efficiency * std::pow(tightness, labour.tightness_elasticity);
  }
  return hazards;
}

void add_match(std::vector<Match>& list, Match match, const random::Block& words, double hazard,
               double founds) {
  const double hired = random::moment(unit(words[0]), hazard);
  match.when = std::min(hired, founds);
  match.own_business = founds < hired;
  if (match.when < 1) list.push_back(match);
}

std::vector<Match> local_matches(const MonthContext& month, const std::vector<double>& hazards) {
  const auto& r = month.city.residents;
  const auto seekers = local_seekers(month);
  const double business_ratio = local_business_ratio(month);
  return gather<Match>(
      seekers.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        random::for_blocks(
            month.city.luck, month.city.now, Stream::hire, 0, end - begin,
            [&](std::size_t i) { return r.key(seekers[begin + i]); },
            [&](std::size_t i, const random::Block& words) {
              const auto row = seekers[begin + i];
              const auto cell = static_cast<std::size_t>(population::unpack_job(r.job[row]).cell());
              add_match(list,
                        {0, r.key(row), row, static_cast<std::uint16_t>(cell), false, true, false},
                        words, hazards[cell],
                        random::moment(unit(words[1]), hazards[cell] * business_ratio));
            });
      },
      4096);
}

std::vector<Match> newcomer_matches(const MonthContext& month, const std::vector<Seeker>& seekers,
                                    const std::vector<double>& hazards) {
  const auto& city = month.city;
  const auto& n = city.newcomers;
  return gather<Match>(
      seekers.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          const auto& s = seekers[i];
          const auto cell = static_cast<std::size_t>(s.job.cell());
          const double efficiency =
              static_cast<double>(weight_of(s)) / static_cast<double>(kWeightUnit);
          const auto words = city.luck.block(n.key[s.row], city.now, Stream::hire);
          add_match(
              list,
              {0, n.key[s.row], s.row, static_cast<std::uint16_t>(cell), true, s.in_field, false},
              words, hazards[cell] * efficiency, founding_moment(month, s.row, words[1]));
        }
      },
      4096);
}

// Keeps, cell by cell, the businesses founded and as many matches as there are posts, earliest
// first.
std::vector<Match> count_out_posts(std::vector<Match> matches,
                                   const std::vector<std::int64_t>& open_posts) {
  std::vector<std::vector<Match>> by_cell(open_posts.size());
  std::vector<Match> kept;
  for (const auto& m : matches) {
    if (m.own_business)
      kept.push_back(m);
    else
      by_cell[m.cell].push_back(m);
  }
  for (std::size_t cell = 0; cell < by_cell.size(); ++cell) {
    auto& list = by_cell[cell];
    const auto posts = static_cast<std::size_t>(std::max<std::int64_t>(0, open_posts[cell]));
    if (list.size() > posts) {
      std::nth_element(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(posts), list.end(),
                       [](const Match& a, const Match& b) {
                         return a.when != b.when ? a.when < b.when : a.key < b.key;
                       });
      list.resize(posts);
    }
    kept.insert(kept.end(), list.begin(), list.end());
  }
  return kept;
}

}  // namespace

std::vector<Match> mean_field_matches(const MonthContext& month) {
  const auto seekers = newcomer_seekers(month);
  const auto hazards = cell_hazards(month, seekers);
  auto matches = local_matches(month, hazards);
  const auto newcomers = newcomer_matches(month, seekers, hazards);
  matches.insert(matches.end(), newcomers.begin(), newcomers.end());
  return count_out_posts(std::move(matches), month.city.open_posts);
}

}  // namespace talentsim::phases
