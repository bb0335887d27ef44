// SPDX-License-Identifier: MIT
// The ledger of posts: a post is filled or open, and is opened or withdrawn by nothing but the
// vacancy rule.
#pragma once

#include "population/city.h"

namespace talentsim::phases {

// The post of an employee of the queue who leaves it, for whatever reason, becomes vacant.
inline void open_post(population::City& city, population::Job job) {
  ++city.open_posts[static_cast<std::size_t>(job.cell())];
}

inline void leave_post(population::City& city, const population::Newcomers& n, std::size_t row) {
  if (n.activity[row] == population::Activity::employed && !n.is(row, population::Flag::own_post))
    open_post(city, population::unpack_job(n.job[row]));
}

inline void leave_post(population::City& city, const population::Residents& r, std::size_t row) {
  if (r.state[row].activity() == population::Activity::employed &&
      r.state[row].kind() != population::ResidentKind::helper)
    open_post(city, population::unpack_job(r.job[row]));
}

}  // namespace talentsim::phases
