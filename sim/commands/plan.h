// SPDX-License-Identifier: MIT
// talentsim plan: fix every point of a sweep.
#pragma once

#include "commands/command.h"

namespace talentsim::commands {

Command add_plan(CLI::App& app);

}  // namespace talentsim::commands
