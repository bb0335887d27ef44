// SPDX-License-Identifier: MIT
// A subcommand of the program: its options stand in the parser, `act` does it and returns the exit
// code. Each has a file of its own with a function add_NAME; main.cpp lists them.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace talentsim::commands {

enum ExitCode : int { kDone = 0, kFailed = 1, kWrong = 2, kStopped = 75, kSignalBase = 128 };

struct Command {
  CLI::App* parser;
  std::function<int()> act;           // once parsed; owns the arguments
  std::string takes = "no argument";  // besides options, for messages: "one SCENARIO"
};

}  // namespace talentsim::commands
