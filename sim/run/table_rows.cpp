// SPDX-License-Identifier: MIT
#include "run/table_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "output/schema.h"
#include "support/error.h"

namespace talentsim::run {
namespace {

using output::FigureShape;
using stats::AxisKind;
using stats::Measure;

// What is held fixed on an axis.
struct Choice {
  AxisKind axis;
  std::string label;
};
using Choices = std::vector<Choice>;

std::optional<std::size_t> place_of(const FigureShape& shape, AxisKind axis) {
  const auto& axes = shape.info->axes;
  const auto found = std::find(axes.begin(), axes.end(), axis);
  if (found == axes.end()) return {};
  return static_cast<std::size_t>(found - axes.begin());
}

// Cells of a month that agree with the choices, by their place in row-major order.
std::vector<std::size_t> cells_of(const FigureShape& shape, const Choices& choices) {
  std::vector<std::size_t> cells = {0};
  for (std::size_t axis = 0; axis < shape.labels.size(); ++axis) {
    const auto& labels = shape.labels[axis];
    std::vector<std::size_t> longer;
    for (const auto cell : cells)
      for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool agrees = std::all_of(choices.begin(), choices.end(), [&](const Choice& c) {
          return c.axis != shape.info->axes[axis] || c.label == labels[i];
        });
        if (agrees) longer.push_back(cell * labels.size() + i);
      }
    cells = std::move(longer);
  }
  return cells;
}

class Recipes {
 public:
  Recipes(const Shapes& shapes, const TableOptions& options) : shapes_(shapes), options_(options) {}

  std::vector<Recipe> of(stats::Table table) {
    list_.clear();
    for (const auto& official : stats::officials())
      if (official.table == table && wanted(official.measure)) add_figure(official);
    for (const auto& derived : stats::derived_figures())
      if (derived.table == table && wanted(derived)) add_derived(derived);
    return std::move(list_);
  }

 private:
  bool wanted(Measure measure) const {
    const auto found = shapes_.find(measure);
    if (found == shapes_.end()) return false;
    return !options_.scheme || place_of(found->second, AxisKind::scheme);
  }

  bool wanted(const stats::Derived& derived) const {
    const auto known = [&](const stats::Term& term) { return wanted(term.measure); };
    return std::all_of(derived.above.begin(), derived.above.end(), known) &&
           std::all_of(derived.below.begin(), derived.below.end(), known);
  }

  Choices fixed() const {
    return options_.scheme ? Choices{{AxisKind::scheme, *options_.scheme}} : Choices{};
  }

  // Axes over which the figure can be broken down, in its order.
  std::vector<AxisKind> free_axes(const FigureShape& shape) const {
    auto axes = shape.info->axes;
    if (options_.scheme) std::erase(axes, AxisKind::scheme);
    return axes;
  }

  const std::vector<std::string>& labels(const FigureShape& shape, AxisKind axis) const {
    return shape.labels[*place_of(shape, axis)];
  }

  void add_figure(const stats::Official& official) {
    const auto& shape = shapes_.at(official.measure);
    const auto& info = *shape.info;
    const bool is_pay = holds_pay(info);
    Recipe recipe;
    recipe.row = {official.table,
                  info.stock ? RowKind::stock : RowKind::flow,
                  info.name,
                  official.name,
                  is_pay ? info.unit : "number",
                  "",
                  "",
                  {}};
    recipe.zero_is_missing = is_pay;
    const auto axes = free_axes(shape);
    if (is_pay) return add_pay(recipe, shape, axes);
    // What is no count of persons or posts, as months of a scheme, has no sense summed over
    // schemes.
    const std::vector<stats::Term> term = {{official.measure, 1}};
    if (info.persons || axes.empty()) add(recipe, term, {}, fixed());
    if (!axes.empty()) add_breakdown(recipe, term, {}, axes.front(), shape);
  }

  // Quantiles do not add up: each has a row of its own and there is no total.
  void add_pay(const Recipe& recipe, const FigureShape& shape, const std::vector<AxisKind>& axes) {
    const std::vector<stats::Term> term = {{shape.info->measure, 1}};
    for (const auto& quantile : labels(shape, AxisKind::quantile)) {
      auto one = recipe;
      auto choices = fixed();
      choices.push_back({AxisKind::quantile, quantile});
      one.row.figure += fmt::format("[quantile={}]", quantile);
      one.row.name += fmt::format(", {:g}% earn this or less", 100 * std::stod(quantile));
      if (axes.front() == AxisKind::quantile)
        add(one, term, {}, choices);
      else
        add_breakdown(one, term, {}, axes.front(), shape, choices);
    }
  }

  void add_derived(const stats::Derived& derived) {
    Recipe recipe;
    const bool rate = !derived.below.empty();
    const auto& first = shapes_.at(derived.above.front().measure);
    const auto kind = rate ? RowKind::rate : first.info->stock ? RowKind::stock : RowKind::flow;
    recipe.row = {derived.table, kind, derived.id, derived.name, rate ? "%" : "number", "", "", {}};
    add(recipe, derived.above, derived.below, fixed());
    const auto axes = free_axes(first);
    const auto shared = [&](const stats::Term& term) {
      return !axes.empty() && place_of(shapes_.at(term.measure), axes.front()).has_value();
    };
    if (std::all_of(derived.above.begin(), derived.above.end(), shared) &&
        std::all_of(derived.below.begin(), derived.below.end(), shared))
      add_breakdown(recipe, derived.above, derived.below, axes.front(), first);
  }

  void add_breakdown(const Recipe& total, const std::vector<stats::Term>& above,
                     const std::vector<stats::Term>& below, AxisKind axis, const FigureShape& shape,
                     std::optional<Choices> choices = {}) {
    for (const auto& label : labels(shape, axis)) {
      auto part = total;
      part.row.axis = output::axis_variable(axis).name;
      part.row.category = label;
      auto narrowed = choices.value_or(fixed());
      narrowed.push_back({axis, label});
      add(part, above, below, narrowed);
    }
  }

  void add(Recipe recipe, const std::vector<stats::Term>& above,
           const std::vector<stats::Term>& below, const Choices& choices) {
    const auto parts = [&](const std::vector<stats::Term>& terms) {
      std::vector<Part> list;
      for (const auto& term : terms)
        list.push_back({term.measure, term.sign, cells_of(shapes_.at(term.measure), choices)});
      return list;
    };
    recipe.above = parts(above);
    recipe.below = parts(below);
    list_.push_back(std::move(recipe));
  }

  const Shapes& shapes_;
  const TableOptions& options_;
  std::vector<Recipe> list_;
};

void check_scheme(const std::string& file, const Shapes& shapes, const std::string& scheme) {
  for (const auto& [measure, shape] : shapes) {
    const auto axis = place_of(shape, AxisKind::scheme);
    if (!axis) continue;
    const auto& known = shape.labels[*axis];
    if (std::find(known.begin(), known.end(), scheme) != known.end()) return;
    auto hint = did_you_mean(scheme, known);
    if (hint.empty()) hint = fmt::format(" (the file holds {})", fmt::join(known, ", "));
    throw UsageError(fmt::format("--scheme: no scheme '{}' in '{}'{}", scheme, file, hint));
  }
  throw UsageError(fmt::format("'{}' holds no figure by scheme (leave out --scheme)", file));
}

// Labels as a results file's reader gives them.
std::vector<std::string> label_texts(const output::Labels& labels) {
  return std::visit(
      [](const auto& values) {
        std::vector<std::string> texts;
        for (const auto& value : values) texts.push_back(fmt::format("{}", value));
        return texts;
      },
      labels);
}

}  // namespace

bool holds_pay(const stats::MeasureInfo& info) {
  return std::find(info.axes.begin(), info.axes.end(), AxisKind::quantile) != info.axes.end();
}

Shapes shapes_of(const output::ResultsReader& reader) {
  Shapes shapes;
  for (const auto& measure : stats::measures())
    if (measure.monthly && reader.has(measure)) shapes[measure.measure] = reader.shape(measure);
  return shapes;
}

Shapes shapes_of(const stats::Axes& axes, const std::vector<std::string>& groups) {
  Shapes shapes;
  for (const auto& measure : stats::measures()) {
    const bool wanted = std::find(groups.begin(), groups.end(), measure.group) != groups.end();
    const bool empty = std::any_of(measure.axes.begin(), measure.axes.end(),
                                   [&](AxisKind axis) { return axes.extent(axis) == 0; });
    if (!measure.monthly || !wanted || empty) continue;
    auto& shape = shapes[measure.measure];
    shape.info = &measure;
    for (const auto axis : measure.axes) {
      shape.labels.push_back(label_texts(output::axis_labels(axis, axes)));
      shape.cells *= shape.labels.back().size();
    }
  }
  return shapes;
}

std::vector<Recipe> recipes_of(const Shapes& shapes) {
  std::vector<Recipe> all;
  const TableOptions options;
  for (int table = 0; table < stats::kPrintedTables; ++table) {
    auto recipes = Recipes(shapes, options).of(static_cast<stats::Table>(table));
    std::move(recipes.begin(), recipes.end(), std::back_inserter(all));
  }
  return all;
}

std::vector<Recipe> recipes_of(const output::ResultsReader& reader, const std::string& file,
                               const Shapes& shapes, const TableOptions& options) {
  if (shapes.empty())
    throw UsageError(fmt::format("'{}' holds no monthly figures (there is nothing to show)", file));
  if (options.scheme) check_scheme(file, shapes, *options.scheme);
  auto groups = options.groups;
  const bool asked = !groups.empty();
  if (!asked)
    for (int i = 0; i < stats::kPrintedTables; ++i) groups.push_back(static_cast<stats::Table>(i));
  std::vector<Recipe> all;
  for (const auto group : groups) {
    auto recipes = Recipes(shapes, options).of(group);
    if (recipes.empty() && asked)
      throw UsageError(
          fmt::format("'{}' has no {} to show{} (it holds {}) run the scenario with that group in "
                      "output.groups",
                      file, stats::table_names()[static_cast<std::size_t>(group)],
                      options.scheme ? " by scheme" : "", fmt::join(reader.groups(), ", ")));
    all.insert(all.end(), std::make_move_iterator(recipes.begin()),
               std::make_move_iterator(recipes.end()));
  }
  return all;
}

}  // namespace talentsim::run
