// SPDX-License-Identifier: MIT
// talentsim run-slice: run one slice of a plan.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_run_slice(CLI::App& app);

}  // namespace talentsim::commands
