// SPDX-License-Identifier: MIT
// Stays run out: who applies for an extension, who gets one, who changes scheme, who has to leave.
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

void renew_stays(MonthContext& month);

}  // namespace talentsim::phases
