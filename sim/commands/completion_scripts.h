// SPDX-License-Identifier: MIT
// Completion scripts for the three shells, from one description of the command line.
#pragma once

#include <string>
#include <vector>

namespace talentsim::commands {

// What may stand where a value does.
struct Value {
  enum class Kind { none, words, scenario, results, file, folder, path, other };
  Kind kind = Kind::none;  // none: a flag
  std::vector<std::string> words;
};

// An option or a positional.
struct Word {
  std::vector<std::string> names;  // "-o", "--output"; empty for a positional
  std::string meaning;
  Value value;
  bool repeats = false;
};

// A command, or the program itself.
struct Line {
  std::string name, meaning;
  std::vector<Word> options, positionals;
};

struct Lines {
  Line program;
  std::vector<Line> commands;
  std::vector<std::string> paths;  // that --set takes
};

std::string bash_completion(const Lines& lines);
std::string zsh_completion(const Lines& lines);
std::string fish_completion(const Lines& lines);

}  // namespace talentsim::commands
