// SPDX-License-Identifier: MIT
#include "run/table_layout.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "run/table_words.h"
#include "stats/caveats.h"

namespace talentsim::run {
namespace {

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

// The figure of a row, without the quantile.
std::string id_of(const Row& row) { return row.figure.substr(0, row.figure.find('[')); }

bool is_shown(const Row& row, const TableOptions& options, bool detail) {
  // Pay has no total: for one scheme its quantiles are the least there is to show.
  return detail || row.axis.empty() || (options.scheme && row.axis == "quantile");
}

std::string column_label(const Period& period, RowKind kind, Month last) {
  if (kind != RowKind::stock) return period.label + (period.complete() ? "" : "*");
  return period.last > last ? last.text() + "*" : period.stock_label;
}

std::string definitions(const std::vector<const Row*>& rows) {
  std::string out = "\nDefinitions\n";
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
  return out;
}

}  // namespace

std::string grid(const std::string& title, const std::vector<std::string>& columns,
                 const std::vector<GridLine>& lines) {
  std::size_t label_width = width_of(title), cell_width = 0;
  for (const auto& line : lines) {
    label_width = std::max(label_width, width_of(line.label));
    for (const auto& cell : line.cells) cell_width = std::max(cell_width, width_of(cell));
  }
  for (const auto& column : columns) cell_width = std::max(cell_width, width_of(column));
  const auto room = kWidth > label_width ? (kWidth - label_width) / (cell_width + kGap) : 1;
  const auto page = std::max<std::size_t>(1, room);
  std::string out;
  for (std::size_t begin = 0; begin < columns.size(); begin += page) {
    const auto end = std::min(begin + page, columns.size());
    out += '\n' + left(title, label_width);
    for (auto p = begin; p < end; ++p) out += right(columns[p], cell_width + kGap);
    out += '\n';
    for (const auto& line : lines) {
      auto text = left(line.label, line.cells.empty() ? 0 : label_width);
      for (auto p = begin; !line.cells.empty() && p < end; ++p)
        text += right(line.cells[p], cell_width + kGap);
      out += text + '\n';
    }
  }
  return out;
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

std::vector<std::string> column_labels(const std::vector<Period>& periods, RowKind kind,
                                       Month last) {
  std::vector<std::string> labels;
  for (const auto& period : periods) labels.push_back(column_label(period, kind, last));
  return labels;
}

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

std::vector<const Row*> Shown::of(RowKind kind) const {
  std::vector<const Row*> list;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(list),
               [&](const Row* row) { return row->kind == kind; });
  return list;
}

Shown shown(const std::vector<Row>& rows, stats::Table table, const TableOptions& options,
            bool detail) {
  Shown list;
  for (const auto& row : rows) {
    if (row.table != table) continue;
    if (is_shown(row, options, detail)) {
      list.rows.push_back(&row);
      continue;
    }
    const auto name = words_of(id_of(row)).name;
    const bool has_total = std::any_of(rows.begin(), rows.end(), [&](const Row& other) {
      return other.figure == row.figure && other.axis.empty();
    });
    if (!has_total && std::find(list.hidden.begin(), list.hidden.end(), name) == list.hidden.end())
      list.hidden.push_back(name);
  }
  return list;
}

std::vector<stats::Table> tables_of(const std::vector<Row>& rows) {
  std::vector<stats::Table> tables;
  for (const auto& row : rows)
    if (tables.empty() || tables.back() != row.table) tables.push_back(row.table);
  return tables;
}

std::string table_title(stats::Table table, const TableOptions& options) {
  auto title = stats::table_names()[static_cast<std::size_t>(table)];
  std::transform(title.begin(), title.end(), title.begin(), ::toupper);
  return fmt::format("\n{} by {}{}\n", title, words(options.by),
                     options.scheme ? ", scheme " + *options.scheme : "");
}

std::string below_table(const Shown& shown) {
  std::string out;
  if (!shown.hidden.empty())
    out += '\n' + wrapped(fmt::format("By scheme only (--detail or --scheme NAME shows them): {}.",
                                      fmt::join(shown.hidden, "; ")),
                          kWidth, 0);
  return out + definitions(shown.rows);
}

std::string partial_periods(const std::vector<Period>& periods) {
  std::string out;
  for (const auto& period : periods)
    if (!period.complete())
      out += fmt::format("  - * part of a period: of {} the run has {} of {} months.\n",
                         period.label, period.months_covered(), period.months_whole());
  return out;
}

std::string caveats(const std::vector<stats::Table>& shown_tables) {
  std::string out;
  for (const auto kind : {stats::CaveatKind::beside_official, stats::CaveatKind::not_identified}) {
    std::string list;
    for (const auto* caveat : stats::caveats_of(kind)) {
      const bool applies =
          kind == stats::CaveatKind::not_identified ||
          std::any_of(caveat->tables.begin(), caveat->tables.end(), [&](stats::Table table) {
            return std::find(shown_tables.begin(), shown_tables.end(), table) != shown_tables.end();
          });
      if (applies) list += wrapped(fmt::format("- {}", caveat->text), kWidth, 2);
    }
    if (!list.empty()) out += fmt::format("\n{}\n{}", stats::heading(kind), list);
  }
  return out;
}

}  // namespace talentsim::run
