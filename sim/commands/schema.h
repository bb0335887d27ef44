// SPDX-License-Identifier: MIT
// talentsim schema: the format of a scenario, for editors.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_schema(CLI::App& app);

}  // namespace talentsim::commands
