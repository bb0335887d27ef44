// SPDX-License-Identifier: MIT
// What can go wrong, in words a person can act on: "problem (why) suggestion".
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace talentsim {

// One mistake in a scenario. Lines and columns count from 1; line 0: the problem is of the whole
// file or option.
struct Problem {
  std::string file;
  int line = 0, column = 0;
  std::string message;

  std::string text() const;  // "file:line:column: error: message"
};

// The scenario is wrong (exit code 2). Holds every problem found, sorted by place, without repeats.
class ScenarioError : public std::exception {
 public:
  explicit ScenarioError(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }
  const char* what() const noexcept override { return text_.c_str(); }  // one problem a line

 private:
  std::vector<Problem> problems_;
  std::string text_;
};

// The command line is wrong (exit code 2).
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The run failed: disk full, folder not writable, an invariant broken (exit code 1).
class RunError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Number of insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`
// (optimal string alignment distance).
int edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, or empty when none is close enough to be meant.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

// " (did you mean 'x'?)", or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace talentsim
