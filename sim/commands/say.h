// SPDX-License-Identifier: MIT
// Words on the standard streams.
#pragma once

#include <string>

namespace talentsim::commands {

// Text for stdout, which may be a full disk or a pipe that nobody reads any more. `consequence`
// ends the message of the RunError that is then thrown.
void print_out(const std::string& text, const std::string& consequence);

// A line for stderr; where it cannot be written there is nobody left to tell.
void complain(const std::string& text);

}  // namespace talentsim::commands
