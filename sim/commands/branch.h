// SPDX-License-Identifier: MIT
// talentsim branch: one simulated past, many futures.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_branch(CLI::App& app);

}  // namespace talentsim::commands
