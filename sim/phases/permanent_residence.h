// SPDX-License-Identifier: MIT
// The right of abode: granted in the first month with enough months of ordinary residence (84 in
// law, other terms by scheme and date of arrival), study counted.
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

// Months that a principal who arrives in that month, and the family, need under the scheme: 0 on
// landing, infinite where the scheme leads to none.
double permanent_residence_months(const scenario::Scheme& scheme, Month arrival);

void grant_permanent_residence(MonthContext& month);

}  // namespace talentsim::phases
