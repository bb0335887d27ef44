// SPDX-License-Identifier: MIT
// Industry follows people: posts that open where newcomers are at work, after a delay.
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

// Each newcomer who has been in the same post for the scenario's number of months, to the month,
// lets a post of the same cell open with the scenario's probability, by a draw of their own. Like
// posts that a hire lets open, it comes on top of the scenario's number. In the market of single
// vacancies alone.
void open_following_posts(MonthContext& month);

}  // namespace talentsim::phases
