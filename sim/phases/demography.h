// SPDX-License-Identifier: MIT
// Deaths of residents, births to everybody. (Newcomers' deaths compete with their leaving:
// departure.h.)
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

void live_and_die(MonthContext& month);

// Children whose last adult has died or left this month move to a household that has an adult.
void find_guardians(MonthContext& month);

}  // namespace talentsim::phases
