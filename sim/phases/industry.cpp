// SPDX-License-Identifier: MIT
#include "phases/industry.h"

#include "phases/gather.h"
#include "phases/posts.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::Newcomers;
using population::Place;

bool is_here(const Newcomers& n, std::uint32_t row) {
  return n.place[row] == Place::resident || n.place[row] == Place::commuting;
}

}  // namespace

void open_following_posts(MonthContext& month) {
  auto& city = month.city;
  const auto& market = month.rules.labour.vacancy_market;
  if (!city.vacancies.kept || market.posts_following_newcomer <= 0) return;
  const auto& n = city.newcomers;
  const int since = city.now.index() - market.posts_follow_after_months;
  const auto rows = rows_where(month.rounds.present, [&](std::uint32_t row) {
    return n.since[row] == since && n.activity[row] == Activity::employed && is_here(n, row) &&
           city.luck.uniform(n.key[row], city.now, random::Stream::following_post) <
               market.posts_following_newcomer;
  });
  // The identity is that of a post which talent lets open. A hire of last month may have let one
  // open for this month; the delay of two months or more keeps the two apart.
  for (const auto row : rows) {
    const auto job = population::unpack_job(n.job[row]);
    ++city.open_posts[static_cast<std::size_t>(job.cell())];
    city.vacancies.open(city.luck, n.key[row], city.now, PostOrigin::talent, job);
    city.tallies.at(stats::Measure::posts_created, job.sector) += 1;
  }
}

}  // namespace talentsim::phases
