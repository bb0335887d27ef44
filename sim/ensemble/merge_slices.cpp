// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "ensemble/slice_writer.h"
#include "ensemble/slices.h"
#include "output/hdf5_reader.h"
#include "run/run.h"

namespace talentsim::ensemble {
namespace {

namespace fs = std::filesystem;
using output::hdf5::Reader;

// Bit identity holds for one of each.
constexpr std::array kBuild = {"format_version",  "program_version", "git_commit",
                               "instruction_set", "compiler",        "math_library"};

constexpr std::size_t kShownFailures = 10;

std::string text(const Reader& reader, const char* name) {
  return reader.text_attribute(name).value_or("");
}

void check_complete(const Plan& plan, const fs::path& folder) {
  const auto reports = look_at_all(plan, folder);
  const auto wanted = array_option(reports);
  if (wanted.empty()) return;
  auto reasons = failures(reports);
  if (reasons.size() > kShownFailures) {
    reasons.resize(kShownFailures);
    reasons.push_back("and more, which talentsim status lists");
  }
  reasons.insert(reasons.begin(), count_text(reports));
  throw UsageError(fmt::format("the slices in '{}' cannot be merged ({}) run them with {}",
                               folder.string(), fmt::join(reasons, "; "), wanted));
}

void check_build(const Reader& first, const Reader& other, int slice) {
  for (const char* name : kBuild)
    if (text(first, name) != text(other, name))
      throw UsageError(
          fmt::format("slice {} was written by another build than slice 0 ({} '{}', not '{}') run "
                      "both with one, using run-slice --force",
                      slice, name, text(other, name), text(first, name)));
}

output::Header header_of(const scenario::Scenario& base, const Reader& first) {
  run::RunOptions options;
  options.threads = static_cast<int>(first.number_attribute("threads").value_or(1));
  auto header = run::header_of(base, options);
  header.program_version = text(first, "program_version");
  header.git_commit = text(first, "git_commit");
  header.instruction_set = text(first, "instruction_set");
  header.compiler = text(first, "compiler");
  header.math_library = text(first, "math_library");
  return header;
}

}  // namespace

void merge_slices(const Plan& plan, const fs::path& folder, const fs::path& output, bool force) {
  check_complete(plan, folder);
  const auto base = base_scenario(plan);
  const Reader first(slice_file(folder, 0).string());
  const auto writer =
      points_writer(plan, base, 0, plan.points(), header_of(base, first), output, force);
  double seconds = 0;
  int row = 0;
  for (int slice = 0; slice < plan.slices(); ++slice) {
    const Reader reader(slice_file(folder, slice).string());
    check_build(first, reader, slice);
    const int rows = (plan.end_point(slice) - plan.first_point(slice)) * base.replicates;
    for (int i = 0; i < rows; ++i) writer->copy_replicate(row++, reader, i);
    seconds += reader.number_attribute("wall_seconds").value_or(0);
  }
  writer->finish(seconds);
}

}  // namespace talentsim::ensemble
