// SPDX-License-Identifier: MIT
#include "phases/tell_searches.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "phases/hiring_rules.h"
#include "phases/job_ranking.h"

namespace talentsim::phases {
namespace {

using population::ApplicationOutcome;
using population::NotAppliedFor;
using population::SearchAccount;
using population::ToldApplication;

// What the market of one cell knew and decided.
struct CellMarket {
  const MonthContext& month;
  const std::vector<OpenChannel>& channels;
  const std::vector<OpenPost>& posts;
  std::span<const JobSeeker> seekers;
  std::uint32_t places;
  const RankedApplications& ranked;
  std::unordered_map<std::uint32_t, std::uint32_t> accepted;  // by post: place in ranked.list

  const scenario::VacancyMarket& rules() const { return month.rules.labour.vacancy_market; }

  population::ScoreTerms terms(const JobApplication& a) const {
    const auto channel = std::find_if(channels.begin(), channels.end(),
                                      [&](const auto& open) { return open.index == a.channel; });
    return Ranking(rules(), *channel->rules).terms(seekers[a.seeker], posts[a.post]);
  }
};

// Where a seeker looks depends on nobody else and on no bar: alone, and without what keeps posts
// from him, he sees what he sees among all.
std::vector<JobApplication> posts_seen(const CellMarket& market, JobSeeker seeker) {
  auto posts = market.posts;
  for (auto& post : posts) post.profession = 0;
  seeker.barred_by = 0;
  seeker.least_pay_word = 0;
  return apply_for_posts(market.month.city.luck, market.month.city.now, market.rules(),
                         market.channels, posts, std::span(&seeker, 1), market.places);
}

void tell_what_was_seen(const CellMarket& market, const JobSeeker& seeker, SearchAccount& told) {
  const auto seen = posts_seen(market, seeker);
  std::set<std::uint32_t> everywhere;
  for (const auto& channel : market.channels) {
    if ((seeker.channels >> channel.index & 1) == 0) continue;
    std::set<std::uint32_t> posts;
    for (const auto& a : seen)
      if (a.channel == channel.index) posts.insert(a.post);
    told.channels.push_back(
        {channel.index, looks_of(seeker, *channel.rules), static_cast<int>(posts.size())});
    everywhere.merge(posts);
  }
  for (const auto post : everywhere)
    if (const auto reason = why_not_applied_for(market.posts[post], seeker))
      ++told.not_applied_for[static_cast<std::size_t>(*reason)];
}

// The application of a seeker for a post; `at`: its first place in ranked.list.
ToldApplication application_of(const CellMarket& market, std::uint32_t at) {
  const auto& a = market.ranked.list[at];
  const auto& post = market.posts[a.post];
  ToldApplication told;
  told.post = post.id;
  told.employer = post.employer;
  told.size = post.size;
  told.language = post.language;
  told.pay_word = post.pay_word;
  told.channel = a.channel;
  told.score = a.score;
  told.terms = market.terms(a);
  std::set<std::uint32_t> before, all;
  for (auto i = market.ranked.first[a.post]; i < market.ranked.first[a.post + 1]; ++i) {
    all.insert(market.ranked.list[i].seeker);
    if (i < at) before.insert(market.ranked.list[i].seeker);
  }
  told.applicants = static_cast<std::uint32_t>(all.size());
  told.place = static_cast<std::uint32_t>(before.size()) + 1;
  const auto accepted = market.accepted.find(a.post);
  const bool filled = accepted != market.accepted.end();
  if (filled && accepted->second != at) {
    told.score_of_hired = market.ranked.list[accepted->second].score;
    told.terms_of_hired = market.terms(market.ranked.list[accepted->second]);
  }
  // Posts offer from the best downwards: who stands above the one hired has refused.
  told.outcome = filled && accepted->second == at ? ApplicationOutcome::hired
                 : a.score < static_cast<float>(market.rules().least_score)
                     ? ApplicationOutcome::below_least
                 : filled && accepted->second < at ? ApplicationOutcome::outranked
                                                   : ApplicationOutcome::offer_refused;
  return told;
}

std::vector<ToldApplication> applications_of(const CellMarket& market, std::uint32_t seeker) {
  std::vector<ToldApplication> told;
  for (std::size_t post = 0; post < market.posts.size(); ++post) {
    const auto begin = market.ranked.first[post], end = market.ranked.first[post + 1];
    for (auto i = begin; i < end; ++i)
      if (market.ranked.list[i].seeker == seeker) {
        told.push_back(application_of(market, i));
        break;  // the same post seen again ranks no higher
      }
  }
  std::sort(told.begin(), told.end(), [](const ToldApplication& a, const ToldApplication& b) {
    const bool a_hires = a.outcome == ApplicationOutcome::hired,
               b_hires = b.outcome == ApplicationOutcome::hired;
    if (a_hires != b_hires) return a_hires;
    return a.score != b.score ? a.score > b.score : a.post < b.post;
  });
  return told;
}

}  // namespace

std::optional<NotAppliedFor> why_not_applied_for(const OpenPost& post, const JobSeeker& seeker) {
  const auto bars = post.bars & seeker.barred_by;
  if ((bars & static_cast<int>(Bar::no_cantonese)) != 0) return NotAppliedFor::asks_for_cantonese;
  if (bars != 0) return NotAppliedFor::closed_to_limited_stay;
  if (may_take(seeker, post)) return {};
  auto content = seeker;
  content.least_pay_word = 0;
  return may_take(content, post) ? NotAppliedFor::pays_too_little
                                 : NotAppliedFor::asks_for_profession;
}

std::vector<SearchAccount> tell_searches(const MonthContext& month,
                                         const std::vector<OpenChannel>& channels,
                                         const std::vector<OpenPost>& posts,
                                         std::span<const JobSeeker> seekers, std::uint32_t places,
                                         const RankedApplications& ranked,
                                         const std::vector<std::uint32_t>& accepted) {
  std::vector<SearchAccount> told;
  for (std::uint32_t i = 0; i < seekers.size(); ++i) {
    const auto& seeker = seekers[i];
    if (!month.city.witness->follows_search_of(seeker.key)) continue;
    CellMarket market{month, channels, posts, seekers, places, ranked, {}};
    for (const auto at : accepted) market.accepted[ranked.list[at].post] = at;
    SearchAccount search;
    search.person = seeker.key;
    search.job = {static_cast<std::uint8_t>(seeker.cell / population::kSkills),
                  static_cast<std::uint8_t>(seeker.cell % population::kSkills)};
    search.open_posts = static_cast<std::uint32_t>(posts.size());
    search.seekers = static_cast<std::uint32_t>(seekers.size());
    search.speaks = seeker.speaks;
    search.reservation = seeker.reservation;
    tell_what_was_seen(market, seeker, search);
    search.applications = applications_of(market, i);
    told.push_back(std::move(search));
  }
  return told;
}

}  // namespace talentsim::phases
