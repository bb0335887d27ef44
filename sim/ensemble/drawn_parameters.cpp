// SPDX-License-Identifier: MIT
#include "ensemble/drawn_parameters.h"

#include <fmt/format.h>

#include "ensemble/columns.h"
#include "output/annotate.h"
#include "output/schema.h"
#include "scenario/loader.h"
#include "scenario/scalars.h"

namespace talentsim::ensemble {
namespace {

namespace hdf5 = output::hdf5;
using output::describe;

std::vector<std::string> column_texts(const std::vector<Column>& columns, const auto& text_of) {
  std::vector<std::string> texts;
  for (const Column& column : columns) texts.push_back(text_of(column));
  return texts;
}

}  // namespace

DrawnParameters::DrawnParameters(const scenario::Scenario& scenario)
    : yaml_(scenario.resolved_yaml), seed_(scenario.seed) {
  std::vector<scenario::DatedParameters> history;
  scenario::load_text(yaml_, scenario.title, {}, nullptr, &history);
  Design design;
  design.kind = DesignKind::latin_hypercube;  // drawn from priors
  design.all_priors = true;
  auto found = columns_of(design, scenario, history);
  columns_ = std::move(found.columns);
  left_out_ = std::move(found.left_out);
  if (columns_.empty())
    throw UsageError(
        "no parameter can be drawn (draw_priors is on, but none has a prior that stands for one "
        "number throughout) write for example prior: uniform(0.1, 0.3) beside a value");
}

std::vector<double> DrawnParameters::values(int replicate) const {
  Matrix row = {shares_of_replicate(columns_, seed_, replicate)};
  to_values(row, columns_);
  return row.front();
}

scenario::Scenario DrawnParameters::scenario(
    int replicate, std::vector<scenario::DatedParameters>* history) const {
  const auto drawn = values(replicate);
  scenario::Overrides overrides;
  for (std::size_t j = 0; j < columns_.size(); ++j)
    overrides.set.push_back(columns_[j].path + "=" + scenario::number_text(drawn[j]));
  return scenario::load_text(yaml_, fmt::format("replicate {}", replicate), overrides, nullptr,
                             history);
}

void DrawnParameters::write(output::ResultsWriter& writer, int replicates) const {
  auto group = writer.add_group("parameters");
  const auto rows = static_cast<unsigned long long>(replicates);
  const auto width = static_cast<unsigned long long>(columns_.size());
  std::vector<std::int32_t> numbers;
  std::vector<double> values_drawn;
  for (int r = 0; r < replicates; ++r) {
    numbers.push_back(r);
    for (const double value : values(r)) values_drawn.push_back(value);
  }
  auto replicate = group.dataset("replicate", {hdf5::Type::int32, {rows}, {}});
  replicate.write({0}, {rows}, std::span<const std::int32_t>(numbers));
  replicate.make_scale("replicate");
  describe(replicate, output::replicate_variable());
  auto parameter =
      group.texts("parameter", column_texts(columns_, [](const Column& c) { return c.path; }));
  parameter.make_scale("parameter");
  describe(parameter, {"parameter", "1", "parameter", "Path of the value in the scenario."});
  auto value = group.dataset("value", {hdf5::Type::float64, {rows, width}, {}});
  value.write({0, 0}, {rows, width}, std::span<const double>(values_drawn));
  value.attach_scale(0, replicate);
  value.attach_scale(1, parameter);
  describe(value, {"value", "1", "value of the parameter",
                   "What the replicate drew, in the unit of the parameter."});
  auto prior =
      group.texts("prior", column_texts(columns_, [](const Column& c) { return c.prior_text; }));
  auto unit = group.texts("unit", column_texts(columns_, [](const Column& c) { return c.unit; }));
  prior.attach_scale(0, parameter);
  unit.attach_scale(0, parameter);
  describe(prior, {"prior", "1", "prior", "Distribution from which the value is drawn."});
  describe(unit, {"unit", "1", "unit", "Unit of the value."});
  for (auto* dataset : {&value, &prior, &unit, &replicate, &parameter}) dataset->close();
  writer.attribute("drawn_parameters", std::to_string(columns_.size()));
}

}  // namespace talentsim::ensemble
