// SPDX-License-Identifier: MIT
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

// Residents return, domestic helpers and non-local students arrive, each from a numbered place of
// its movement pool, into a household of their own.
void move_in(MonthContext& month);

}  // namespace talentsim::phases
