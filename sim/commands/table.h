// SPDX-License-Identifier: MIT
// talentsim table: figures of a results file by period, for people.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_table(CLI::App& app);

}  // namespace talentsim::commands
