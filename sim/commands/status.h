// SPDX-License-Identifier: MIT
// talentsim status: which slices of a plan are missing.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_status(CLI::App& app);

}  // namespace talentsim::commands
