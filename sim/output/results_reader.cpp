// SPDX-License-Identifier: MIT
#include "output/results_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "output/schema.h"
#include "support/error.h"

namespace talentsim::output {

namespace {

constexpr double kMostReplicates = 1e6;
constexpr std::int64_t kMostSeed = std::int64_t{1} << 53;

std::string_view first_part(std::string_view version) {
  return version.substr(0, version.find('.'));
}

std::string path_of(const stats::MeasureInfo& measure) {
  return fmt::format("{}/{}", measure.group, measure.name);
}

// Labels are texts or, of quantiles and months since arrival, numbers.
bool is_number(stats::AxisKind kind) {
  return kind == stats::AxisKind::quantile || kind == stats::AxisKind::months_since_arrival;
}

}  // namespace

ResultsReader::ResultsReader(const std::string& path, std::optional<int> point)
    : path_(path), file_(path) {
  read_header();
  find_point(point);
  for (const auto& group : measure_groups()) {
    if (!file_.has(group)) continue;
    groups_.push_back(group);
    if (months_.empty() && file_.has(group + "/month")) read_months(group);
  }
}

void ResultsReader::unknown_layout(const std::string& what) const {
  throw RunError(fmt::format("cannot read '{}' ({}) run the scenario again", path_, what));
}

void ResultsReader::read_header() {
  const auto version = file_.text_attribute("format_version");
  if (!version || !file_.has("provenance"))
    throw UsageError(
        fmt::format("cannot read '{}' (it is no results file of talentsim) name a file that "
                    "talentsim run wrote",
                    path_));
  if (first_part(*version) != first_part(kFormatVersion))
    throw UsageError(
        fmt::format("cannot read '{}' (its format is {}, this program reads {}) use the version "
                    "that wrote it",
                    path_, *version, kFormatVersion));
  title_ = file_.text_attribute("scenario_title").value_or("");
  seed_ = file_.text_attribute("seed").value_or("");
  scale_ = file_.number_attribute("scale").value_or(0);
  const double replicates = file_.number_attribute("replicates").value_or(0);
  if (!(scale_ > 0) || !(replicates >= 1 && replicates <= kMostReplicates))
    unknown_layout("its attributes are damaged");
  replicates_ = static_cast<int>(replicates);
}

void ResultsReader::find_point(std::optional<int> point) {
  if (!file_.has("design")) {
    if (point)
      throw UsageError(fmt::format(
          "'{}' has no point {} (it is a run, not a sweep) leave --point out", path_, *point));
    return;
  }
  const auto extents = file_.extents("design/seed");
  if (extents.size() != 1 || extents[0] == 0) unknown_layout("its design is damaged");
  if (!point)
    throw UsageError(
        fmt::format("'{}' is a sweep of {} points (one run is needed) print one with talentsim "
                    "table --point, or read all with analysis/results.py",
                    path_, extents[0]));
  if (*point < 0 || static_cast<unsigned long long>(*point) >= extents[0])
    throw UsageError(fmt::format("--point {} is not there ('{}' holds 0 to {}) name another",
                                 *point, path_, extents[0] - 1));
  points_ = extents;
  point_ = {static_cast<unsigned long long>(*point)};
  // Seeds of single points have 52 bits; a common one, which may have 64, is the attribute's.
  const auto seed = file_.numbers("design/seed", point_, {1}).front();
  if (seed < kMostSeed) seed_ = fmt::format("{}", seed);
}

void ResultsReader::read_months(const std::string& group) {
  const auto days = file_.reals(group + "/month");
  const Month epoch = Month::of(1970, 1);
  for (const double day : days) {
    const Month month =
        months_.empty() ? epoch + static_cast<int>(day / 30.436875 + 0.5) : months_.back() + 1;
    if (!(day >= 0 && day < 1e5) || month.days_since_epoch() != static_cast<int>(day))
      unknown_layout("its months are damaged");
    months_.push_back(month);
  }
}

bool ResultsReader::has(const stats::MeasureInfo& measure) const {
  return file_.has(path_of(measure));
}

FigureShape ResultsReader::shape(const stats::MeasureInfo& measure) const {
  FigureShape figure;
  figure.info = &measure;
  hdf5::Extents expected = points_;
  expected.push_back(static_cast<unsigned long long>(replicates_));
  expected.push_back(months_.size());
  for (const auto axis : measure.axes) {
    const auto coordinate = fmt::format("{}/{}", measure.group, axis_variable(axis).name);
    std::vector<std::string> labels;
    if (is_number(axis)) {
      for (const double value : file_.reals(coordinate)) labels.push_back(fmt::format("{}", value));
    } else {
      labels = file_.texts(coordinate);
    }
    expected.push_back(labels.size());
    figure.cells *= labels.size();
    figure.labels.push_back(std::move(labels));
  }
  if (file_.extents(path_of(measure)) != expected)
    unknown_layout(fmt::format("'{}' has an unknown shape", path_of(measure)));
  return figure;
}

std::vector<std::int64_t> ResultsReader::read(const FigureShape& figure, int replicate) const {
  hdf5::Extents offset = point_, count(point_.size(), 1);
  offset.insert(offset.end(), {static_cast<unsigned long long>(replicate), 0});
  count.insert(count.end(), {1, months_.size()});
  for (const auto& labels : figure.labels) {
    offset.push_back(0);
    count.push_back(labels.size());
  }
  return file_.numbers(path_of(*figure.info), offset, count);
}

}  // namespace talentsim::output
