// SPDX-License-Identifier: MIT
// The figures of one replicate by period: those of the tables' rows, and every cell of every
// figure.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "output/record.h"
#include "run/periods.h"
#include "run/table_rows.h"

namespace talentsim::run {

class Figures {
 public:
  Figures(const output::ResultsReader& reader, const Shapes& shapes, int replicate);

  // Of a replicate that has just been lived, counted as the results file counts it.
  Figures(const output::Record& record, const Shapes& shapes, double scale);

  // Not a number where there is nothing to divide by.
  double value(const Recipe& recipe, const Period& period) const;
  // A flow's total over the period, a stock at its end.
  double cell(const stats::MeasureInfo& info, std::size_t cell, const Period& period) const;

 private:
  struct Figure {
    std::size_t cells;
    std::vector<std::int64_t> values;  // [month][cell]
  };
  std::int64_t sum(const std::vector<Part>& parts, std::size_t begin, std::size_t end) const;

  std::map<stats::Measure, Figure> figures_;
};

}  // namespace talentsim::run
