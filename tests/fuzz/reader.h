// SPDX-License-Identifier: MIT
// One input of the fuzzer, read as a scenario.
#pragma once

#include <string_view>

namespace talentsim::fuzz {

// Loads the bytes as tests do a scenario file, beside the small town of the tests, which they may
// extend. Lines that begin with "#= " divide them: "#= file b" begins the file b.yaml (one letter),
// which others may extend; "#= set path=value" is an option of the command line. What is wrong with
// a scenario must be told as ScenarioError; what loads must load again, the same, from its resolved
// form. Anything else ends the program.
void read_scenario(std::string_view bytes);

}  // namespace talentsim::fuzz
