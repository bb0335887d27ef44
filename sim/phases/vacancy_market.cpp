// SPDX-License-Identifier: MIT
// The market of single vacancies: seekers look at places and apply to the posts that stand there,
// posts rank those who applied, offers are made and chosen among. Most looks find nothing, so that
// what posts ask of a seeker is worked out only for those who have seen one.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include "phases/employers.h"
#include "phases/gather.h"
#include "phases/hiring_rules.h"
#include "phases/job_ranking.h"
#include "phases/job_seekers.h"
#include "phases/market_counts.h"
#include "phases/posts.h"
#include "phases/professions.h"
#include "phases/tell_searches.h"

namespace talentsim::phases {
namespace {

using population::kSkills;
using scenario::VacancyMarket;
using scenario::WorkingLanguage;

// Places of equal values of a key, in order: counting sort.
struct ByCell {
  std::vector<std::size_t> first;    // of each cell, and the end
  std::vector<std::uint32_t> order;  // places in the list
};
template <class CellOf>
ByCell by_cell(std::size_t count, std::size_t cells, const CellOf& cell_of) {
  ByCell sorted{std::vector<std::size_t>(cells + 1), std::vector<std::uint32_t>(count)};
  for (std::size_t i = 0; i < count; ++i) ++sorted.first[cell_of(i) + 1];
  std::partial_sum(sorted.first.begin(), sorted.first.end(), sorted.first.begin());
  auto next = sorted.first;
  for (std::size_t i = 0; i < count; ++i)
    sorted.order[next[cell_of(i)]++] = static_cast<std::uint32_t>(i);
  return sorted;
}

constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();

// The posts of all cells, side by side, and where they stand.
struct OpenMarket {
  std::vector<std::size_t> first;  // of each cell, and the end
  std::vector<OpenPost> posts;
  std::vector<std::uint32_t> places;  // of each cell
  std::vector<OpenChannel> channels;
  std::vector<std::uint16_t> open;  // of each cell, bits of the channels that work there
  Boards boards;

  std::span<const OpenPost> of(std::size_t cell) const {
    return std::span(posts).subspan(first[cell], first[cell + 1] - first[cell]);
  }
};

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
  constexpr double kMost = std::numeric_limits<std::uint32_t>::max();
  const double places = month.city.scale * counted * share * market.places_per_vacancy;
  return static_cast<std::uint32_t>(std::clamp(std::round(places), 1.0, kMost));
}

OpenMarket open_market(const MonthContext& month) {
  const auto& city = month.city;
  const auto& rules = month.rules.labour.vacancy_market;
  const auto cells = city.open_posts.size();
  auto rows = by_cell(city.vacancies.size(), cells,
                      [&](std::size_t row) { return city.vacancies.cell[row]; });
  OpenMarket market{std::move(rows.first),
                    std::vector<OpenPost>(rows.order.size()),
                    std::vector<std::uint32_t>(cells),
                    open_channels(rules, city.now),
                    std::vector<std::uint16_t>(cells),
                    Boards(cells, std::max<std::size_t>(1, rules.channels.size()))};
  const PeriodWords advertisements(rules.advertisement_months, city.now.index());
  const auto shares = vacancy_shares(month.rules);
  parallel_chunks(
      cells,
      [&](std::size_t cell, std::size_t, std::size_t) {
        for (auto i = market.first[cell]; i < market.first[cell + 1]; ++i)
          market.posts[i] = open_post_of(month, advertisements, rows.order[i]);
        market.places[cell] = places_of_cell(month, shares[cell]);
        for (const auto& channel : channels_of(market.channels, cell / kSkills)) {
          market.open[cell] |= static_cast<std::uint16_t>(1u << channel.index);
          market.boards.at(cell, channel.index) =
              Board(channel, market.of(cell), static_cast<std::uint32_t>(market.first[cell]),
                    market.places[cell]);
        }
      },
      1);
  return market;
}

// What comes of the search of some who look.
struct Searched {
  std::vector<Match> founders;
  std::vector<JobApplication> applications;  // by numbers of applicants
  std::vector<JobSeeker> followed;           // whose search is to be told
  SearchCounts counts;
};
struct SearchOfAll : Searched {
  Applicants applicants;
};

std::vector<Ranking> rankings(const VacancyMarket& rules,
                              const std::vector<OpenChannel>& channels) {
  std::vector<Ranking> by_channel(std::max<std::size_t>(1, rules.channels.size()));
  for (const auto& channel : channels) by_channel[channel.index] = Ranking(rules, *channel.rules);
  return by_channel;
}

// Applications of a chunk of those who look, and who sends them.
void apply(const Seekers& seekers, const OpenMarket& market, const std::vector<Ranking>& ranking,
           const std::vector<Searcher>& searchers, std::size_t chunk,
           std::vector<JobSeeker>& applicants, std::vector<JobApplication>& applications) {
  const auto sightings = read_boards(market.channels, market.open, searchers, market.boards);
  for (const auto& seen : sightings) {
    __builtin_prefetch(&market.posts[seen.post]);
    seekers.prefetch(searchers[seen.seeker]);
  }
  std::vector<std::uint32_t> places(searchers.size(), kNobody);
  for (const auto& seen : sightings) {
    auto& place = places[seen.seeker];
    if (place == kNobody) {
      place = static_cast<std::uint32_t>(applicants.size());
      applicants.push_back(seekers.describe(searchers[seen.seeker]));
    }
    const auto& seeker = applicants[place];
    const auto& post = market.posts[seen.post];
    if (barred(post, seeker) || !may_take(seeker, post)) continue;
    applications.push_back({Applicants::number(chunk, place), seen.post,
                            ranking[seen.channel].score(seeker, post), seen.channel, seeker.group,
                            seeker.key});
  }
}

SearchOfAll search(const MonthContext& month, const OpenMarket& market) {
  const auto& rules = month.rules.labour.vacancy_market;
  const Seekers seekers(month);
  const auto ranking = rankings(rules, market.channels);
  SearchOfAll all;
  all.counts = SearchCounts(rules.channels.size(), month.rules.sectors.size());
  std::vector<Searched> parts(chunk_count(seekers.size(), kSeekersAChunk));
  all.applicants.chunks.resize(parts.size());
  parallel_chunks(
      seekers.size(),
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        auto& part = parts[chunk];
        part.counts = all.counts;
        std::vector<Searcher> searchers;
        seekers.deal(begin, end, searchers, part.founders);
        count_searches(month.city.newcomers, searchers, market.open, part.counts);
        apply(seekers, market, ranking, searchers, chunk, all.applicants.chunks[chunk],
              part.applications);
        if (month.city.witness != nullptr)
          for (const auto& s : searchers)
            if (month.city.witness->follows_search_of(s.key))
              part.followed.push_back(seekers.describe(s));
      },
      kSeekersAChunk);
  for (const auto& part : parts) all.counts += part.counts;
  join(all.founders, parts, &Searched::founders);
  join(all.applications, parts, &Searched::applications);
  join(all.followed, parts, &Searched::followed);
  return all;
}

void count_applications(population::City& city, const RankedApplications& ranked,
                        std::size_t channels) {
  const auto figures = city.tallies.values(stats::Measure::job_applications);
  // Else the market or its channels came after the start.
  if (figures.size() != stats::kResidentGroups * channels || channels == 0) return;
  for (const auto& a : ranked.list) ++figures[a.group * channels + a.channel];
}

Match match_of(const JobSeeker& s, const OpenPost& post, std::uint8_t channel) {
  Match match{0, s.key, s.row, s.cell, s.newcomer, s.in_field, false};
  match.post = post.row;
  match.channel = channel;
  match.changes_job = s.employed;
  return match;
}

void tell(const MonthContext& month, const OpenMarket& market, const SearchOfAll& searched,
          const RankedApplications& ranked, const std::vector<std::uint32_t>& accepted) {
  for (const auto& seeker : searched.followed) {
    const auto cell = seeker.cell;
    const SearchedCell place{month,
                             channels_of(market.channels, cell / kSkills),
                             market.open,
                             market.posts,
                             market.first[cell],
                             market.first[cell + 1],
                             market.boards,
                             searched.counts.seekers[cell],
                             searched.applicants,
                             ranked,
                             accepted};
    month.city.witness->saw_search(month.city, tell_search(place, seeker));
  }
}

}  // namespace

std::vector<Match> vacancy_matches(MonthContext& month) {
  auto& city = month.city;
  recognise_professions(month);
  const auto market = open_market(month);
  auto searched = search(month, market);
  const auto& rules = month.rules.labour.vacancy_market;
  std::vector<OfferedPost> offered(market.posts.size());
  std::transform(market.posts.begin(), market.posts.end(), offered.begin(),
                 [&](const OpenPost& post) {
                   return OfferedPost{post.pay_word, city.vacancies.id[post.row]};
                 });
  const auto ranked = rank(searched.applications, market.posts.size());
  const auto accepted = accept_offers(ranked, offered, searched.applicants.numbers(),
                                      static_cast<float>(rules.least_score));
  auto matches = std::move(searched.founders);
  for (const auto place : accepted) {
    const auto& a = ranked.list[place];
    const auto& seeker = searched.applicants[a.seeker];
    matches.push_back(match_of(seeker, market.posts[a.post], a.channel));
    count_found(seeker, searched.counts);
  }
  count_applications(city, ranked, rules.channels.size());
  add_searches(city, searched.counts);
  if (city.witness != nullptr) tell(month, market, searched, ranked, accepted);
  return matches;
}

}  // namespace talentsim::phases
