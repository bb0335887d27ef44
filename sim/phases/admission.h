// SPDX-License-Identifier: MIT
// From origin pools to arrivals: candidates appear, choose among the schemes open to them, are
// adjudicated, fill quotas first come first served, and arrive after a lag.
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

void take_applications(MonthContext& month);
void decide_applications(MonthContext& month);
void let_arrive(MonthContext& month);

// Candidates who appear in a pool, before anything else happens in the month.
std::int64_t candidates_this_month(const population::City& city, const scenario::Rules& rules,
                                   int pool);

// Utility of a scheme for anyone to whom it is open, before the personal taste (random utility,
// McFadden 1974).
double scheme_utility(const scenario::Rules& rules, const scenario::Scheme& scheme, Month month);

}  // namespace talentsim::phases
