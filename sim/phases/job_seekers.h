// SPDX-License-Identifier: MIT
// Those who look for work in the market of single vacancies, and those who set up a business
// instead.
#pragma once

#include "phases/job_search.h"
#include "phases/seekers.h"

namespace talentsim::phases {

struct Searchers {
  std::vector<JobSeeker> list;  // without what the person's own words say
  std::vector<Match> founders;  // of a business; they look for no post this month
};
Searchers searchers(const MonthContext& month);

// Fills in, for the seekers of a list, what is drawn from the person's key and is the same in all
// months: skill, languages, channels used.
void draw_traits(const random::Luck& luck, const scenario::VacancyMarket& market,
                 std::vector<JobSeeker>& seekers);

// Whether a newcomer speaks Cantonese, as the market has it.
bool speaks_cantonese(const population::City& city, const scenario::Rules& rules,
                      std::uint32_t row);

}  // namespace talentsim::phases
