// SPDX-License-Identifier: MIT
// The design of a sweep as its file says: which parameters of a scenario vary, how, and how often
// each point is run.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenario/tree.h"
#include "support/month.h"

namespace talentsim::ensemble {

enum class DesignKind : int { grid, list, csv, latin_hypercube, sobol };
const std::vector<std::string>& design_kind_names();

// Whether points are drawn, from priors, rather than written.
inline bool is_drawn(DesignKind kind) {
  return kind == DesignKind::latin_hypercube || kind == DesignKind::sobol;
}

struct DesignParameter {
  std::string path;
  scenario::Mark mark;
  std::vector<double> values;  // written ones
  std::string prior;           // of a drawn design; empty: the parameter's own
};

struct Design {
  std::string title, question;
  std::filesystem::path scenario;  // as it can be opened
  DesignKind kind = DesignKind::grid;
  std::vector<DesignParameter> parameters;
  bool all_priors = false;  // every parameter with a prior that stands for one number
  int points = 0;           // of a drawn design
  int points_per_slice = 1;
  bool separate_seeds = false;   // each point has a seed of its own
  double design_seed = 1;        // of the Latin hypercube
  std::optional<Month> from;     // the points' values hold from here; absent: from the start
  std::vector<std::string> set;  // "path=value" for all points
  std::optional<int> replicates;
};

constexpr int kMostPoints = 1'000'000;
constexpr std::size_t kMostCells = 20'000'000;  // points times parameters

// Throws ScenarioError with every mistake in the file.
Design read_design(const std::filesystem::path& file);

}  // namespace talentsim::ensemble
