// SPDX-License-Identifier: MIT
// What commands that live a scenario share: the parameters it draws, the run itself, the summary.
#pragma once

#include <CLI/CLI.hpp>

#include "run/run.h"

namespace talentsim::commands {

void add_live_flags(CLI::App& command, run::RunOptions& options, bool& quiet);

// Lives the scenario, writes its results and prints the summary unless quiet.
int live(const scenario::Scenario& scenario, run::RunOptions options, bool quiet);

}  // namespace talentsim::commands
