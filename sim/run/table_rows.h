// SPDX-License-Identifier: MIT
// The rows of the tables: what each sums up, before any number is read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "output/results_reader.h"
#include "run/table.h"

namespace talentsim::run {

using Shapes = std::map<stats::Measure, output::FigureShape>;

// Cells of one figure that count, with a sign.
struct Part {
  stats::Measure measure;
  int sign;
  std::vector<std::size_t> cells;
};

struct Recipe {
  Row row;
  std::vector<Part> above, below;
  bool zero_is_missing = false;  // pay of nobody
};

// Quantiles of pay: they do not add up, and 0 is the pay of nobody.
bool holds_pay(const stats::MeasureInfo& info);

// Monthly figures that the file has.
Shapes shapes_of(const output::ResultsReader& reader);

// Those of the figures that a run with these axes and groups writes.
Shapes shapes_of(const stats::Axes& axes, const std::vector<std::string>& groups);
// All rows of all tables.
std::vector<Recipe> recipes_of(const Shapes& shapes);

// Throws UsageError when the file lacks the scheme or a group asked for.
std::vector<Recipe> recipes_of(const output::ResultsReader& reader, const std::string& file,
                               const Shapes& shapes, const TableOptions& options);

}  // namespace talentsim::run
