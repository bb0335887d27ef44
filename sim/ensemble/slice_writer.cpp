// SPDX-License-Identifier: MIT
#include "ensemble/slice_writer.h"

#include <numeric>

#include "output/schema.h"
#include "run/run.h"

namespace talentsim::ensemble {
namespace {

namespace hdf5 = output::hdf5;

void describe(hdf5::Dataset& dataset, const output::Variable& variable) {
  dataset.attribute("units", variable.units);
  dataset.attribute("long_name", variable.long_name);
  dataset.attribute("definition", variable.definition);
}

std::vector<std::int32_t> numbers(int first, int end) {
  std::vector<std::int32_t> points(static_cast<std::size_t>(end - first));
  std::iota(points.begin(), points.end(), first);
  return points;
}

void write_design(hdf5::Group group, const Plan& plan, int first, int end) {
  const auto points = numbers(first, end);
  const auto rows = static_cast<unsigned long long>(points.size());
  const auto columns = static_cast<unsigned long long>(plan.paths.size());
  auto point = group.dataset("point", {hdf5::Type::int32, {rows}, {}});
  point.write({0}, {rows}, std::span<const std::int32_t>(points));
  point.make_scale("point");
  describe(point, output::point_variable());
  auto parameter = group.texts("parameter", plan.paths);
  parameter.make_scale("parameter");
  describe(parameter, {"parameter", "1", "parameter", "Path of the value in the scenario."});

  auto values = group.dataset("value", {hdf5::Type::float64, {rows, columns}, {}});
  auto seeds = group.dataset("seed", {hdf5::Type::int64, {rows}, {}});
  for (unsigned long long i = 0; i < rows; ++i) {
    const auto row = static_cast<std::size_t>(first) + i;
    values.write({i, 0}, {1, columns}, std::span<const double>(plan.matrix[row]));
    const auto seed = static_cast<std::int64_t>(plan.seeds[row]);
    seeds.write({i}, {1}, std::span<const std::int64_t>(&seed, 1));
  }
  values.attach_scale(0, point);
  values.attach_scale(1, parameter);
  seeds.attach_scale(0, point);
  describe(values, {"value", "1", "value of the parameter",
                    "What the point sets, in the unit of the parameter."});
  describe(seeds, {"seed", "1", "seed", "Seed of all random draws of the point."});
  for (auto* dataset : {&values, &seeds, &point, &parameter}) dataset->close();
}

}  // namespace

std::unique_ptr<output::ResultsWriter> points_writer(const Plan& plan,
                                                     const scenario::Scenario& base, int first,
                                                     int end, const output::Header& header,
                                                     const std::filesystem::path& path,
                                                     bool force) {
  auto writer = std::make_unique<output::ResultsWriter>(
      path, header, run::axes_of(base), base.output.groups, run::months_of(base), base.replicates,
      false, force, numbers(first, end));
  writer->attribute("plan_title", plan.title);
  writer->attribute("plan_sha256", plan.sha256);
  write_design(writer->add_group("design"), plan, first, end);
  return writer;
}

}  // namespace talentsim::ensemble
