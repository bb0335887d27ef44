// SPDX-License-Identifier: MIT
// One group of figures in the file: its coordinates, and each figure as an array (replicate, month,
// ...), or of a sweep (point, replicate, month, ...).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "output/hdf5_file.h"
#include "output/hdf5_reader.h"
#include "output/record.h"
#include "stats/measures.h"
#include "support/month.h"

namespace talentsim::output {

// The axes that every figure shares.
struct Extent {
  const stats::Axes& axes;
  const std::vector<Month>& months;
  int replicates;
  double scale;                        // persons counted are divided by this
  std::vector<std::int32_t> points{};  // numbers of a sweep's points; empty: no such dimension
  bool open_ended = false;             // keep_replicates will say how many replicates there are
};

class MeasureGroup {
 public:
  MeasureGroup(hdf5::Group group, const std::string& name, const Extent& extent);
  void write_replicate(int replicate, const Record& record);
  // With points: a row is point x replicates + replicate, here and in the other file.
  void copy_replicate(int row, const hdf5::Reader& from, int from_row);
  void keep_replicates(int count);  // the first ones
  void close();

 private:
  struct Figure {
    const stats::MeasureInfo* info;
    hdf5::Dataset dataset;
    hdf5::Extents row;  // extents of one replicate
  };
  void make_coordinates(const Extent& extent);
  void make_figure(const stats::MeasureInfo& measure, const Extent& extent);
  template <class T>
  hdf5::Dataset& number_coordinate(const std::string& name, const std::vector<T>& values,
                                   bool growing = false);
  hdf5::Dataset& text_coordinate(const std::string& name, const std::vector<std::string>& values);
  hdf5::Dataset& axis_coordinate(stats::AxisKind kind, const stats::Axes& axes);

  hdf5::Extents start_of(int row) const;  // (replicate) or (point, replicate)
  void write_row(Figure& figure, int row, std::span<const std::int64_t> values);

  hdf5::Group group_;
  std::string name_;
  double scale_;
  int replicates_;
  bool has_points_;
  std::map<std::string, hdf5::Dataset> coordinates_;
  std::vector<Figure> figures_;
};

}  // namespace talentsim::output
