// SPDX-License-Identifier: MIT
// Movement of residents outside every scheme: households that leave, residents who return, domestic
// helpers and non-local students who come and go.
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

void move(MonthContext& month);

}  // namespace talentsim::phases
