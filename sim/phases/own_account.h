// SPDX-License-Identifier: MIT
// Work on one's own account of newcomers, by kind: which kind a founder takes, and what an
// examination at renewal makes of it.
#pragma once

#include "phases/seekers.h"

namespace talentsim::phases {

// The moment within the month at which a newcomer without work sets up on their own, by a word of
// theirs; above 1: not this month.
double founding_moment(const MonthContext& month, std::uint32_t row, std::uint32_t word);
// Gives a founder a kind and the kind's sector; neither when the scenario lists no kinds. Before
// the newcomer's row is written.
void choose_own_account(const population::City& city, const scenario::Rules& rules, Match& founder);
double own_pay_factor(const scenario::Labour& labour, const Match& founder);

// The kind of work that a newcomer now does on the own account; none: null.
const scenario::OwnAccountKind* own_account_of(const population::City& city,
                                               const scenario::Rules& rules, std::uint32_t row);
// Whether an examination in the present stay finds it not to be genuine.
bool found_not_genuine(const population::City& city, const scenario::Rules& rules,
                       std::uint32_t row);

// Counts one in a measure by scheme and kind.
void count_own_account(const population::Newcomers& n, stats::Measure measure, std::uint32_t row,
                       stats::Tallies& tallies);
void count_examination(population::City& city, const scenario::Rules& rules, std::uint32_t row);

}  // namespace talentsim::phases
