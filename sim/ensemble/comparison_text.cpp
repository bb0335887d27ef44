// SPDX-License-Identifier: MIT
// A comparison as a person reads it: four lines a figure, one where nothing changes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ensemble/affected_text.h"
#include "ensemble/comparison.h"
#include "run/table_layout.h"
#include "run/table_words.h"

namespace talentsim::ensemble {
namespace {

using run::RowKind;

// Whole numbers in full, other small ones and rates to a tenth.
std::string magnitude(double value, RowKind kind) {
  const double size = std::abs(value);
  const bool tenths = kind == RowKind::rate || (size < 10 && size != std::floor(size));
  return tenths ? fmt::format("{:.1f}", size) : run::grouped(std::llround(size));
}

// Zero without a sign is exactly zero; what is rounded to zero keeps its sign.
std::string signed_number(double value, RowKind kind) {
  if (value == 0) return "0";
  return (value < 0 ? "-" : "+") + magnitude(value, kind);
}

std::string ratio(const std::optional<double>& value) {
  if (!value) return "-";
  return std::isinf(*value) ? "inf" : fmt::format("{:.1f}", *value);
}

enum class Part { base, difference, interval, reduction };

std::string text_of(const Paired& paired, Part part, RowKind kind) {
  switch (part) {
    case Part::base:
      return (paired.base < 0 ? "-" : "") + magnitude(paired.base, kind);
    case Part::difference: {
      auto text = signed_number(paired.difference, kind);
      if (paired.standard_error)
        text +=
            " ±" + (*paired.standard_error == 0 ? "0" : magnitude(*paired.standard_error, kind));
      return text;
    }
    case Part::interval:
      return paired.lower ? fmt::format("{} to {}", signed_number(*paired.lower, kind),
                                        signed_number(*paired.upper, kind))
                          : "-";
    case Part::reduction:
      break;
  }
  return ratio(paired.variance_reduction);
}

// The lines of one row: only the difference where it is nil in every replicate and period.
void add_lines(std::vector<run::GridLine>& lines, const Comparison& comparison,
               const Variant& variant, const run::Line& line) {
  lines.push_back({line.label, {}});
  if (line.row == nullptr) return;
  const auto row = static_cast<std::size_t>(line.row - comparison.rows.data());
  const auto periods = comparison.periods.size();
  const auto add = [&](Part part) {
    for (std::size_t p = 0; p < periods; ++p) {
      const auto& paired = comparison.at(variant, row, p);
      lines.back().cells.push_back(paired ? text_of(*paired, part, line.row->kind) : "-");
    }
  };
  bool unchanged = true;
  for (std::size_t p = 0; p < periods; ++p) {
    const auto& paired = comparison.at(variant, row, p);
    unchanged = unchanged && (!paired || paired->unchanged());
  }
  add(Part::difference);
  if (unchanged) return;
  const auto below = line.label.find_first_not_of(' ') + 2;
  const auto add_below = [&](const char* label, Part part) {
    lines.push_back({std::string(below, ' ') + label, {}});
    add(part);
  };
  add_below("base", Part::base);
  if (comparison.replicates < 2) return;
  add_below("95% interval", Part::interval);
  add_below("unpaired variance / paired", Part::reduction);
}

const char* change_title(RowKind kind) {
  return kind == RowKind::flow    ? "Change over the period"
         : kind == RowKind::stock ? "Change at the end of the period"
                                  : "Change in percentage points";
}

std::string table_text(const Comparison& comparison, const Variant& variant, stats::Table table,
                       bool detail) {
  const auto list = run::shown(comparison.rows, table, comparison.options.table, detail);
  if (list.empty()) return {};
  auto out = run::table_title(table, comparison.options.table);
  for (const auto kind : {RowKind::flow, RowKind::stock, RowKind::rate}) {
    const auto rows = list.of(kind);
    if (rows.empty()) continue;
    std::vector<run::GridLine> lines;
    for (const auto& line : run::lines_of(rows)) add_lines(lines, comparison, variant, line);
    out += run::grid(change_title(kind),
                     run::column_labels(comparison.periods, kind, comparison.last), lines);
  }
  return out + run::below_table(list);
}

bool same_everywhere(const Variant& variant) {
  return std::all_of(variant.rows.begin(), variant.rows.end(),
                     [](const auto& paired) { return !paired || paired->unchanged(); });
}

std::string notes(const Comparison& comparison) {
  std::string out = "\nNotes\n";
  const auto note = [&](const std::string& text) {
    out += run::wrapped("- " + text, run::kWidth, 2);
  };
  note(
      "Change is the variant less the base, a difference of the same replicate under the same "
      "random numbers. 0 without a sign is exactly zero.");
  if (comparison.replicates > 1) {
    note(fmt::format(
        "Means over {} replicates, ± their Monte Carlo standard error; intervals by Student's t, "
        "{} degrees of freedom. They tell of luck in simulation, not of parameters or of the model "
        "being wrong, and each figure has its own: of twenty, one misses.",
        comparison.replicates, comparison.replicates - 1));
    note(
        "Unpaired variance / paired: (variance of the base + of the variant) / variance of the "
        "difference, how many times more replicates unpaired runs would need; estimated from few "
        "replicates it is rough. inf: every replicate changes by the same.");
  } else {
    note("One replicate: no Monte Carlo error is known; --replicates of talentsim run gives it.");
  }
  return out + run::partial_periods(comparison.periods);
}

}  // namespace

std::string print(const Comparison& comparison, bool detail, std::size_t keys) {
  std::string out;
  const auto tables = run::tables_of(comparison.rows);
  for (const auto& variant : comparison.variants) {
    out += fmt::format(
        "{}{}\n  beside {}\n{} beside {}: {} to {}, scale {:g}, seed {}, {} replicate{}; persons "
        "in "
        "the real city\n",
        out.empty() ? "" : "\n", variant.title, comparison.base_title, variant.file,
        comparison.base_file, comparison.first.text(), comparison.last.text(), comparison.scale,
        comparison.seed, comparison.replicates, comparison.replicates == 1 ? "" : "s");
    if (same_everywhere(variant))
      out += "Nothing changes: every figure is the same in every replicate.\n";
    for (const auto table : tables) out += table_text(comparison, variant, table, detail);
    out += affected_text(comparison, variant, keys);
  }
  return out + notes(comparison) + run::caveats(tables);
}

}  // namespace talentsim::ensemble
