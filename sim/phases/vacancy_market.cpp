// SPDX-License-Identifier: MIT
// The market of single vacancies: seekers look at places and apply to the posts that stand there,
// posts rank those who applied, offers are made and chosen among. Most looks find nothing, so that
// what posts ask of a seeker is worked out only for those who have seen one.
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
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
constexpr std::size_t kSeekersAChunk = 1024;  // their lists stay beside the processor

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
  return {v.id[row],
          v.hash[row],
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

// Who looks for a post, cell by cell, and who set up a business instead.
struct Everybody {
  std::size_t count = 0;
  std::unique_ptr<Searcher[]> searchers;
  std::vector<Match> founders;
  SearchCounts counts;
};

// Puts the lists of the chunks into the order of cells, so that what those of a cell look at stays
// beside the processor. `counts` of each list say how many of it there are in a cell.
void sort_by_cell(const std::vector<std::vector<Searcher>>& lists,
                  const std::vector<SearchCounts>& counts, std::size_t cells, Everybody& to) {
  std::vector<std::vector<std::size_t>> next(lists.size(), std::vector<std::size_t>(cells));
  for (std::size_t cell = 0; cell < cells; ++cell)
    for (std::size_t list = 0; list < lists.size(); ++list) {
      next[list][cell] = to.count;
      to.count += static_cast<std::size_t>(counts[list].seekers[cell]);
    }
  to.searchers = std::make_unique_for_overwrite<Searcher[]>(to.count);
  parallel_chunks(
      lists.size(),
      [&](std::size_t list, std::size_t, std::size_t) {
        for (const auto& s : lists[list]) to.searchers[next[list][s.cell]++] = s;
      },
      1);
}

Everybody who_looks(const MonthContext& month, const Seekers& seekers, const OpenMarket& market) {
  const auto chunks = chunk_count(seekers.size(), kSeekersAChunk);
  const SearchCounts none(month.rules.labour.vacancy_market.channels.size(),
                          month.rules.sectors.size());
  std::vector<std::vector<Searcher>> lists(chunks);
  std::vector<std::vector<Match>> founders(chunks);
  std::vector<SearchCounts> counts(chunks, none);
  parallel_chunks(
      seekers.size(),
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        seekers.deal(begin, end, lists[chunk], founders[chunk]);
        count_searches(month.city.newcomers, lists[chunk], market.open, counts[chunk]);
      },
      kSeekersAChunk);
  Everybody all;
  all.counts = none;
  for (const auto& part : counts) all.counts += part;
  join(all.founders, founders);
  sort_by_cell(lists, counts, month.city.open_posts.size(), all);
  return all;
}

// What comes of the search of some who look.
struct Searched {
  std::vector<JobSeeker> applicants;  // who have seen a post that may do
  std::vector<JobApplication> applications;
  std::vector<JobSeeker> followed;  // whose search is to be told
};

std::vector<Ranking> rankings(const VacancyMarket& rules,
                              const std::vector<OpenChannel>& channels) {
  std::vector<Ranking> by_channel(std::max<std::size_t>(1, rules.channels.size()));
  for (const auto& channel : channels) by_channel[channel.index] = Ranking(rules, *channel.rules);
  return by_channel;
}

Searched search(const MonthContext& month, const Seekers& seekers, const OpenMarket& market,
                const std::vector<Ranking>& ranking, std::span<const Searcher> searchers) {
  Searched result;
  std::vector<std::uint32_t> applicant(searchers.size(), kNobody);
  const auto seen =
      look_at_boards(month.city.luck, month.city.now, market.channels, searchers, market.boards);
  for (const auto& sighting : seen) {
    const auto& post = market.posts[sighting.post];
    if (post.pay_word < searchers[sighting.seeker].low_pay_word) continue;
    auto& place = applicant[sighting.seeker];
    if (place == kNobody) {
      place = static_cast<std::uint32_t>(result.applicants.size());
      result.applicants.push_back(seekers.describe(searchers[sighting.seeker]));
    }
    const auto& seeker = result.applicants[place];
    if (barred(post, seeker) || !may_take(seeker, post)) continue;
    result.applications.push_back({place, sighting.post,
                                   ranking[sighting.channel].score(seeker, post), sighting.channel,
                                   seeker.key});
  }
  if (month.city.witness != nullptr)
    for (const auto& s : searchers)
      if (month.city.witness->follows_search_of(s.key))
        result.followed.push_back(seekers.describe(s));
  return result;
}

// Puts the parts one behind the other; applications then name applicants by place among all.
Searched joined(std::vector<Searched>& parts) {
  Searched all;
  std::uint32_t before = 0;
  for (auto& part : parts) {
    for (auto& a : part.applications) a.seeker += before;
    before += static_cast<std::uint32_t>(part.applicants.size());
  }
  join(all.applicants, parts, &Searched::applicants);
  join(all.applications, parts, &Searched::applications);
  join(all.followed, parts, &Searched::followed);
  return all;
}

Searched search_of_all(const MonthContext& month, const Seekers& seekers, const OpenMarket& market,
                       const Everybody& all) {
  const auto ranking = rankings(month.rules.labour.vacancy_market, market.channels);
  const std::span<const Searcher> searchers(all.searchers.get(), all.count);
  std::vector<Searched> parts(chunk_count(all.count, kSeekersAChunk));
  parallel_chunks(
      all.count,
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        parts[chunk] =
            search(month, seekers, market, ranking, searchers.subspan(begin, end - begin));
      },
      kSeekersAChunk);
  return joined(parts);
}

// Each seeker counts once for a post and channel: the same look twice stands side by side.
void count_applications(population::City& city, const RankedApplications& ranked,
                        const std::vector<JobSeeker>& applicants, std::size_t channels) {
  const auto figures = city.tallies.values(stats::Measure::job_applications);
  // Else the market or its channels came after the start.
  if (figures.size() != stats::kResidentGroups * channels || channels == 0) return;
  const JobApplication* last = nullptr;
  for (const auto& a : ranked.list) {
    const bool again = last != nullptr && last->post == a.post && last->seeker == a.seeker &&
                       last->channel == a.channel;
    if (!again) ++figures[applicants[a.seeker].group * channels + a.channel];
    last = &a;
  }
}

Match match_of(const JobSeeker& s, const OpenPost& post, std::uint8_t channel) {
  Match match{0, s.key, s.row, s.cell, s.newcomer, s.in_field, false};
  match.post = post.row;
  match.channel = channel;
  match.changes_job = s.employed;
  return match;
}

void tell(const MonthContext& month, const OpenMarket& market, const Searched& searched,
          const SearchCounts& counts, const RankedApplications& ranked,
          const std::vector<std::uint32_t>& accepted) {
  for (const auto& seeker : searched.followed) {
    const auto cell = seeker.cell;
    const SearchedCell place{month,
                             channels_of(market.channels, cell / kSkills),
                             market.posts,
                             market.first[cell],
                             market.first[cell + 1],
                             market.boards,
                             counts.seekers[cell],
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
  const Seekers seekers(month);
  auto everybody = who_looks(month, seekers, market);
  const auto searched = search_of_all(month, seekers, market, everybody);
  const auto& rules = month.rules.labour.vacancy_market;
  std::vector<OfferedPost> offered(market.posts.size());
  std::transform(market.posts.begin(), market.posts.end(), offered.begin(),
                 [](const OpenPost& post) {
                   return OfferedPost{post.pay_word, post.id};
                 });
  const auto ranked = rank(searched.applications, market.posts.size());
  const auto accepted = accept_offers(ranked, offered, searched.applicants.size(),
                                      static_cast<float>(rules.least_score));
  auto matches = std::move(everybody.founders);
  for (const auto place : accepted) {
    const auto& a = ranked.list[place];
    const auto& seeker = searched.applicants[a.seeker];
    matches.push_back(match_of(seeker, market.posts[a.post], a.channel));
    count_found(seeker, everybody.counts);
  }
  count_applications(city, ranked, searched.applicants, rules.channels.size());
  add_searches(city, everybody.counts);
  if (city.witness != nullptr) tell(month, market, searched, everybody.counts, ranked, accepted);
  return matches;
}

}  // namespace talentsim::phases
