// SPDX-License-Identifier: MIT
// The market of single vacancies, cell by cell: seekers look at places and apply to the posts that
// stand there, posts rank those who applied, offers are made and chosen among. Cells share neither
// posts nor seekers, so each is settled on its own.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "phases/gather.h"
#include "phases/job_seekers.h"
#include "phases/posts.h"
#include "phases/tell_searches.h"
#include "population/profile.h"

namespace talentsim::phases {
namespace {

using population::kSkills;
using scenario::EmployerKind;
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

// Entry of cumulated shares in which a half word falls.
template <std::size_t kKinds>
std::uint8_t kind_of(const std::array<double, kKinds>& shares, std::uint32_t half_word) {
  const double u = (half_word + 0.5) * 0x1p-16;
  double below = 0;
  for (std::size_t kind = 0; kind + 1 < kKinds; ++kind)
    if ((below += shares[kind]) > u) return static_cast<std::uint8_t>(kind);
  return kKinds - 1;
}

OpenPost open_post_of(const population::Vacancies& v, std::uint32_t row,
                      const scenario::Sector& sector) {
  const auto traits = v.trait_word[row];
  return {v.id[row],
          v.hash[row],
          v.pay_word[row],
          row,
          static_cast<EmployerKind>(kind_of(sector.employer_shares, traits & 0xFFFF)),
          static_cast<WorkingLanguage>(kind_of(sector.working_language_shares, traits >> 16))};
}

struct CellOutcome {
  std::vector<Match> hires;
  std::vector<std::int64_t> applications;  // [resident group][channel]
  std::vector<population::SearchAccount> told;
};

// Each seeker counts once for a post and channel: the same look twice stands side by side.
void count_applications(const RankedApplications& ranked, const std::vector<JobSeeker>& seekers,
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
  return match;
}

CellOutcome settle(const MonthContext& month, const std::vector<OpenChannel>& channels,
                   const std::vector<OpenPost>& posts, std::vector<JobSeeker> seekers,
                   std::uint32_t places) {
  const auto& market = month.rules.labour.vacancy_market;
  draw_traits(month.city.luck, market, seekers);
  const auto applications =
      apply_for_posts(month.city.luck, month.city.now, market, channels, posts, seekers, places);
  std::vector<std::uint64_t> keys(seekers.size());
  std::transform(seekers.begin(), seekers.end(), keys.begin(),
                 [](const JobSeeker& s) { return s.key; });
  std::vector<OfferedPost> offered(posts.size());
  std::transform(posts.begin(), posts.end(), offered.begin(), [](const OpenPost& post) {
    return OfferedPost{post.pay_word, post.id};
  });
  const auto ranked = rank(applications, posts.size(), keys);
  CellOutcome outcome;
  const auto accepted =
      accept_offers(ranked, offered, seekers.size(), static_cast<float>(market.least_score));
  if (month.city.witness != nullptr)
    outcome.told = tell_searches(month, channels, posts, seekers, places, ranked, accepted);
  for (const auto place : accepted) {
    const auto& a = ranked.list[place];
    outcome.hires.push_back(match_of(seekers[a.seeker], posts[a.post], a.channel));
  }
  if (!market.channels.empty())
    count_applications(ranked, seekers, market.channels.size(), outcome.applications);
  return outcome;
}

std::uint32_t places_of_cell(const MonthContext& month, double share) {
  const double places = month.city.scale * month.rules.labour.vacancy_market.places * share;
  return static_cast<std::uint32_t>(std::max(1LL, std::llround(places)));
}

void add_applications(population::City& city, const std::vector<std::int64_t>& counts) {
  const auto figures = city.tallies.values(stats::Measure::job_applications);
  if (counts.size() != figures.size()) return;  // the market or its channels came after the start
  for (std::size_t i = 0; i < counts.size(); ++i) figures[i] += counts[i];
}

}  // namespace

std::vector<Match> vacancy_matches(MonthContext& month) {
  auto& city = month.city;
  auto searching = searchers(month);
  const auto cells = city.open_posts.size();
  const auto seekers =
      by_cell(searching.list.size(), cells, [&](std::size_t i) { return searching.list[i].cell; });
  const auto posts = by_cell(city.vacancies.size(), cells,
                             [&](std::size_t row) { return city.vacancies.cell[row]; });
  const auto channels = open_channels(month.rules.labour.vacancy_market, city.now);
  const auto shares = vacancy_shares(month.rules);
  std::vector<CellOutcome> outcomes(cells);
  parallel_chunks(
      cells,
      [&](std::size_t cell, std::size_t, std::size_t) {
        std::vector<OpenPost> open;
        for (auto i = posts.first[cell]; i < posts.first[cell + 1]; ++i)
          open.push_back(
              open_post_of(city.vacancies, posts.order[i], month.rules.sectors[cell / kSkills]));
        std::vector<JobSeeker> looking;
        for (auto i = seekers.first[cell]; i < seekers.first[cell + 1]; ++i)
          looking.push_back(searching.list[seekers.order[i]]);
        outcomes[cell] =
            settle(month, channels, open, std::move(looking), places_of_cell(month, shares[cell]));
      },
      1);
  auto matches = std::move(searching.founders);
  for (const auto& outcome : outcomes) {
    matches.insert(matches.end(), outcome.hires.begin(), outcome.hires.end());
    add_applications(city, outcome.applications);
    for (const auto& search : outcome.told) city.witness->saw_search(city, search);
  }
  return matches;
}

}  // namespace talentsim::phases
