// SPDX-License-Identifier: MIT
// Those who look for work in the market of single vacancies, and those who set up a business
// instead.
#pragma once

#include "phases/job_search.h"
#include "phases/seekers.h"

namespace talentsim::phases {

struct Searchers {
  std::vector<JobSeeker> list;
  std::vector<Match> founders;  // of a business; they look for no post this month
};
Searchers searchers(const MonthContext& month);

// Whether a newcomer speaks Cantonese, as the market has it.
bool speaks_cantonese(const population::City& city, const scenario::Rules& rules,
                      std::uint32_t row);

}  // namespace talentsim::phases
