// SPDX-License-Identifier: MIT
#include "ensemble/slices.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "ensemble/slice_writer.h"
#include "output/hdf5_reader.h"
#include "run/checkpoints.h"
#include "run/run.h"

namespace talentsim::ensemble {
namespace {

namespace fs = std::filesystem;

fs::path failure_file(const fs::path& folder, int slice) {
  return folder / fmt::format("slice-{:05}.error", slice);
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder))
    throw RunError(fmt::format("cannot make the folder '{}' ({}) choose another with -o",
                               folder.string(), error.message()));
}

std::string first_line(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

// Keeps the reason of a failure for `status` and `merge`; where it cannot be written, stderr still
// has it.
void record_failure(const fs::path& file, const char* reason) {
  std::ofstream(file, std::ios::trunc) << reason << '\n';
}

// What an earlier call saved of this slice, or a new folder: replicates by their row in the file.
std::unique_ptr<run::Checkpoints> checkpoints_of(const Plan& plan, int slice,
                                                 const SliceOptions& options) {
  const auto folder = options.folder / fmt::format("slice-{:05}.saved", slice);
  run::Manifest manifest;
  manifest.scenario_yaml = plan.sha256;  // stands for all scenarios of the plan
  manifest.output = slice_file(options.folder, slice).string();
  if (options.force || !run::Checkpoints::hold_a_run(folder))
    return run::Checkpoints::begin(folder, manifest, true);
  auto saved = run::Checkpoints::open(folder, run::Checkpoints::Use::go_on);
  if (saved->manifest().scenario_yaml != plan.sha256)
    throw UsageError(fmt::format("'{}' is of another plan; use --force or another folder with -o",
                                 folder.string()));
  return saved;
}

void live_points(const Plan& plan, int slice, const SliceOptions& options,
                 const std::function<void(int)>& before_point) {
  const auto base = base_scenario(plan);
  run::RunOptions run_options;
  run_options.threads = options.threads;
  const int first = plan.first_point(slice), end = plan.end_point(slice);
  const auto writer = points_writer(plan, base, first, end, run::header_of(base, run_options),
                                    slice_file(options.folder, slice), options.force);
  writer->attribute("slice", std::to_string(slice));
  const auto saved = options.checkpoint ? checkpoints_of(plan, slice, options) : nullptr;
  run_options.checkpoints = saved.get();
  double seconds = 0;
  for (int point = first; point < end; ++point) {
    before_point(point);
    const auto scenario = point_scenario(plan, point);
    if (saved) saved->use(scenario);
    seconds += run::live_into(*writer, scenario, run_options, {}, (point - first) * base.replicates)
                   .wall_seconds;
  }
  writer->finish(seconds);
  if (saved) saved->remove();
}

}  // namespace

fs::path slices_folder(const fs::path& plan_file) {
  auto folder = plan_file;
  return folder.replace_extension(".slices");
}

fs::path slice_file(const fs::path& folder, int slice) {
  return folder / fmt::format("slice-{:05}.h5", slice);
}

SliceReport look_at(const Plan& plan, const fs::path& folder, int slice) {
  const auto file = slice_file(folder, slice);
  std::error_code ignored;
  if (!fs::exists(file, ignored)) {
    const auto failure = failure_file(folder, slice);
    if (!fs::exists(failure, ignored)) return {};
    return {SliceState::failed, first_line(failure)};
  }
  try {
    const output::hdf5::Reader reader(file.string());
    if (reader.text_attribute("plan_sha256") != plan.sha256)
      return {SliceState::foreign, fmt::format("'{}' is of another plan", file.string())};
    if (reader.text_attribute("slice") != std::to_string(slice))
      return {SliceState::foreign, fmt::format("'{}' is another slice", file.string())};
    return {SliceState::complete, {}};
  } catch (const std::exception& error) {
    return {SliceState::damaged, error.what()};
  }
}

std::vector<SliceReport> look_at_all(const Plan& plan, const fs::path& folder) {
  std::vector<SliceReport> reports;
  for (int slice = 0; slice < plan.slices(); ++slice)
    reports.push_back(look_at(plan, folder, slice));
  return reports;
}

std::string array_option(const std::vector<SliceReport>& reports) {
  std::string text;
  const auto wanted = [&](std::size_t i) {
    return i < reports.size() && reports[i].state != SliceState::complete;
  };
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (!wanted(i)) continue;
    const auto first = i;
    while (wanted(i + 1)) ++i;
    text += fmt::format("{}{}", text.empty() ? "--array=" : ",", first);
    if (i > first) text += fmt::format("-{}", i);
  }
  return text;
}

std::vector<std::string> failures(const std::vector<SliceReport>& reports) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const auto& report = reports[i];
    if (report.state == SliceState::failed)
      texts.push_back(fmt::format("slice {} failed: {}", i, report.reason));
    if (report.state == SliceState::damaged || report.state == SliceState::foreign)
      texts.push_back(fmt::format("slice {} cannot be used: {}", i, report.reason));
  }
  return texts;
}

std::string count_text(const std::vector<SliceReport>& reports) {
  const auto count = [&](SliceState state) {
    return std::count_if(reports.begin(), reports.end(),
                         [&](const SliceReport& report) { return report.state == state; });
  };
  return fmt::format("{} slices: {} complete, {} missing, {} failed", reports.size(),
                     count(SliceState::complete), count(SliceState::missing),
                     failures(reports).size());
}

bool run_slice(const Plan& plan, int slice, const SliceOptions& options,
               const std::function<void(int)>& before_point) {
  const auto report = look_at(plan, options.folder, slice);
  if (!options.force) {
    if (report.state == SliceState::complete) return false;
    if (report.state == SliceState::damaged || report.state == SliceState::foreign)
      throw UsageError(
          fmt::format("slice {} cannot be written ({}) use --force or another folder "
                      "with -o",
                      slice, report.reason));
  }
  make_folder(options.folder);
  run::use_threads(options.threads);
  const auto failure = failure_file(options.folder, slice);
  try {
    live_points(plan, slice, options, before_point);
  } catch (const std::exception& error) {
    record_failure(failure, error.what());
    throw;
  }
  std::error_code ignored;
  fs::remove(failure, ignored);
  return true;
}

}  // namespace talentsim::ensemble
