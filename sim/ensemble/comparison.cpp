// SPDX-License-Identifier: MIT
#include "ensemble/comparison.h"

#include <fmt/format.h>

#include "ensemble/pairing.h"
#include "run/figures.h"
#include "run/run.h"
#include "support/error.h"

namespace talentsim::ensemble {
namespace {

using output::ResultsReader;

// The numbers of one replicate in a fixed order: rows by period, then cells.
std::vector<double> values_of(const run::Figures& figures, const std::vector<run::Recipe>& recipes,
                              const Comparison& comparison) {
  std::vector<double> values;
  for (const auto& recipe : recipes)
    for (const auto& period : comparison.periods) values.push_back(figures.value(recipe, period));
  if (!comparison.options.every_cell) return values;
  for (const auto& [measure, shape] : comparison.shapes)
    for (const auto& period : comparison.periods)
      for (std::size_t cell = 0; cell < shape.cells; ++cell)
        values.push_back(figures.cell(*shape.info, cell, period));
  return values;
}

Differences differences_of(const std::vector<PairedMoments>& moments, std::size_t begin,
                           std::size_t end) {
  Differences list;
  for (auto i = begin; i < end; ++i) list.push_back(moments[i].paired());
  return list;
}

void compare_figures(Comparison& comparison, const ResultsReader& base,
                     const std::vector<std::unique_ptr<ResultsReader>>& variants,
                     const std::vector<run::Recipe>& recipes) {
  std::vector<std::vector<PairedMoments>> moments(variants.size());
  for (int r = 0; r < comparison.replicates; ++r) {
    run::stop_if_asked();
    const auto under_base =
        values_of(run::Figures(base, comparison.shapes, r), recipes, comparison);
    for (std::size_t v = 0; v < variants.size(); ++v) {
      const auto under_variant =
          values_of(run::Figures(*variants[v], comparison.shapes, r), recipes, comparison);
      moments[v].resize(under_base.size());
      for (std::size_t i = 0; i < under_base.size(); ++i)
        moments[v][i].add(under_base[i], under_variant[i]);
    }
  }
  const auto rows = recipes.size() * comparison.periods.size();
  for (std::size_t v = 0; v < variants.size(); ++v) {
    comparison.variants[v].rows = differences_of(moments[v], 0, rows);
    comparison.variants[v].cells = differences_of(moments[v], rows, moments[v].size());
  }
}

void compare_people(Comparison& comparison, const ResultsReader& base,
                    const std::vector<std::unique_ptr<ResultsReader>>& variants) {
  for (const auto& variant : variants)
    if (!has_events(*variant)) comparison.without_events.push_back(variant->path());
  if (!has_events(base))
    comparison.without_events.insert(comparison.without_events.begin(), base.path());
  if (!has_events(base) || comparison.without_events.size() == variants.size()) return;
  const auto lives = lives_of(base, comparison.options.replicate);
  for (std::size_t v = 0; v < variants.size(); ++v)
    if (has_events(*variants[v]))
      comparison.variants[v].affected =
          affected_by(lives, lives_of(*variants[v], comparison.options.replicate));
}

}  // namespace

Comparison compare(const std::string& base_file, const std::vector<std::string>& variant_files,
                   const CompareOptions& options) {
  const ResultsReader base(base_file);
  Comparison comparison;
  std::vector<std::unique_ptr<ResultsReader>> variants;
  for (const auto& file : variant_files) {
    variants.push_back(std::make_unique<ResultsReader>(file));
    check_pair(base, *variants.back());
    comparison.variants.push_back({file, variants.back()->scenario_title(), {}, {}, {}});
  }
  if (options.replicate >= base.replicates())
    throw UsageError(fmt::format("--replicate {} is not there ('{}' holds 0 to {}) name another",
                                 options.replicate, base_file, base.replicates() - 1));
  comparison.shapes = run::shapes_of(base);
  const auto recipes = run::recipes_of(base, base_file, comparison.shapes, options.table);
  comparison.base_file = base_file;
  comparison.base_title = base.scenario_title();
  comparison.seed = base.seed();
  comparison.scale = base.scale();
  comparison.replicates = base.replicates();
  comparison.options = options;
  comparison.first = base.months().front();
  comparison.last = base.months().back();
  comparison.periods = run::cut(base.months(), options.table.by);
  for (const auto& recipe : recipes) comparison.rows.push_back(recipe.row);
  compare_figures(comparison, base, variants, recipes);
  compare_people(comparison, base, variants);
  return comparison;
}

}  // namespace talentsim::ensemble
