// SPDX-License-Identifier: MIT
// The right of abode: granted in the first month with enough months of ordinary residence (84 in
// law), study counted.
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

void grant_permanent_residence(MonthContext& month);

}  // namespace talentsim::phases
