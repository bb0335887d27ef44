// SPDX-License-Identifier: MIT
// A sweep fixed to the last digit: the resolved scenario, every point and its seed, and how points
// are shared out over slices. Needs no other file to be run.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ensemble/design.h"
#include "ensemble/matrix.h"
#include "scenario/loader.h"

namespace talentsim::ensemble {

struct Plan {
  std::string title, question, design;  // design: latin_hypercube and the like
  std::string program_version, git_commit;
  std::string scenario_yaml;
  std::optional<Month> from;
  int points_per_slice = 1;
  std::vector<std::string> paths;
  Matrix matrix;                     // one row a point
  std::vector<std::uint64_t> seeds;  // of each point
  std::string sha256;                // of all that decides results

  int points() const { return static_cast<int>(matrix.size()); }
  int slices() const { return (points() + points_per_slice - 1) / points_per_slice; }
  int first_point(int slice) const { return slice * points_per_slice; }
  int end_point(int slice) const { return std::min(points(), first_point(slice + 1)); }
};

struct Planned {
  Plan plan;
  std::vector<Column> columns;
  std::vector<std::string> left_out;  // with a prior, but not varied by all_priors
};

// `overrides`: the command line's; they win over the design's. `check_all`: load every point, not
// only a selection. Throws ScenarioError or UsageError.
Planned make_plan(const std::filesystem::path& design_file, scenario::Overrides overrides,
                  bool check_all);

// The scenario that all points start from, and that of one point.
scenario::Scenario base_scenario(const Plan& plan);
scenario::Scenario point_scenario(const Plan& plan, int point);

std::string sha256_of(const Plan& plan);

std::string plan_json(const Planned& planned);
// For other programs: the matrix under its paths, and names and bounds as SALib takes them.
std::string matrix_csv(const Plan& plan);
std::string salib_json(const Planned& planned);

// UsageError when it is no plan or was changed after it was made.
Plan read_plan(const std::filesystem::path& file);

}  // namespace talentsim::ensemble
