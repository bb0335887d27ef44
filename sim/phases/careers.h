// SPDX-License-Identifier: MIT
// Careers of newcomers in the market of single vacancies: where they look as a search goes on, what
// they come to demand, and the search for a better post.
#pragma once

#include "phases/seekers.h"

namespace talentsim::phases {

// Newcomers who look for work this month, in the own field and level or elsewhere: those without
// work, and those who have some but not what they are trained for.
std::vector<Seeker> newcomer_searches(const MonthContext& month);

// Of full experience, what someone of that age in months has.
float experience_share(const scenario::VacancyMarket& market, int age_months);

// By how much the demand of a newcomer without work falls, in rank, since the stay runs out soon.
float fall_before_expiry(const MonthContext& month, std::uint32_t row);

// Books what a resident's change of job within the cell leaves behind: the old post, a separation.
void leave_for_another_post(population::City& city, const Match& m);
// Books what a newcomer's change of job leaves behind: the old post, its pay, a separation. Before
// the new post is written.
void leave_for_another_post(population::City& city, const scenario::Rules& rules, const Match& m);
// Counts the fit of the post that a newcomer has just begun to work in.
void note_fit(population::City& city, const scenario::Rules& rules, const Match& m);

}  // namespace talentsim::phases
