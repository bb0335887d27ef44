// SPDX-License-Identifier: MIT
// Leaving the city. Principals face four voluntary causes and death as competing hazards; the
// earliest within the month wins and the household leaves together.
#pragma once

#include <array>

#include "phases/month_context.h"

namespace talentsim::phases {

// The highest monthly hazard any principal can have, by cause in the order no_work .. other_reason.
std::array<double, 4> highest_departure_hazards(const scenario::Departure& departure);

void depart(MonthContext& month);

// Takes a principal's household out of the city: the principal for `cause`, the others because the
// sponsor left. Members who hold permanent residence stay when the principal dies.
void take_household_out(population::City& city, const scenario::Rules& rules,
                        std::uint32_t principal, scenario::DepartureCause cause);

}  // namespace talentsim::phases
