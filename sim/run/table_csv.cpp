// SPDX-License-Identifier: MIT
#include "run/table_csv.h"

#include <fmt/format.h>

#include "run/table_words.h"

namespace talentsim::run {
namespace {

std::string optional_number(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}

void add_row(std::string& out, const Tables& tables, const Row& row, std::size_t p) {
  const auto& cell = row.cells[p];
  out += fmt::format(
      "{},{},{},{},{}\n", csv_figure(row, tables.options, tables.periods[p], tables.last),
      cell ? fmt::format("{}", cell->mean) : "", cell ? optional_number(cell->standard_error) : "",
      tables.replicates, csv_definition(row));
}

}  // namespace

const char* const kCsvFigureColumns =
    "table,figure,name,kind,unit,scheme,axis,category,period,first_month,last_month,months,"
    "months_whole,complete";

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::string csv_figure(const Row& row, const TableOptions& options, const Period& period,
                       Month last) {
  // A stock is whole when the run reaches the period's end, wherever it started.
  const bool complete = row.kind == RowKind::stock ? period.last <= last : period.complete();
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
                     stats::table_names()[static_cast<std::size_t>(row.table)], row.figure,
                     csv_field(row.name), kind_name(row.kind), row.unit,
                     csv_field(options.scheme.value_or("")), row.axis, csv_field(row.category),
                     row.kind == RowKind::stock ? period.stock_label : period.label,
                     period.first.text(), period.last.text(), period.months_covered(),
                     period.months_whole(), complete ? "yes" : "no");
}

std::string csv_definition(const Row& row) {
  return csv_field(words_of(row.figure.substr(0, row.figure.find('['))).definition);
}

std::string csv(const Tables& tables) {
  auto out = fmt::format("{},mean,standard_error,replicates,definition\n", kCsvFigureColumns);
  for (const auto& row : tables.rows)
    for (std::size_t p = 0; p < tables.periods.size(); ++p) add_row(out, tables, row, p);
  return out;
}

}  // namespace talentsim::run
