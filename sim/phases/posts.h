// SPDX-License-Identifier: MIT
// The ledger of posts: a post is filled or open, and is opened or withdrawn by nothing but the
// vacancy rule.
#pragma once

#include <span>

#include "population/city.h"

namespace talentsim::phases {

using population::PostOrigin;

// The post of an employee of the queue who leaves it, for whatever reason, becomes vacant.
inline void open_post(population::City& city, population::Key leaver, population::Job job,
                      PostOrigin origin) {
  ++city.open_posts[static_cast<std::size_t>(job.cell())];
  city.vacancies.open(city.luck, leaver, city.now, origin, job);
}

// The posts of several who leave theirs, in their order.
void open_posts_left(population::City& city, std::span<const population::NewPost> left,
                     PostOrigin origin);

// Whether somebody holds a post of the queue.
inline bool holds_post(const population::Newcomers& n, std::size_t row) {
  return (n.activity[row] == population::Activity::employed) &
         !n.is(row, population::Flag::own_post);
}
inline bool holds_post(const population::Residents& r, std::size_t row) {
  return r.state[row].activity() == population::Activity::employed &&
         r.state[row].kind() != population::ResidentKind::helper;
}

inline void leave_post(population::City& city, const population::Newcomers& n, std::size_t row,
                       PostOrigin origin = PostOrigin::left_after_matching) {
  if (holds_post(n, row)) open_post(city, n.key[row], population::unpack_job(n.job[row]), origin);
}

// Share of all vacancies that each cell has, after the scenario.
std::vector<double> vacancy_shares(const scenario::Rules& rules);

}  // namespace talentsim::phases
