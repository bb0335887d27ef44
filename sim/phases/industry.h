// SPDX-License-Identifier: MIT
// Industry follows people: posts that open where newcomers are at work, after a delay.
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

// By cell: the posts that there are beyond the scenario's number because each newcomer who has been
// in the same post for the scenario's number of months lets one of the same cell open with the
// scenario's probability, by a draw of their own. Where demand fixes posts, as long as they hold
// the post; where it fixes vacancies, in the month in which those months are complete. All 0 when
// the scenario has none.
std::vector<std::int64_t> following_posts(const MonthContext& month);

}  // namespace talentsim::phases
