// SPDX-License-Identifier: MIT
// Stays run out: who applies for an extension, who gets one, who changes scheme, who has to leave.
#pragma once

#include "phases/month_context.h"
#include "population/profile.h"

namespace talentsim::phases {

void renew_stays(MonthContext& month);

// What the holder takes to an application made today.
population::Attributes evidence_claimed(const population::City& city, const scenario::Rules& rules,
                                        std::uint32_t row);
// What an examination leaves of it: work on the own account that is found not to be genuine counts
// for nothing.
population::Attributes evidence(const population::City& city, const scenario::Rules& rules,
                                std::uint32_t row);
// Of a holder in the window, to apply for an extension; of an applicant who satisfies a route, to
// get it.
double chance_to_apply(const population::City& city, const scenario::Rules& rules,
                       std::uint32_t row);
double chance_of_approval(const population::City& city, const scenario::Rules& rules,
                          std::uint32_t row);

}  // namespace talentsim::phases
