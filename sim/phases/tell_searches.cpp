// SPDX-License-Identifier: MIT
#include "phases/tell_searches.h"

#include <algorithm>
#include <set>
#include <span>

#include "phases/hiring_rules.h"
#include "phases/job_ranking.h"

namespace talentsim::phases {
namespace {

using population::ApplicationOutcome;
using population::NotAppliedFor;
using population::SearchAccount;
using population::ToldApplication;

const scenario::VacancyMarket& rules_of(const SearchedCell& cell) {
  return cell.month.rules.labour.vacancy_market;
}

population::ScoreTerms terms_of(const SearchedCell& cell, const JobApplication& a) {
  const auto channel = std::find_if(cell.channels.begin(), cell.channels.end(),
                                    [&](const auto& open) { return open.index == a.channel; });
  return Ranking(rules_of(cell), *channel->rules)
      .terms(cell.applicants[a.seeker], cell.posts[a.post]);
}

// The place in ranked.list of the application that a post accepted.
std::optional<std::uint32_t> accepted_by(const SearchedCell& cell, std::uint32_t post) {
  const auto at = std::find_if(cell.accepted.begin(), cell.accepted.end(),
                               [&](std::uint32_t i) { return cell.ranked.list[i].post == post; });
  if (at == cell.accepted.end()) return {};
  return *at;
}

// Where a seeker reads depends on nobody else: alone, he sees what he sees among all.
void tell_what_was_seen(const SearchedCell& cell, const JobSeeker& seeker, SearchAccount& told) {
  Searcher searcher = seeker;
  searcher.low_pay_word = 0;
  const auto seen = read_boards(cell.channels, std::span(&searcher, 1), cell.boards);
  std::set<std::uint32_t> everywhere;
  for (const auto& channel : cell.channels) {
    if ((seeker.channels >> channel.index & 1) == 0) continue;
    std::set<std::uint32_t> posts;
    for (const auto& a : seen)
      if (a.channel == channel.index) posts.insert(a.post);
    told.channels.push_back(
        {channel.index, looks_of(seeker, *channel.rules), static_cast<int>(posts.size())});
    everywhere.merge(posts);
  }
  for (const auto post : everywhere)
    if (const auto reason = why_not_applied_for(cell.posts[post], seeker))
      ++told.not_applied_for[static_cast<std::size_t>(*reason)];
}

// The application of a seeker for a post; `at`: its first place in ranked.list.
ToldApplication application_of(const SearchedCell& cell, std::uint32_t at) {
  const auto& list = cell.ranked.list;
  const auto& a = list[at];
  const auto& post = cell.posts[a.post];
  ToldApplication told;
  told.post = cell.month.city.vacancies.id[post.row];
  told.employer = post.employer;
  told.size = post.size;
  told.language = post.language;
  told.pay_word = post.pay_word;
  told.channel = a.channel;
  told.score = a.score;
  told.terms = terms_of(cell, a);
  std::set<std::uint32_t> before, all;
  for (auto i = cell.ranked.first[a.post]; i < cell.ranked.first[a.post + 1]; ++i) {
    all.insert(list[i].seeker);
    if (i < at) before.insert(list[i].seeker);
  }
  told.applicants = static_cast<std::uint32_t>(all.size());
  told.place = static_cast<std::uint32_t>(before.size()) + 1;
  const auto accepted = accepted_by(cell, a.post);
  if (accepted && *accepted != at) {
    told.score_of_hired = list[*accepted].score;
    told.terms_of_hired = terms_of(cell, list[*accepted]);
  }
  // Posts offer from the best downwards: who stands above the one hired has refused.
  told.outcome = accepted && *accepted == at ? ApplicationOutcome::hired
                 : a.score < static_cast<float>(rules_of(cell).least_score)
                     ? ApplicationOutcome::below_least
                 : accepted && *accepted < at ? ApplicationOutcome::outranked
                                              : ApplicationOutcome::offer_refused;
  return told;
}

std::vector<ToldApplication> applications_of(const SearchedCell& cell, std::uint64_t key) {
  std::vector<ToldApplication> told;
  for (auto post = cell.first_post; post < cell.end_post; ++post) {
    const auto begin = cell.ranked.first[post], end = cell.ranked.first[post + 1];
    for (auto i = begin; i < end; ++i)
      if (cell.ranked.list[i].key == key) {
        told.push_back(application_of(cell, i));
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

SearchAccount tell_search(const SearchedCell& cell, const JobSeeker& seeker) {
  SearchAccount search;
  search.person = seeker.key;
  search.job = population::job_of_cell(seeker.cell);
  search.open_posts = static_cast<std::uint32_t>(cell.end_post - cell.first_post);
  search.seekers = static_cast<std::uint32_t>(cell.seekers);
  search.speaks = seeker.speaks;
  search.reservation = seeker.reservation;
  tell_what_was_seen(cell, seeker, search);
  search.applications = applications_of(cell, seeker.key);
  return search;
}

}  // namespace talentsim::phases
