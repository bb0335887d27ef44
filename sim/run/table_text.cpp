// SPDX-License-Identifier: MIT
// Tables as a person reads them: a block for totals, one for stocks, one for rates, the
// definitions, and what to mind.
#include <fmt/format.h>

#include <cmath>

#include "run/table.h"
#include "run/table_layout.h"
#include "run/table_words.h"

namespace talentsim::run {
namespace {

std::string number(double value, bool rate) {
  return rate ? fmt::format("{:.1f}", value) : grouped(std::llround(value));
}

std::string cell_text(const std::optional<Cell>& cell, bool rate) {
  if (!cell) return "-";
  auto text = number(cell->mean, rate);
  if (cell->standard_error) text += fmt::format(" ±{}", number(*cell->standard_error, rate));
  return text;
}

std::string block(const Tables& tables, RowKind kind, const std::vector<const Row*>& rows) {
  std::vector<GridLine> lines;
  for (const auto& line : lines_of(rows)) {
    lines.push_back({line.label, {}});
    if (line.row == nullptr) continue;
    for (const auto& cell : line.row->cells)
      lines.back().cells.push_back(cell_text(cell, kind == RowKind::rate));
  }
  return grid(block_title(kind), column_labels(tables.periods, kind, tables.last), lines);
}

void add_table(std::string& out, const Tables& tables, stats::Table table, bool detail) {
  const auto list = shown(tables.rows, table, tables.options, detail);
  if (list.empty()) return;
  out += table_title(table, tables.options);
  for (const auto kind : {RowKind::flow, RowKind::stock, RowKind::rate}) {
    const auto rows = list.of(kind);
    if (!rows.empty()) out += block(tables, kind, rows);
  }
  out += below_table(list);
}

void add_notes(std::string& out, const Tables& tables) {
  out += "\nNotes\n";
  out += wrapped(
      "- Flows are totals over the period: \"the month\" of a definition is each of its months. "
      "Stocks hold at the period's end. Rates divide totals of the period, stocks summed over its "
      "months.",
      kWidth, 2);
  out += partial_periods(tables.periods);
  out +=
      wrapped(tables.replicates > 1
                  ? fmt::format("- Means over {} replicates, ± their Monte Carlo standard error.",
                                tables.replicates)
                  : "- One replicate: no Monte Carlo error is known; --replicates of talentsim run "
                    "gives it.",
              kWidth, 2);
}

}  // namespace

std::string print(const Tables& tables, bool detail) {
  const auto point =
      tables.options.point ? fmt::format(", point {}", *tables.options.point) : std::string();
  auto out = fmt::format(
      "{}\n{}{}: {} to {}, scale {:g}, seed {}, {} replicate{}; persons in the real city\n",
      tables.scenario_title, tables.file, point, tables.first.text(), tables.last.text(),
      tables.scale, tables.seed, tables.replicates, tables.replicates == 1 ? "" : "s");
  const auto shown_tables = tables_of(tables.rows);
  for (const auto table : shown_tables) add_table(out, tables, table, detail);
  add_notes(out, tables);
  return out + caveats(shown_tables);
}

}  // namespace talentsim::run
