// SPDX-License-Identifier: MIT
// Families of newcomers: who is still to come, who moves in from across the border, who grows too
// old to join.
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

void unite_families(MonthContext& month);

}  // namespace talentsim::phases
