// SPDX-License-Identifier: MIT
// docs/scenario_format.md: prose, and every key from the program's own table.
#pragma once

#include <string>

namespace talentsim {

std::string scenario_format_markdown();

}  // namespace talentsim
