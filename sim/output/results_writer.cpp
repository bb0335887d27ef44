// SPDX-License-Identifier: MIT
#include "output/results_writer.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <sys/utsname.h>

#include <algorithm>
#include <ctime>
#include <fstream>

#include "output/schema.h"
#include "output/seal.h"
#include "support/error.h"

namespace talentsim::output {

namespace {

std::string processor() {
  std::ifstream information("/proc/cpuinfo");
  for (std::string line; std::getline(information, line);) {
    const auto colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown processor";
}

std::string machine() {
  utsname system{};
  if (::uname(&system) != 0) return processor();
  return fmt::format("{} ({}, {})", system.nodename, processor(), system.machine);
}

std::string now_utc() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

void check_groups(const std::vector<std::string>& groups) {
  for (const std::string& group : groups) {
    const auto& known = measure_groups();
    if (std::find(known.begin(), known.end(), group) == known.end()) {
      throw UsageError(
          fmt::format("unknown group of results '{}'{}", group, did_you_mean(group, known)));
    }
  }
}

}  // namespace

ResultsWriter::ResultsWriter(const std::filesystem::path& path, const Header& header,
                             const stats::Axes& axes, const std::vector<std::string>& groups,
                             std::vector<Month> months, int replicates, bool events, bool force,
                             std::vector<std::int32_t> points, bool open_ended)
    : months_(std::move(months)),
      replicates_(replicates * static_cast<int>(std::max<std::size_t>(points.size(), 1))),
      pending_(path, force ? Overwrite::yes : Overwrite::no),
      file_(pending_.temporary().string()) {
  check_groups(groups);
  write_header(header);
  if (!open_ended) write_replicates(replicates);
  const Extent extent{axes, months_, replicates, header.scale, std::move(points), open_ended};
  for (const std::string& name : measure_groups()) {  // always in the order of the format
    if (std::find(groups.begin(), groups.end(), name) == groups.end()) continue;
    groups_.emplace_back(file_.group(name), name, extent);
  }
  if (events) events_.emplace(file_.group("events"), axes);
  hdf5::Group provenance = file_.group("provenance");
  hdf5::Dataset scenario = provenance.text("scenario_yaml", header.scenario_yaml);
  scenario.attribute("units", "1");
  scenario.attribute("long_name", "resolved scenario");
  scenario.attribute("definition", "The scenario as run, complete, in YAML.");
  scenario.close();
}

ResultsWriter::~ResultsWriter() {
  if (!pending_.temporary().empty()) file_.abandon();
}

void ResultsWriter::write_replicates(int replicates) {
  const std::int32_t count = replicates;
  file_.attribute("replicates", std::span<const std::int32_t>(&count, 1));
}

void ResultsWriter::write_header(const Header& header) {
  const auto text = [&](const char* name, std::string_view value) { file_.attribute(name, value); };
  const std::int32_t threads = header.threads;
  text("title", "talentsim results: " + header.scenario_title);
  text("Conventions", kConventions);
  text("format_version", kFormatVersion);
  text("source", "talentsim " + header.program_version);
  text("program_version", header.program_version);
  text("git_commit", header.git_commit);
  text("scenario_title", header.scenario_title);
  text("scenario_sha256", header.scenario_sha256);
  text("seed", std::to_string(header.seed));
  file_.attribute("scale", std::span<const double>(&header.scale, 1));
  text("instruction_set", header.instruction_set);
  text("compiler", header.compiler.empty() ? "g++ " __VERSION__ : header.compiler);
  text("math_library", header.math_library.empty() ? fmt::format("glibc {}", gnu_get_libc_version())
                                                   : header.math_library);
  text("created", now_utc());
  text("machine", machine());
  file_.attribute("threads", std::span<const std::int32_t>(&threads, 1));
}

void ResultsWriter::expect_replicate(int replicate) const {
  if (replicate != replicates_written_ || replicate >= replicates_) {
    throw RunError(fmt::format("results of replicate {} (expected {} of {}) write them in order",
                               replicate, replicates_written_, replicates_));
  }
}

void ResultsWriter::write_replicate(int replicate, const Record& record) {
  expect_replicate(replicate);
  if (record.months != months_.size()) {
    throw RunError(fmt::format("results of replicate {} ({} of {} months lived) write all",
                               replicate, record.months, months_.size()));
  }
  for (MeasureGroup& group : groups_) group.write_replicate(replicate, record);
  ++replicates_written_;
}

void ResultsWriter::keep_replicates() {
  replicates_ = replicates_written_;
  write_replicates(replicates_);
  for (MeasureGroup& group : groups_) group.keep_replicates(replicates_);
}

void ResultsWriter::copy_replicate(int replicate, const hdf5::Reader& from, int from_row) {
  expect_replicate(replicate);
  for (MeasureGroup& group : groups_) group.copy_replicate(replicate, from, from_row);
  ++replicates_written_;
}

void ResultsWriter::append_events(std::span<const stats::Event> events, int replicate) {
  if (events_) events_->append(events, replicate);
}

void ResultsWriter::finish(double wall_seconds) {
  if (replicates_written_ != replicates_) {
    throw RunError(fmt::format("results are incomplete ({} of {} replicates written) write all",
                               replicates_written_, replicates_));
  }
  file_.attribute("wall_seconds", std::span<const double>(&wall_seconds, 1));
  for (MeasureGroup& group : groups_) group.close();
  if (events_) events_->close();
  groups_.clear();
  events_.reset();
  file_.close();
  seal(pending_.temporary());
  pending_.publish();
}

}  // namespace talentsim::output
