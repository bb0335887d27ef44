// SPDX-License-Identifier: MIT
// docs/tables.md: every figure of the tables under the name officials use, and the caveats.
#include <fmt/format.h>

#include "output/schema.h"
#include "run/table.h"
#include "run/table_words.h"
#include "stats/caveats.h"

namespace talentsim::run {
namespace {

constexpr const char* kOpening =
    R"(<!-- Generated from sim/stats/official.cpp, measures.cpp and caveats.cpp; do not edit. -->
# Tables for people

`talentsim table` prints the figures of a results file by calendar year, by Hong Kong's financial year (April to
March) or by half-year, under the names officials use, and writes them as CSV:

```sh
build/talentsim table out/baseline.h5 --by fiscal-year --group renewals
build/talentsim table out/baseline.h5 --by half-year --group labour --detail --csv out/labour.csv --force
```

Flows are summed over a period. Stocks hold at its end: by half-year those of June are mid-year figures and those of
December year-end figures. Rates divide totals of the period; stocks enter them summed over its months. A period that
the run covers in part is marked with `*`. With several replicates every figure is their mean, followed by `±` and its
Monte Carlo standard error. Counts are persons of the real city. `--scheme NAME` shows the figures of one scheme.
`--point N` prints one point, counted from 0, of a [sweep](sweeps.md) that `talentsim merge` wrote.
`--detail` adds the breakdown of each figure over its first axis; the CSV always has it, with one line a figure, category
and period. A figure without a value, such as a rate of nothing, is `-`, and empty in the CSV.

The name in the first column is the one officials use or the nearest to it; what is published beside it, by whom and
how it differs stands in the last. Where the last column is empty nothing is published. The definition is the one that
the results file carries.
)";

std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

void add_row(std::string& page, const std::string& figure, const char* kind) {
  const auto words = words_of(figure);
  page += fmt::format("| {} | `{}` | {} | {} | {} |\n", cell(words.name), figure, kind,
                      cell(words.definition), cell(words.beside));
}

void add_table(std::string& page, stats::Table table) {
  page += fmt::format(
      "\n## {}\n\n| name | figure | kind | definition | published |\n|---|---|---|---|---|\n",
      stats::table_names()[static_cast<std::size_t>(table)]);
  for (const auto& official : stats::officials()) {
    const auto& info = stats::info(official.measure);
    if (official.table == table)
      add_row(page, info.name, !info.monthly ? "cohort" : info.stock ? "stock" : "flow");
  }
  for (const auto& derived : stats::derived_figures())
    if (derived.table == table)
      add_row(page, derived.id, derived.below.empty() ? "computed" : "rate, %");
}

void add_caveats(std::string& page) {
  page +=
      "\n## What is printed beside them\n\nSummaries of runs, tables and comparisons print "
      "the second list whole; tables and comparisons print of the first what bears on them.\n";
  for (const auto kind : {stats::CaveatKind::beside_official, stats::CaveatKind::not_identified}) {
    page += fmt::format("\n{}\n\n", stats::heading(kind));
    for (const auto* caveat : stats::caveats_of(kind)) {
      page += fmt::format("- {}", caveat->text);
      std::string names;
      for (const auto table : caveat->tables)
        names +=
            (names.empty() ? "" : ", ") + stats::table_names()[static_cast<std::size_t>(table)];
      page += names.empty() ? "\n" : fmt::format(" ({})\n", names);
    }
  }
}

}  // namespace

std::string tables_markdown() {
  std::string page = kOpening;
  for (int i = 0; i < stats::kPrintedTables; ++i) add_table(page, static_cast<stats::Table>(i));
  page +=
      "\nThe group `cohorts` of the results file is not by period; `talentsim table` leaves it "
      "out.\n";
  add_table(page, stats::Table::cohorts);
  add_caveats(page);
  return page;
}

}  // namespace talentsim::run
