// SPDX-License-Identifier: MIT
// What is written after a command, read strictly. A value that is not understood throws UsageError.
#pragma once

#include <CLI/CLI.hpp>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "scenario/loader.h"
#include "support/error.h"
#include "support/month.h"

namespace talentsim::commands {

constexpr int kMostThreads = 1024;

using Text = std::optional<std::string>;  // an option as it was written, if it was

[[noreturn]] void not_whole(const char* option, const std::string& text, const std::string& least,
                            const std::string& most);

// A whole number between two bounds; CLI11's own conversion lets -1 wrap around.
template <class Number>
Number whole(const char* option, const std::string& text, Number least, Number most) {
  Number value{};
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end || value < least || value > most)
    not_whole(option, text, std::to_string(least), std::to_string(most));
  return value;
}

double real(const char* option, const std::string& text);
Month month(const char* option, const std::string& text);

// Threads asked for, else those of OMP_NUM_THREADS, else the cores this process may use.
int threads_of(const Text& threads);

// Options of every command that simulates or checks.
struct ScenarioArguments {
  std::vector<std::string> set;
  Text seed, scale, replicates, until, threads;
  bool draw_priors = false;

  void add_to(CLI::App& command, bool with_replicates = true, bool with_threads = true);
  int thread_count() const { return threads_of(threads); }
  scenario::Overrides overrides() const;
  // `history`, when given, receives every value in force from each date.
  scenario::Scenario load(const std::string& file,
                          std::vector<scenario::DatedParameters>* history = nullptr) const;
};

// The same with one scenario file.
struct OneScenario : ScenarioArguments {
  std::string file;

  void add_to(CLI::App& command);
  scenario::Scenario load() const { return ScenarioArguments::load(file); }
};

}  // namespace talentsim::commands
