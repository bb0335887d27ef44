// SPDX-License-Identifier: MIT
// Tables as a person reads them: a block for totals, one for stocks, one for rates, the
// definitions, and what to mind.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "output/schema.h"
#include "run/table.h"
#include "run/table_words.h"
#include "stats/caveats.h"

namespace talentsim::run {
namespace {

constexpr std::size_t kWidth = 110;  // columns of a page
constexpr std::size_t kGap = 2;

std::size_t width_of(const std::string& text) {  // characters, not bytes
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (c & '\xC0') != static_cast<char>(0x80); }));
}

std::string left(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, width_of(text)), ' ');
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, width_of(text)), ' ') + text;
}

std::string number(double value, bool rate) {
  return rate ? fmt::format("{:.1f}", value) : grouped(std::llround(value));
}

std::string cell_text(const std::optional<Cell>& cell, bool rate) {
  if (!cell) return "-";
  auto text = number(cell->mean, rate);
  if (cell->standard_error) text += fmt::format(" ±{}", number(*cell->standard_error, rate));
  return text;
}

// A stock is of the last month that the run has of the period.
std::string column_label(const Period& period, RowKind kind, Month last) {
  if (kind != RowKind::stock) return period.label + (period.complete() ? "" : "*");
  return period.last > last ? last.text() + "*" : period.stock_label;
}

struct Line {
  std::string label;
  const Row* row = nullptr;  // none: a heading
};

// A figure's breakdown stands below its total, or below its name where there is no total.
std::vector<Line> lines_of(const std::vector<const Row*>& rows) {
  std::vector<Line> lines;
  const Row* before = nullptr;
  for (const Row* row : rows) {
    const bool new_figure = before == nullptr || before->figure != row->figure;
    if (row->axis.empty())
      lines.push_back({"  " + row->name, row});
    else {
      if (new_figure) lines.push_back({"  " + row->name, nullptr});
      lines.push_back({"    " + row->category, row});
    }
    before = row;
  }
  return lines;
}

const char* block_title(RowKind kind) {
  switch (kind) {
    case RowKind::flow:
      return "Totals over the period";
    case RowKind::stock:
      return "At the end of the period";
    case RowKind::rate:
      break;
  }
  return "Per cent, from the period's totals";
}

void add_block(std::string& out, const Tables& tables, RowKind kind,
               const std::vector<const Row*>& rows) {
  const auto lines = lines_of(rows);
  std::size_t label_width = width_of(block_title(kind)), cell_width = 0;
  for (const auto& line : lines) {
    label_width = std::max(label_width, width_of(line.label));
    if (line.row == nullptr) continue;
    for (const auto& cell : line.row->cells)
      cell_width = std::max(cell_width, width_of(cell_text(cell, kind == RowKind::rate)));
  }
  for (const auto& period : tables.periods)
    cell_width = std::max(cell_width, width_of(column_label(period, kind, tables.last)));
  const auto room = kWidth > label_width ? (kWidth - label_width) / (cell_width + kGap) : 1;
  const auto columns = std::max<std::size_t>(1, room);
  for (std::size_t begin = 0; begin < tables.periods.size(); begin += columns) {
    const auto end = std::min(begin + columns, tables.periods.size());
    out += '\n' + left(block_title(kind), label_width);
    for (auto p = begin; p < end; ++p)
      out += right(column_label(tables.periods[p], kind, tables.last), cell_width + kGap);
    out += '\n';
    for (const auto& line : lines) {
      auto text = left(line.label, line.row == nullptr ? 0 : label_width);
      for (auto p = begin; line.row != nullptr && p < end; ++p)
        text += right(cell_text(line.row->cells[p], kind == RowKind::rate), cell_width + kGap);
      out += text + '\n';
    }
  }
}

// The figure of a row, without the quantile.
std::string id_of(const Row& row) { return row.figure.substr(0, row.figure.find('[')); }

bool shown(const Row& row, const Tables& tables, bool detail) {
  // Pay has no total: for one scheme its quantiles are the least there is to show.
  return detail || row.axis.empty() || (tables.options.scheme && row.axis == "quantile");
}

// Names of the figures of a table of which no row is shown.
std::vector<std::string> without_total(const Tables& tables, stats::Table table, bool detail) {
  std::vector<std::string> names;
  for (const auto& row : tables.rows) {
    if (row.table != table || row.axis.empty() || shown(row, tables, detail)) continue;
    const auto name = words_of(id_of(row)).name;
    const bool has_total = std::any_of(
        tables.rows.begin(), tables.rows.end(),
        [&](const Row& other) { return other.figure == row.figure && other.axis.empty(); });
    if (!has_total && std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  }
  return names;
}

void add_definitions(std::string& out, const std::vector<const Row*>& rows) {
  out += "\nDefinitions\n";
  std::vector<std::string> told;
  for (const Row* row : rows) {
    const auto id = id_of(*row);
    if (std::find(told.begin(), told.end(), id) != told.end()) continue;
    told.push_back(id);
    const auto words = words_of(id);
    out += wrapped(fmt::format("{} ({})", words.name, words.variable), kWidth, 2);
    out += wrapped(words.definition, kWidth, 4);
    if (!words.beside.empty()) out += wrapped("Published: " + words.beside, kWidth, 4);
  }
}

void add_table(std::string& out, const Tables& tables, stats::Table table, bool detail) {
  std::vector<const Row*> all;
  for (const auto& row : tables.rows)
    if (row.table == table && shown(row, tables, detail)) all.push_back(&row);
  const auto hidden = without_total(tables, table, detail);
  if (all.empty() && hidden.empty()) return;
  auto title = stats::table_names()[static_cast<std::size_t>(table)];
  std::transform(title.begin(), title.end(), title.begin(), ::toupper);
  out += fmt::format("\n{} by {}{}\n", title, words(tables.options.by),
                     tables.options.scheme ? ", scheme " + *tables.options.scheme : "");
  for (const auto kind : {RowKind::flow, RowKind::stock, RowKind::rate}) {
    std::vector<const Row*> rows;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rows),
                 [&](const Row* row) { return row->kind == kind; });
    if (!rows.empty()) add_block(out, tables, kind, rows);
  }
  if (!hidden.empty())
    out += '\n' + wrapped(fmt::format("By scheme only (--detail or --scheme NAME shows them): {}.",
                                      fmt::join(hidden, "; ")),
                          kWidth, 0);
  add_definitions(out, all);
}

void add_notes(std::string& out, const Tables& tables) {
  out += "\nNotes\n";
  out += wrapped(
      "- Flows are totals over the period: \"the month\" of a definition is each of its months. "
      "Stocks hold at the period's end. Rates divide totals of the period, stocks summed over its "
      "months.",
      kWidth, 2);
  for (const auto& period : tables.periods)
    if (!period.complete())
      out += fmt::format("  - * part of a period: of {} the run has {} of {} months.\n",
                         period.label, period.months_covered(), period.months_whole());
  out +=
      wrapped(tables.replicates > 1
                  ? fmt::format("- Means over {} replicates, ± their Monte Carlo standard error.",
                                tables.replicates)
                  : "- One replicate: no Monte Carlo error is known; --replicates of talentsim run "
                    "gives it.",
              kWidth, 2);
}

void add_caveats(std::string& out, const std::vector<stats::Table>& shown_tables) {
  for (const auto kind : {stats::CaveatKind::beside_official, stats::CaveatKind::not_identified}) {
    std::string list;
    for (const auto* caveat : stats::caveats_of(kind)) {
      const bool applies =
          std::any_of(caveat->tables.begin(), caveat->tables.end(), [&](stats::Table table) {
            return std::find(shown_tables.begin(), shown_tables.end(), table) != shown_tables.end();
          });
      if (applies) list += wrapped(fmt::format("- {}", caveat->text), kWidth, 2);
    }
    if (!list.empty()) out += fmt::format("\n{}\n{}", stats::heading(kind), list);
  }
}

}  // namespace

std::string print(const Tables& tables, bool detail) {
  auto out = fmt::format(
      "{}\n{}: {} to {}, scale {:g}, seed {}, {} replicate{}; persons in the real city\n",
      tables.scenario_title, tables.file, tables.first.text(), tables.last.text(), tables.scale,
      tables.seed, tables.replicates, tables.replicates == 1 ? "" : "s");
  std::vector<stats::Table> shown_tables;
  for (const auto& row : tables.rows)
    if (shown_tables.empty() || shown_tables.back() != row.table) shown_tables.push_back(row.table);
  for (const auto table : shown_tables) add_table(out, tables, table, detail);
  add_notes(out, tables);
  add_caveats(out, shown_tables);
  return out;
}

}  // namespace talentsim::run
