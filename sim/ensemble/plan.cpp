// SPDX-License-Identifier: MIT
#include "ensemble/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "ensemble/columns.h"
#include "run/run.h"
#include "scenario/scalars.h"
#include "version.h"

namespace talentsim::ensemble {
namespace {

constexpr int kCheckedPoints = 24;  // loading one takes a good part of a second
constexpr int kBitsOfSeed = 52;     // thirteen hexadecimal digits

void check_size(const Design& design, const std::vector<Column>& columns) {
  double points = design.points;
  if (design.kind == DesignKind::grid) {
    points = 1;
    for (const Column& column : columns) points *= static_cast<double>(column.values.size());
  }
  if (points > kMostPoints || points * static_cast<double>(columns.size()) > kMostCells)
    throw UsageError(
        fmt::format("{} points of {} parameters (at most {} points and {} numbers) "
                    "vary less at a time",
                    points, columns.size(), kMostPoints, kMostCells));
  if (design.kind == DesignKind::sobol && columns.size() > kMostSobolDimensions)
    throw UsageError(
        fmt::format("{} parameters (a Sobol sequence has at most {} dimensions) use "
                    "latin_hypercube",
                    columns.size(), kMostSobolDimensions));
}

Matrix matrix_of(const Design& design, const std::vector<Column>& columns) {
  if (design.kind == DesignKind::grid) return grid(columns);
  if (!is_drawn(design.kind)) return list(columns);
  Matrix matrix =
      design.kind == DesignKind::sobol
          ? sobol(columns.size(), design.points)
          : latin_hypercube(columns, design.points, static_cast<std::uint64_t>(design.design_seed));
  to_values(matrix, columns);
  return matrix;
}

// Separate seeds look unrelated, so that two sweeps from neighbouring seeds share none.
std::vector<std::uint64_t> seeds_of(std::uint64_t seed, bool separate, int points) {
  std::vector<std::uint64_t> seeds(static_cast<std::size_t>(points), seed);
  for (int point = 0; separate && point < points; ++point) {
    const auto digits = scenario::sha256_of(fmt::format("{}/{}", seed, point));
    seeds[static_cast<std::size_t>(point)] =
        std::stoull(digits.substr(0, kBitsOfSeed / 4), nullptr, 16);
  }
  return seeds;
}

bool same_axes(const stats::Axes& a, const stats::Axes& b) {
  return a.schemes == b.schemes && a.sectors == b.sectors && a.cohorts == b.cohorts &&
         a.quantiles == b.quantiles && a.channels == b.channels && a.job_fits == b.job_fits &&
         a.professions == b.professions && a.own_account_kinds == b.own_account_kinds &&
         a.months_since_arrival == b.months_since_arrival;
}

void check_points(const Plan& plan, const scenario::Scenario& base, bool all) {
  const auto axes = run::axes_of(base);
  const int count = all ? plan.points() : std::min(plan.points(), kCheckedPoints);
  for (int i = 0; i < count; ++i) {
    run::stop_if_asked();
    const auto spread = static_cast<std::int64_t>(i) * (plan.points() - 1);
    const int point = count > 1 ? static_cast<int>(spread / (count - 1)) : 0;
    if (!same_axes(axes, run::axes_of(point_scenario(plan, point))))
      throw UsageError(
          fmt::format("point {} has other axes than the scenario (all points share one "
                      "set of results) vary other parameters",
                      point));
  }
}

}  // namespace

Planned make_plan(const std::filesystem::path& design_file, scenario::Overrides overrides,
                  bool check_all) {
  const Design design = read_design(design_file);
  overrides.set.insert(overrides.set.begin(), design.set.begin(), design.set.end());
  if (design.replicates && !overrides.replicates) overrides.replicates = design.replicates;
  std::vector<scenario::DatedParameters> history;
  const auto base = scenario::load(design.scenario, overrides, nullptr, &history);
  if (base.draw_priors)
    throw UsageError(
        "the scenario draws parameters for each replicate (a sweep says itself what varies) leave "
        "draw_priors out, or vary all_priors");
  Columns columns = columns_of(design, base, history);
  if (columns.columns.empty())
    throw UsageError(fmt::format("'{}' varies nothing (no parameter has a prior of one number)",
                                 design_file.string()));
  check_size(design, columns.columns);
  Planned planned{{}, std::move(columns.columns), std::move(columns.left_out)};
  Plan& plan = planned.plan;
  plan.title = design.title;
  plan.question = design.question;
  plan.design = design_kind_names()[static_cast<std::size_t>(design.kind)];
  plan.program_version = build::kVersion;
  plan.git_commit = build::kGitCommit;
  plan.scenario_yaml = base.resolved_yaml;
  plan.from = design.from;
  plan.points_per_slice = design.points_per_slice;
  for (const Column& column : planned.columns) plan.paths.push_back(column.path);
  plan.matrix = matrix_of(design, planned.columns);
  plan.seeds = seeds_of(base.seed, design.separate_seeds, plan.points());
  plan.sha256 = sha256_of(plan);
  check_points(plan, base, check_all);
  return planned;
}

scenario::Scenario base_scenario(const Plan& plan) {
  return scenario::load_text(plan.scenario_yaml, "the plan's scenario");
}

scenario::Scenario point_scenario(const Plan& plan, int point) {
  const auto row = static_cast<std::size_t>(point);
  scenario::Overrides overrides;
  overrides.from = plan.from;
  overrides.seed = plan.seeds[row];
  for (std::size_t j = 0; j < plan.paths.size(); ++j)
    overrides.set.push_back(plan.paths[j] + "=" + scenario::number_text(plan.matrix[row][j]));
  return scenario::load_text(plan.scenario_yaml, fmt::format("point {}", point), overrides);
}

std::string sha256_of(const Plan& plan) {
  std::string text = scenario::sha256_of(plan.scenario_yaml);
  text += fmt::format("\n{}\n{}\n", plan.from ? plan.from->text() : "", plan.points_per_slice);
  for (const auto& path : plan.paths) text += path + '\n';
  for (std::size_t i = 0; i < plan.matrix.size(); ++i) {
    text += fmt::format("{}", plan.seeds[i]);
    for (const double value : plan.matrix[i]) text += ' ' + scenario::number_text(value);
    text += '\n';
  }
  return scenario::sha256_of(text);
}

}  // namespace talentsim::ensemble
