// SPDX-License-Identifier: MIT
// Jobs lost, the labour force left and entered, posts opened, seekers matched to posts.
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

// Employers keep as many posts open as their demand says: the shortfall is opened, an excess
// withdrawn.
void open_posts(MonthContext& month);
// Separations, retirements, returns to the labour force, ends of study.
void move_labour_force(MonthContext& month);
// Seekers meet posts: hazard a * efficiency * (vacancies / seekers)^(1 - alpha) by sector and
// skill, hires capped by the posts open, the earliest matches first.
void match(MonthContext& month);

}  // namespace talentsim::phases
