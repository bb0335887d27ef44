// SPDX-License-Identifier: MIT
// talentsim check: validate a scenario and print it as resolved.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_check(CLI::App& app);

}  // namespace talentsim::commands
