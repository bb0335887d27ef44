// SPDX-License-Identifier: MIT
#include "run/figures.h"

#include <limits>

namespace talentsim::run {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Figures::Figures(const output::ResultsReader& reader, const Shapes& shapes, int replicate) {
  for (const auto& [measure, shape] : shapes)
    figures_[measure] = {shape.cells, reader.read(shape, replicate)};
}

Figures::Figures(const output::Record& record, const Shapes& shapes, double scale) {
  for (const auto& [measure, shape] : shapes) {
    auto& figure = figures_[measure];
    figure = {shape.cells, record.figures[static_cast<std::size_t>(measure)]};
    if (shape.info->persons)
      for (auto& count : figure.values) count = output::in_the_real_city(count, scale);
  }
}

double Figures::value(const Recipe& recipe, const Period& period) const {
  const bool at_end = recipe.row.kind == RowKind::stock;
  const auto above = sum(recipe.above, at_end ? period.end - 1 : period.begin, period.end);
  if (recipe.zero_is_missing && above == 0) return kMissing;
  if (recipe.below.empty()) return static_cast<double>(above);
  const auto below = sum(recipe.below, period.begin, period.end);
  return below == 0 ? kMissing : 100 * static_cast<double>(above) / static_cast<double>(below);
}

double Figures::cell(const stats::MeasureInfo& info, std::size_t cell, const Period& period) const {
  const auto begin = info.stock ? period.end - 1 : period.begin;
  const auto total = sum({{info.measure, 1, {cell}}}, begin, period.end);
  return total == 0 && holds_pay(info) ? kMissing : static_cast<double>(total);
}

std::int64_t Figures::sum(const std::vector<Part>& parts, std::size_t begin,
                          std::size_t end) const {
  std::int64_t total = 0;
  for (const auto& part : parts) {
    const auto& figure = figures_.at(part.measure);
    for (auto month = begin; month < end; ++month)
      for (const auto cell : part.cells)
        total += part.sign * figure.values[month * figure.cells + cell];
  }
  return total;
}

}  // namespace talentsim::run
