// SPDX-License-Identifier: MIT
// talentsim run: simulate a scenario and write its results.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_run(CLI::App& app);

}  // namespace talentsim::commands
