// SPDX-License-Identifier: MIT
// What commands that live a scenario share: the parameters it draws, the run itself, the summary.
#pragma once

#include "run/run.h"

namespace talentsim::commands {

// Lives the scenario, writes its results and prints the summary unless quiet.
int live(const scenario::Scenario& scenario, run::RunOptions options, bool quiet);

}  // namespace talentsim::commands
