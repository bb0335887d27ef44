// SPDX-License-Identifier: MIT
// talentsim completion: what a shell needs to complete commands, options and files.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

// Reads `app` when it acts, so every command added to it by then is completed.
Command add_completion(CLI::App& app);

}  // namespace talentsim::commands
