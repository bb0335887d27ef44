// SPDX-License-Identifier: MIT
#include "phases/industry.h"

#include "phases/gather.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::Newcomers;
using population::Place;

bool is_here(const Newcomers& n, std::uint32_t row) {
  return n.place[row] == Place::resident || n.place[row] == Place::commuting;
}

}  // namespace

std::vector<std::int64_t> following_posts(const MonthContext& month) {
  const auto& city = month.city;
  const auto& labour = month.rules.labour;
  const double share = labour.vacancy_market.posts_following_newcomer;
  std::vector<std::int64_t> posts(city.open_posts.size());
  if (share <= 0) return posts;
  const auto& n = city.newcomers;
  const int last = city.now.index() - labour.vacancy_market.posts_follow_after_months;
  const bool lasting = labour.demand == scenario::Demand::posts;
  const auto rows = rows_where(month.rounds.present, [&](std::uint32_t row) {
    return (lasting ? n.since[row] <= last : n.since[row] == last) &&
           n.activity[row] == Activity::employed && is_here(n, row) &&
           city.luck.uniform(n.key[row], Month(n.since[row]), random::Stream::following_post) <
               share;
  });
  for (const auto row : rows)
    ++posts[static_cast<std::size_t>(population::unpack_job(n.job[row]).cell())];
  return posts;
}

}  // namespace talentsim::phases
