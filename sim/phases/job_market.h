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
// Seekers start to work. Who does is said by the form of the market that the scenario chooses:
// single vacancies (vacancy_market.cpp) or the mean field (mean_field.cpp).
void match(MonthContext& month);

}  // namespace talentsim::phases
