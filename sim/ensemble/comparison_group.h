// SPDX-License-Identifier: MIT
// One group of figures of a comparison's file: its coordinates, and of each figure the difference
// and what is known about it as arrays (variant, period, ...).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ensemble/comparison.h"
#include "output/hdf5_file.h"
#include "output/schema.h"

namespace talentsim::ensemble {

class ComparisonGroup {
 public:
  ComparisonGroup(output::hdf5::Group group, const Comparison& comparison);
  // `first`: place of the figure's numbers among a variant's cells.
  void write(const output::FigureShape& shape, std::size_t first);
  void close();

 private:
  using Dataset = output::hdf5::Dataset;
  void make_variants();
  void make_periods();
  Dataset& keep(const std::string& name, Dataset dataset, const output::Variable& variable);
  Dataset& axis(const output::FigureShape& shape, std::size_t place);
  void period_column(const output::Variable& variable, const std::vector<std::int32_t>& values);

  output::hdf5::Group group_;
  const Comparison& comparison_;
  std::map<std::string, Dataset> coordinates_;
};

}  // namespace talentsim::ensemble
