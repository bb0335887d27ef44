// SPDX-License-Identifier: MIT
// Movement of residents outside every scheme: households that leave, residents who return, domestic
// helpers and non-local students who come and go.
#pragma once

#include "phases/month_context.h"

namespace talentsim::phases {

void move(MonthContext& month);

// Takes one resident out of the city as a mover.
void move_out(population::City& city, std::uint32_t row);

}  // namespace talentsim::phases
