// SPDX-License-Identifier: MIT
#include "run/table.h"

#include "run/figures.h"
#include "run/moments.h"
#include "run/table_rows.h"

namespace talentsim::run {
namespace {

std::optional<Cell> cell_of(const Moments& moments) {
  if (moments.missing()) return {};
  Cell cell{moments.mean, {}};
  if (moments.count > 1) cell.standard_error = moments.standard_error();
  return cell;
}

}  // namespace

const char* kind_name(RowKind kind) {
  return kind == RowKind::flow ? "flow" : kind == RowKind::stock ? "stock" : "rate";
}

Tables make_tables(const std::string& file, const TableOptions& options) {
  const output::ResultsReader reader(file, options.point);
  const auto shapes = shapes_of(reader);
  auto recipes = recipes_of(reader, file, shapes, options);
  Tables tables{file,
                reader.scenario_title(),
                reader.seed(),
                reader.scale(),
                reader.replicates(),
                options,
                reader.months().front(),
                reader.months().back(),
                cut(reader.months(), options.by),
                {}};
  const auto periods = tables.periods.size();
  std::vector<Moments> cells(recipes.size() * periods);
  for (int r = 0; r < reader.replicates(); ++r) {
    const Figures figures(reader, shapes, r);
    for (std::size_t i = 0; i < recipes.size(); ++i)
      for (std::size_t p = 0; p < periods; ++p)
        cells[i * periods + p].add(figures.value(recipes[i], tables.periods[p]));
  }
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    auto& row = recipes[i].row;
    for (std::size_t p = 0; p < periods; ++p) row.cells.push_back(cell_of(cells[i * periods + p]));
    tables.rows.push_back(std::move(row));
  }
  return tables;
}

}  // namespace talentsim::run
