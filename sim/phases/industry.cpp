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
  const auto follows = [&](std::uint32_t row) {
    return (lasting ? n.since[row] <= last : n.since[row] == last) &&
           n.activity[row] == Activity::employed && is_here(n, row) &&
           city.luck.uniform(n.key[row], Month(n.since[row]), random::Stream::following_post) <
               share;
  };
  const auto rows =
      gather<std::uint32_t>(month.rounds.rows, [&](auto& list, std::size_t begin, std::size_t end) {
        for (auto row = begin; row < end; ++row)
          if (follows(static_cast<std::uint32_t>(row)))
            list.push_back(static_cast<std::uint32_t>(row));
      });
  for (const auto row : rows)
    ++posts[static_cast<std::size_t>(population::unpack_job(n.job[row]).cell())];
  return posts;
}

}  // namespace talentsim::phases
