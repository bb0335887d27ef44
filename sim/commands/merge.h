// SPDX-License-Identifier: MIT
// talentsim merge: all slices of a plan as one results file.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_merge(CLI::App& app);

}  // namespace talentsim::commands
