// SPDX-License-Identifier: MIT
// The market of single vacancies, cell by cell: seekers look at places and apply to the posts that
// stand there, posts rank those who applied, offers are made and chosen among. Cells share neither
// posts nor seekers, so each is settled on its own.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "phases/employers.h"
#include "phases/gather.h"
#include "phases/hiring_rules.h"
#include "phases/job_seekers.h"
#include "phases/market_counts.h"
#include "phases/posts.h"
#include "phases/professions.h"
#include "phases/tell_searches.h"
#include "population/profile.h"

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

OpenPost open_post_of(const population::City& city, const VacancyMarket& market, std::uint32_t row,
                      const scenario::Sector& sector) {
  const auto& v = city.vacancies;
  const auto employer = employer_of(v, row, sector, market.large_employer_pay_tilt);
  const int open_months = std::max(0, city.now.index() - v.opened[row]);
  const auto language = static_cast<WorkingLanguage>(
      kind_of(sector.working_language_shares, v.trait_word[row] >> 16));
  return {v.id[row],
          v.hash[row],
          period_word(v.hash[row], open_months, market.advertisement_months),
          v.pay_word[row],
          row,
          employer.kind,
          language,
          bars_of(v.hash[row], language, sector),
          0,
          employer.size};
}

struct CellOutcome {
  std::vector<Match> hires;
  std::vector<std::int64_t> applications;  // [resident group][channel]
  SearchCounts searches;
  std::vector<population::SearchAccount> told;
};

// Each seeker counts once for a post and channel: the same look twice stands side by side.
void count_applications(const RankedApplications& ranked, std::span<const JobSeeker> seekers,
                        std::size_t channels, std::vector<std::int64_t>& counts) {
  counts.assign(stats::kResidentGroups * channels, 0);
  const JobApplication* last = nullptr;
  for (const auto& a : ranked.list) {
    const bool again = last != nullptr && last->post == a.post && last->seeker == a.seeker &&
                       last->channel == a.channel;
    if (!again) ++counts[seekers[a.seeker].group * channels + a.channel];
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

CellOutcome settle(const MonthContext& month, const std::vector<OpenChannel>& channels,
                   const std::vector<OpenPost>& posts, std::span<const JobSeeker> seekers,
                   std::uint32_t places) {
  const auto& market = month.rules.labour.vacancy_market;
  const auto applications =
      apply_for_posts(month.city.luck, month.city.now, market, channels, posts, seekers, places);
  std::vector<OfferedPost> offered(posts.size());
  std::transform(posts.begin(), posts.end(), offered.begin(), [](const OpenPost& post) {
    return OfferedPost{post.pay_word, post.id};
  });
  std::vector<std::uint64_t> keys(seekers.size());
  std::transform(seekers.begin(), seekers.end(), keys.begin(),
                 [](const JobSeeker& s) { return s.key; });
  const auto ranked = rank(applications, posts.size(), keys);
  CellOutcome outcome;
  const auto accepted =
      accept_offers(ranked, offered, seekers.size(), static_cast<float>(market.least_score));
  if (month.city.witness != nullptr)
    outcome.told = tell_searches(month, channels, posts, seekers, places, ranked, accepted);
  for (const auto place : accepted) {
    const auto& a = ranked.list[place];
    outcome.hires.push_back(match_of(seekers[a.seeker], posts[a.post], a.channel));
    count_found(seekers[a.seeker], outcome.searches);
  }
  count_searches(month.city.newcomers, seekers, channels, market.channels.size(), outcome.searches);
  if (!market.channels.empty())
    count_applications(ranked, seekers, market.channels.size(), outcome.applications);
  return outcome;
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

void add_applications(population::City& city, const std::vector<std::int64_t>& counts) {
  const auto figures = city.tallies.values(stats::Measure::job_applications);
  if (counts.size() != figures.size()) return;  // the market or its channels came after the start
  for (std::size_t i = 0; i < counts.size(); ++i) figures[i] += counts[i];
}

}  // namespace

std::vector<Match> vacancy_matches(MonthContext& month) {
  auto& city = month.city;
  recognise_professions(month);
  auto searching = searchers(month);
  const auto cells = city.open_posts.size();
  const auto seekers =
      by_cell(searching.list.size(), cells, [&](std::size_t i) { return searching.list[i].cell; });
  const auto posts = by_cell(city.vacancies.size(), cells,
                             [&](std::size_t row) { return city.vacancies.cell[row]; });
  const auto& market = month.rules.labour.vacancy_market;
  const auto channels = open_channels(market, city.now);
  const auto shares = vacancy_shares(month.rules);
  std::vector<CellOutcome> outcomes(cells);
  parallel_chunks(
      cells,
      [&](std::size_t cell, std::size_t, std::size_t) {
        std::vector<OpenPost> open;
        open.reserve(posts.first[cell + 1] - posts.first[cell]);
        for (auto i = posts.first[cell]; i < posts.first[cell + 1]; ++i)
          open.push_back(
              open_post_of(city, market, posts.order[i], month.rules.sectors[cell / kSkills]));
        std::vector<JobSeeker> looking;
        looking.reserve(seekers.first[cell + 1] - seekers.first[cell]);
        for (auto i = seekers.first[cell]; i < seekers.first[cell + 1]; ++i)
          looking.push_back(searching.list[seekers.order[i]]);
        draw_professions(month, cell, open, looking);
        outcomes[cell] = settle(month, channels_of(channels, cell / kSkills), open, looking,
                                places_of_cell(month, shares[cell]));
      },
      1);
  auto matches = std::move(searching.founders);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const auto& outcome = outcomes[cell];
    matches.insert(matches.end(), outcome.hires.begin(), outcome.hires.end());
    add_applications(city, outcome.applications);
    add_searches(city, outcome.searches, cell / kSkills);
    for (const auto& search : outcome.told) city.witness->saw_search(city, search);
  }
  return matches;
}

}  // namespace talentsim::phases
