// SPDX-License-Identifier: MIT
// The ledger of posts: a post is filled or open, and is opened or withdrawn by nothing but the
// vacancy rule.
#pragma once

#include "population/city.h"

namespace talentsim::phases {

// When an employee of the queue leaves a job for whatever reason, the post becomes vacant.
inline void leave_post(population::City& city, const population::Newcomers& n, std::size_t row) {
  if (n.activity[row] == population::Activity::employed && !n.is(row, population::Flag::own_post))
    ++city.open_posts[static_cast<std::size_t>(population::unpack_job(n.job[row]).cell())];
}

inline void leave_post(population::City& city, const population::Residents& r, std::size_t row) {
  if (r.state[row].activity() == population::Activity::employed &&
      r.state[row].kind() != population::ResidentKind::helper)
    ++city.open_posts[static_cast<std::size_t>(population::unpack_job(r.job[row]).cell())];
}

}  // namespace talentsim::phases
