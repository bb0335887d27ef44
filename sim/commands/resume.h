// SPDX-License-Identifier: MIT
// talentsim resume: go on with a run that was stopped.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_resume(CLI::App& app);

}  // namespace talentsim::commands
