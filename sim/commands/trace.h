// SPDX-License-Identifier: MIT
// talentsim trace: one life as a case file, or the keys of lives that fit a search.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_trace(CLI::App& app);

}  // namespace talentsim::commands
