// SPDX-License-Identifier: MIT
// How tables of figures by period stand on a page: a block a kind of figure, definitions and
// caveats below.
#pragma once

#include <string>
#include <vector>

#include "run/table.h"

namespace talentsim::run {

constexpr std::size_t kWidth = 110;  // columns of a page

struct GridLine {
  std::string label;
  std::vector<std::string> cells;  // one a column; none: a heading
};
// As many columns side by side as fit the page, the rest below.
std::string grid(const std::string& title, const std::vector<std::string>& columns,
                 const std::vector<GridLine>& lines);

const char* block_title(RowKind kind);
// A stock is of the last month that the run has of the period; `*` marks part of a period.
std::vector<std::string> column_labels(const std::vector<Period>& periods, RowKind kind,
                                       Month last);

struct Line {
  std::string label;
  const Row* row = nullptr;  // none: a heading
};
// A figure's breakdown stands below its total, or below its name where there is no total.
std::vector<Line> lines_of(const std::vector<const Row*>& rows);

// What of a table is printed: rows in order, and the names of figures of which no row is.
struct Shown {
  std::vector<const Row*> rows;
  std::vector<std::string> hidden;
  bool empty() const { return rows.empty() && hidden.empty(); }
  std::vector<const Row*> of(RowKind kind) const;
};
Shown shown(const std::vector<Row>& rows, stats::Table table, const TableOptions& options,
            bool detail);

std::vector<stats::Table> tables_of(const std::vector<Row>& rows);  // in order
std::string table_title(stats::Table table, const TableOptions& options);
// What follows a table's blocks: the names of hidden figures, the definitions of those shown.
std::string below_table(const Shown& shown);
std::string partial_periods(const std::vector<Period>& periods);
std::string caveats(const std::vector<stats::Table>& shown_tables);

}  // namespace talentsim::run
