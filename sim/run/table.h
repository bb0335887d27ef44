// SPDX-License-Identifier: MIT
// Tables for people out of a results file: flows summed over periods, stocks at their end, rates
// from sums, with Monte Carlo error over replicates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/results_reader.h"
#include "run/periods.h"
#include "stats/official.h"

namespace talentsim::run {

struct TableOptions {
  PeriodKind by = PeriodKind::calendar_year;
  std::vector<stats::Table> groups;   // in the order of printing; empty: all four
  std::optional<std::string> scheme;  // only figures by scheme, of this one
  std::optional<int> point{};         // of a sweep
};

// What a row's numbers are.
enum class RowKind : std::uint8_t { flow, stock, rate };
const char* kind_name(RowKind kind);

struct Cell {
  double mean = 0;
  std::optional<double> standard_error;  // with two replicates or more
};

struct Row {
  stats::Table table;
  RowKind kind;
  std::string figure;    // variable, or id of a derived figure
  std::string name;      // as officials write it
  std::string unit;      // persons, posts, %, HKD/month, months
  std::string axis;      // of the breakdown: scheme, resident_group, ...; empty: all together
  std::string category;  // on that axis
  std::vector<std::optional<Cell>> cells;  // by period; none where there is nothing to divide by
};

struct Tables {
  std::string file, scenario_title, seed;
  double scale = 1;
  int replicates = 1;
  TableOptions options;
  Month first, last;
  std::vector<Period> periods;
  std::vector<Row> rows;  // in the order of printing; breakdowns follow their total
};

// Throws UsageError when the file lacks what is asked for.
Tables make_tables(const std::string& file, const TableOptions& options);

// `detail`: breakdowns too.
std::string print(const Tables& tables, bool detail);
// One line a row and period, breakdowns included.
std::string csv(const Tables& tables);

// docs/tables.md.
std::string tables_markdown();

}  // namespace talentsim::run
