// SPDX-License-Identifier: MIT
// Figures of a results file by the names of the measures, a replicate at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "output/hdf5_reader.h"
#include "stats/measures.h"
#include "support/month.h"

namespace talentsim::output {

// A monthly figure of one file: its labels by axis, in the order of the measure's axes.
struct FigureShape {
  const stats::MeasureInfo* info = nullptr;
  std::vector<std::vector<std::string>> labels;
  std::size_t cells = 1;  // of one month
};

class ResultsReader {
 public:
  // UsageError or RunError, as hdf5::Reader. `point`: of a merged sweep, which is then read as if
  // it were a run of that point; a sweep needs it, a run has none.
  explicit ResultsReader(const std::string& path, std::optional<int> point = {});

  const std::string& path() const { return path_; }
  const hdf5::Reader& file() const { return file_; }
  std::string scenario_title() const { return title_; }
  std::string seed() const { return seed_; }
  double scale() const { return scale_; }
  int replicates() const { return replicates_; }
  const std::vector<Month>& months() const { return months_; }  // consecutive
  const std::vector<std::string>& groups() const { return groups_; }
  bool has(const stats::MeasureInfo& measure) const;
  FigureShape shape(const stats::MeasureInfo& measure) const;  // of one that the file has
  // One replicate, [month][cell].
  std::vector<std::int64_t> read(const FigureShape& figure, int replicate) const;

 private:
  void read_header();
  void find_point(std::optional<int> point);
  void read_months(const std::string& group);
  [[noreturn]] void unknown_layout(const std::string& what) const;

  std::string path_;
  hdf5::Reader file_;
  std::string title_, seed_;
  double scale_ = 1;
  int replicates_ = 0;
  hdf5::Extents points_, point_;  // of a sweep: how many, and which; else empty
  std::vector<Month> months_;
  std::vector<std::string> groups_;  // of figures, that the file has
};

}  // namespace talentsim::output
