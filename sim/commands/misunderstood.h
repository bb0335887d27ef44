// SPDX-License-Identifier: MIT
// What to say when the command line is not understood.
#pragma once

#include <vector>

#include "commands/command.h"

namespace talentsim::commands {

// Names what is wrong on stderr, with the nearest right spelling. Returns the exit code.
int explain_misunderstood(const CLI::App& app, const std::vector<Command>& commands,
                          const CLI::ParseError& error);

}  // namespace talentsim::commands
