// SPDX-License-Identifier: MIT
// talentsim compare: what a policy changes, replicate by replicate.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_compare(CLI::App& app);

}  // namespace talentsim::commands
