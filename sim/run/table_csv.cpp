// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "run/table.h"
#include "run/table_words.h"

namespace talentsim::run {
namespace {

// RFC 4180.
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::string optional_number(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}

void add_row(std::string& out, const Tables& tables, const Row& row, std::size_t p) {
  const auto& period = tables.periods[p];
  const auto& cell = row.cells[p];
  // A stock is whole when the run reaches the period's end, wherever it started.
  const bool complete = row.kind == RowKind::stock ? period.last <= tables.last : period.complete();
  const auto words = words_of(row.figure.substr(0, row.figure.find('[')));
  out += fmt::format(
      "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
      stats::table_names()[static_cast<std::size_t>(row.table)], row.figure, field(row.name),
      kind_name(row.kind), row.unit, field(tables.options.scheme.value_or("")), row.axis,
      field(row.category), row.kind == RowKind::stock ? period.stock_label : period.label,
      period.first.text(), period.last.text(), period.months_covered(), period.months_whole(),
      complete ? "yes" : "no", cell ? fmt::format("{}", cell->mean) : "",
      cell ? optional_number(cell->standard_error) : "", tables.replicates,
      field(words.definition));
}

}  // namespace

std::string csv(const Tables& tables) {
  std::string out =
      "table,figure,name,kind,unit,scheme,axis,category,period,first_month,last_month,months,"
      "months_whole,complete,mean,standard_error,replicates,definition\n";
  for (const auto& row : tables.rows)
    for (std::size_t p = 0; p < tables.periods.size(); ++p) add_row(out, tables, row, p);
  return out;
}

}  // namespace talentsim::run
