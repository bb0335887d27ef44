// SPDX-License-Identifier: MIT
// The market of single vacancies: seekers look at places and apply to the posts that stand there,
// posts rank those who applied, offers are made and chosen among. Most looks find nothing, so that
// what posts ask of a seeker is worked out only for those who have seen one.
#include <limits>
#include <span>

#include "phases/gather.h"
#include "phases/hiring_rules.h"
#include "phases/job_ranking.h"
#include "phases/job_seekers.h"
#include "phases/market_counts.h"
#include "phases/open_market.h"
#include "phases/professions.h"
#include "phases/tell_searches.h"

namespace talentsim::phases {
namespace {

using population::kSkills;
using scenario::VacancyMarket;

constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();

// What comes of the search of some who look.
struct Searched {
  std::vector<Match> founders;
  UnsetList<JobApplication> applications;  // by numbers of applicants
  std::vector<JobSeeker> followed;         // whose search is to be told
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
           std::vector<JobSeeker>& applicants, UnsetList<JobApplication>& applications) {
  const auto sightings = read_boards(market.channels, searchers, market.boards);
  for (const auto& seen : sightings) {
    fetch_line(&market.posts[seen.post]);
    seekers.fetch(searchers[seen.seeker]);
  }
  std::vector<std::uint32_t> places(searchers.size(), kNobody);
  applicants.reserve(searchers.size() / 2);
  applications.reserve(sightings.size());
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
        count_applications(part.applications, part.counts);
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

Match match_of(const JobSeeker& s, const OpenPost& post, std::uint8_t channel) {
  Match match{0, s.key, s.row, s.cell, s.newcomer, s.in_field, false};
  match.post = post.row;
  match.pay_word = post.pay_word;
  match.employer = {post.employer, post.size};
  match.channel = channel;
  match.changes_job = s.employed;
  return match;
}

UnsetList<OfferedPost> offered_posts(const population::City& city,
                                     std::span<const OpenPost> posts) {
  UnsetList<OfferedPost> offered(posts.size());
  parallel_chunks(posts.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i)
      offered[i] = {posts[i].pay_word, city.vacancies.id[posts[i].row]};
  });
  return offered;
}

// The founders, then those who take a post, whom it also counts.
std::vector<Match> matches_of(const OpenMarket& market, SearchOfAll& searched,
                              const RankedApplications& ranked,
                              const std::vector<std::uint32_t>& accepted) {
  auto matches = std::move(searched.founders);
  const auto founders = matches.size();
  matches.resize(founders + accepted.size());
  constexpr std::size_t kOffers = 4096;
  std::vector<SearchCounts> found(chunk_count(accepted.size(), kOffers), searched.counts.blank());
  parallel_chunks(
      accepted.size(),
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        auto* match = matches.data() + founders + begin;
        for_fetched(
            std::span(accepted).subspan(begin, end - begin),
            [&](std::uint32_t place) {
              fetch_line(&searched.applicants[ranked.list[place].seeker]);
              fetch_line(&market.posts[ranked.list[place].post]);
            },
            [&](std::uint32_t place) {
              const auto& a = ranked.list[place];
              const auto& seeker = searched.applicants[a.seeker];
              *match++ = match_of(seeker, market.posts[a.post], a.channel);
              count_found(seeker, found[chunk]);
            });
      },
      kOffers);
  for (const auto& counts : found) searched.counts += counts;
  return matches;
}

void tell(const MonthContext& month, const OpenMarket& market, const SearchOfAll& searched,
          const RankedApplications& ranked, const std::vector<std::uint32_t>& accepted) {
  for (const auto& seeker : searched.followed) {
    const auto cell = seeker.cell;
    const SearchedCell place{month,
                             channels_of(market.channels, cell / kSkills),
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
  const auto ranked = rank(searched.applications, market.posts.size());
  const auto accepted =
      accept_offers(ranked, offered_posts(city, market.posts), market.first,
                    searched.applicants.numbers(), static_cast<float>(rules.least_score));
  auto matches = matches_of(market, searched, ranked, accepted);
  add_searches(city, searched.counts);
  if (city.witness != nullptr) tell(month, market, searched, ranked, accepted);
  return matches;
}

}  // namespace talentsim::phases
