// SPDX-License-Identifier: MIT
#include "run/table.h"

#include <cmath>
#include <limits>

#include "run/table_rows.h"

namespace talentsim::run {
namespace {

using stats::Measure;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

// The figures of one replicate.
class Replicate {
 public:
  Replicate(const output::ResultsReader& reader, const Shapes& shapes, int replicate) {
    for (const auto& [measure, shape] : shapes)
      figures_[measure] = {shape.cells, reader.read(shape, replicate)};
  }

  double value(const Recipe& recipe, const Period& period) const {
    const bool at_end = recipe.row.kind == RowKind::stock;
    const auto above = sum(recipe.above, at_end ? period.end - 1 : period.begin, period.end);
    if (recipe.zero_is_missing && above == 0) return kMissing;
    if (recipe.below.empty()) return static_cast<double>(above);
    const auto below = sum(recipe.below, period.begin, period.end);
    return below == 0 ? kMissing : 100 * static_cast<double>(above) / static_cast<double>(below);
  }

 private:
  struct Figure {
    std::size_t cells;
    std::vector<std::int64_t> values;
  };

  std::int64_t sum(const std::vector<Part>& parts, std::size_t begin, std::size_t end) const {
    std::int64_t total = 0;
    for (const auto& part : parts) {
      const auto& figure = figures_.at(part.measure);
      for (auto month = begin; month < end; ++month)
        for (const auto cell : part.cells)
          total += part.sign * figure.values[month * figure.cells + cell];
    }
    return total;
  }

  std::map<Measure, Figure> figures_;
};

// Mean and its standard error over replicates, after Welford (Technometrics 4, 1962).
struct Accumulator {
  int count = 0;
  double mean = 0, squares = 0;

  void add(double value) {
    ++count;
    const double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  std::optional<Cell> cell() const {
    if (std::isnan(mean)) return {};
    Cell cell{mean, {}};
    if (count > 1) cell.standard_error = std::sqrt(squares / (count - 1) / count);
    return cell;
  }
};

}  // namespace

const char* kind_name(RowKind kind) {
  return kind == RowKind::flow ? "flow" : kind == RowKind::stock ? "stock" : "rate";
}

Tables make_tables(const std::string& file, const TableOptions& options) {
  const output::ResultsReader reader(file);
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
  std::vector<Accumulator> cells(recipes.size() * periods);
  for (int r = 0; r < reader.replicates(); ++r) {
    const Replicate replicate(reader, shapes, r);
    for (std::size_t i = 0; i < recipes.size(); ++i)
      for (std::size_t p = 0; p < periods; ++p)
        cells[i * periods + p].add(replicate.value(recipes[i], tables.periods[p]));
  }
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    auto& row = recipes[i].row;
    for (std::size_t p = 0; p < periods; ++p) row.cells.push_back(cells[i * periods + p].cell());
    tables.rows.push_back(std::move(row));
  }
  return tables;
}

}  // namespace talentsim::run
