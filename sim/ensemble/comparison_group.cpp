// SPDX-License-Identifier: MIT
#include "ensemble/comparison_group.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <limits>

#include "output/annotate.h"

namespace talentsim::ensemble {
namespace {

using output::Variable;
using output::hdf5::Extents;
using output::hdf5::Type;

constexpr Variable kVariant{"variant", "1", "variant",
                            "Results file of the variant, as it was named."};
constexpr Variable kTitle{"variant_title", "1", "title of the variant",
                          "Title of the variant's scenario."};
constexpr Variable kPeriod{"period", "1", "period",
                           "Flows are totals over the period; stocks hold at its end."};
constexpr Variable kFirst{"first_month", output::kTimeUnits, "first month of the period",
                          "By its first day, whether or not the runs cover it."};
constexpr Variable kLast{"last_month", output::kTimeUnits, "last month of the period",
                         "By its first day, whether or not the runs cover it."};
constexpr Variable kCovered{"months_covered", "1", "months of the period that the runs cover",
                            "Fewer than the period has where a run begins or ends within it."};

// What is known of a difference: the variable's ending, and words.
struct Aspect {
  const char* ending;
  const char* words;
  const char* definition;
  bool dimensionless;
  std::function<std::optional<double>(const Paired&)> value;
};

const std::vector<Aspect>& aspects() {
  static const std::vector<Aspect> list = {
      {"", "change in", "Mean over replicates of the variant less the base.", false,
       [](const Paired& p) { return std::optional(p.difference); }},
      {"_base", "base:", "Mean over replicates of the base.", false,
       [](const Paired& p) { return std::optional(p.base); }},
      {"_variant", "variant:", "Mean over replicates of the variant.", false,
       [](const Paired& p) { return std::optional(p.variant); }},
      {"_standard_error", "standard error of the change in",
       "Monte Carlo standard error of the mean difference, replicates paired.", false,
       [](const Paired& p) { return p.standard_error; }},
      {"_lower_95", "lower end of the interval of the change in",
       "Lower end of the 95 % interval of the mean difference, by Student's t.", false,
       [](const Paired& p) { return p.lower; }},
      {"_upper_95", "upper end of the interval of the change in",
       "Upper end of the 95 % interval of the mean difference, by Student's t.", false,
       [](const Paired& p) { return p.upper; }},
      {"_variance_reduction", "variance reduction by pairing of",
       "Variance of the base plus that of the variant over variance of their difference.", true,
       [](const Paired& p) { return p.variance_reduction; }},
  };
  return list;
}

}  // namespace

ComparisonGroup::ComparisonGroup(output::hdf5::Group group, const Comparison& comparison)
    : group_(std::move(group)), comparison_(comparison) {
  make_variants();
  make_periods();
}

ComparisonGroup::Dataset& ComparisonGroup::keep(const std::string& name, Dataset dataset,
                                                const Variable& variable) {
  output::describe(dataset, variable);
  return coordinates_[name] = std::move(dataset);
}

void ComparisonGroup::make_variants() {
  std::vector<std::string> files, titles;
  for (const auto& variant : comparison_.variants) {
    files.push_back(variant.file);
    titles.push_back(variant.title);
  }
  auto& scale = keep(kVariant.name, group_.texts(kVariant.name, files), kVariant);
  scale.make_scale(kVariant.name);
  keep(kTitle.name, group_.texts(kTitle.name, titles), kTitle).attach_scale(0, scale);
}

void ComparisonGroup::make_periods() {
  std::vector<std::string> labels;
  std::vector<std::int32_t> first, last, covered;
  for (const auto& period : comparison_.periods) {
    labels.push_back(period.label);
    first.push_back(period.first.days_since_epoch());
    last.push_back(period.last.days_since_epoch());
    covered.push_back(static_cast<std::int32_t>(period.months_covered()));
  }
  keep(kPeriod.name, group_.texts(kPeriod.name, labels), kPeriod).make_scale(kPeriod.name);
  period_column(kFirst, first);
  period_column(kLast, last);
  period_column(kCovered, covered);
  for (const auto* name : {kFirst.name, kLast.name})
    coordinates_[name].attribute("calendar", output::kCalendar);
}

void ComparisonGroup::period_column(const Variable& variable,
                                    const std::vector<std::int32_t>& values) {
  auto& dataset = keep(variable.name,
                       group_.dataset(variable.name, {Type::int32, {values.size()}, {}}), variable);
  dataset.write({0}, {values.size()}, std::span<const std::int32_t>(values));
  dataset.attach_scale(0, coordinates_[kPeriod.name]);
}

ComparisonGroup::Dataset& ComparisonGroup::axis(const output::FigureShape& shape,
                                                std::size_t place) {
  const auto kind = shape.info->axes[place];
  const auto& variable = output::axis_variable(kind);
  const auto known = coordinates_.find(variable.name);
  if (known != coordinates_.end()) return known->second;
  const auto& labels = shape.labels[place];
  if (kind != stats::AxisKind::quantile) {
    auto& dataset = keep(variable.name, group_.texts(variable.name, labels), variable);
    dataset.make_scale(variable.name);
    return dataset;
  }
  std::vector<double> numbers;
  for (const auto& label : labels) numbers.push_back(std::stod(label));
  auto& dataset =
      keep(variable.name, group_.dataset(variable.name, {Type::float64, {numbers.size()}, {}}),
           variable);
  dataset.write({0}, {numbers.size()}, std::span<const double>(numbers));
  dataset.make_scale(variable.name);
  return dataset;
}

void ComparisonGroup::write(const output::FigureShape& shape, std::size_t first) {
  Extents extents = {comparison_.variants.size(), comparison_.periods.size()};
  std::vector<const Dataset*> scales = {&coordinates_[kVariant.name], &coordinates_[kPeriod.name]};
  for (std::size_t i = 0; i < shape.labels.size(); ++i) {
    extents.push_back(shape.labels[i].size());
    scales.push_back(&axis(shape, i));
  }
  const auto cells = comparison_.periods.size() * shape.cells;
  for (const auto& aspect : aspects()) {
    std::vector<double> values;
    for (const auto& variant : comparison_.variants)
      for (auto i = first; i < first + cells; ++i) {
        const auto& paired = variant.cells[i];
        values.push_back((paired ? aspect.value(*paired) : std::nullopt)
                             .value_or(std::numeric_limits<double>::quiet_NaN()));
      }
    const auto name = shape.info->name + std::string(aspect.ending);
    auto dataset = group_.dataset(name, {Type::float64, extents, extents});
    for (unsigned i = 0; i < scales.size(); ++i) dataset.attach_scale(i, *scales[i]);
    const auto long_name = fmt::format("{} {}", aspect.words, shape.info->long_name);
    const auto definition = fmt::format("{} {}", aspect.definition, shape.info->definition);
    output::describe(dataset, {name.c_str(), aspect.dimensionless ? "1" : shape.info->unit,
                               long_name.c_str(), definition.c_str()});
    dataset.write(Extents(extents.size(), 0), extents, std::span<const double>(values));
    dataset.close();
  }
}

void ComparisonGroup::close() {
  for (auto& [name, dataset] : coordinates_) dataset.close();
}

}  // namespace talentsim::ensemble
