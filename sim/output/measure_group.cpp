// SPDX-License-Identifier: MIT
#include "output/measure_group.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "output/annotate.h"
#include "output/hdf5_chunks.h"
#include "output/schema.h"

namespace talentsim::output {

namespace {

constexpr unsigned long long kChunkBytes = 1 << 20;  // HDF5's default chunk cache

unsigned long long product(const hdf5::Extents& extents) {
  return std::accumulate(extents.begin(), extents.end(), 1ULL, std::multiplies<>());
}

// One replicate a chunk, or less of it where that is too much to cache. `leading`: number of axes
// before those of one replicate.
hdf5::Extents chunk_of(const hdf5::Extents& extents, std::size_t leading) {
  hdf5::Extents chunk = extents;
  std::fill_n(chunk.begin(), leading, 1);
  for (auto& extent : chunk) {
    while (extent > 1 && product(chunk) * sizeof(std::int64_t) > kChunkBytes) {
      extent = (extent + 1) / 2;
    }
  }
  return chunk;
}

bool published(const stats::MeasureInfo& measure, const stats::Axes& axes) {
  return std::all_of(measure.axes.begin(), measure.axes.end(),
                     [&](stats::AxisKind axis) { return axes.extent(axis) > 0; });
}

}  // namespace

MeasureGroup::MeasureGroup(hdf5::Group group, const std::string& name, const Extent& extent)
    : group_(std::move(group)),
      name_(name),
      scale_(extent.scale),
      replicates_(extent.replicates),
      has_points_(!extent.points.empty()) {
  make_coordinates(extent);
  for (const stats::MeasureInfo& measure : stats::measures()) {
    if (measure.group == name && published(measure, extent.axes)) make_figure(measure, extent);
  }
}

void MeasureGroup::make_coordinates(const Extent& extent) {
  if (has_points_) describe(number_coordinate("point", extent.points), point_variable());
  std::vector<std::int32_t> replicates(static_cast<std::size_t>(extent.replicates));
  std::iota(replicates.begin(), replicates.end(), 0);
  describe(number_coordinate("replicate", replicates, extent.open_ended), replicate_variable());
  const auto& table = stats::measures();
  const bool monthly = std::any_of(table.begin(), table.end(), [&](const auto& measure) {
    return measure.group == name_ && measure.monthly;
  });
  if (!monthly) return;
  std::vector<std::int32_t> days;
  for (Month month : extent.months) days.push_back(month.days_since_epoch());
  hdf5::Dataset& month = number_coordinate("month", days);
  describe(month, month_variable());
  month.attribute("calendar", kCalendar);
  month.attribute("standard_name", "time");
}

template <class T>
hdf5::Dataset& MeasureGroup::number_coordinate(const std::string& name,
                                               const std::vector<T>& values, bool growing) {
  hdf5::Layout layout{hdf5::type_of<T>(), {values.size()}, {}, growing};
  if (growing) layout.chunk = layout.extents;
  hdf5::Dataset dataset = group_.dataset(name, layout);
  dataset.write({0}, {values.size()}, std::span<const T>(values));
  dataset.make_scale(name);
  return coordinates_[name] = std::move(dataset);
}

hdf5::Dataset& MeasureGroup::text_coordinate(const std::string& name,
                                             const std::vector<std::string>& values) {
  hdf5::Dataset dataset = group_.texts(name, values);
  dataset.make_scale(name);
  return coordinates_[name] = std::move(dataset);
}

hdf5::Dataset& MeasureGroup::axis_coordinate(stats::AxisKind kind, const stats::Axes& axes) {
  const Variable& variable = axis_variable(kind);
  const auto known = coordinates_.find(variable.name);
  if (known != coordinates_.end()) return known->second;
  const Labels labels = axis_labels(kind, axes);
  hdf5::Dataset* coordinate = nullptr;
  if (const auto* names = std::get_if<std::vector<std::string>>(&labels)) {
    coordinate = &text_coordinate(variable.name, *names);
  } else if (const auto* shares = std::get_if<std::vector<double>>(&labels)) {
    coordinate = &number_coordinate(variable.name, *shares);
  } else {
    coordinate = &number_coordinate(variable.name, std::get<std::vector<std::int32_t>>(labels));
  }
  describe(*coordinate, variable);
  return *coordinate;
}

void MeasureGroup::make_figure(const stats::MeasureInfo& measure, const Extent& extent) {
  Figure figure{.info = &measure, .dataset = {}, .row = {}};
  std::vector<const hdf5::Dataset*> scales;
  hdf5::Extents extents;
  if (has_points_) {
    scales.push_back(&coordinates_.at("point"));
    extents.push_back(extent.points.size());
  }
  scales.push_back(&coordinates_.at("replicate"));
  extents.push_back(static_cast<unsigned long long>(extent.replicates));
  const auto leading = extents.size();
  if (measure.monthly) {
    scales.push_back(&coordinates_.at("month"));
    figure.row.push_back(extent.months.size());
  }
  for (stats::AxisKind axis : measure.axes) {
    scales.push_back(&axis_coordinate(axis, extent.axes));
    figure.row.push_back(extent.axes.extent(axis));
  }
  extents.insert(extents.end(), figure.row.begin(), figure.row.end());
  figure.dataset = group_.dataset(
      measure.name, {hdf5::Type::int64, extents, chunk_of(extents, leading), extent.open_ended});
  for (unsigned axis = 0; axis < scales.size(); ++axis) {
    figure.dataset.attach_scale(axis, *scales[axis]);
  }
  describe(figure.dataset, {measure.name, measure.unit, measure.long_name, measure.definition});
  figure.dataset.attribute("role", role_name(measure.role));
  if (measure.monthly) figure.dataset.attribute("cell_methods", cell_methods(measure));
  figures_.push_back(std::move(figure));
}

hdf5::Extents MeasureGroup::start_of(int row) const {
  const auto place = static_cast<unsigned long long>(row);
  const auto replicates = static_cast<unsigned long long>(replicates_);
  return has_points_ ? hdf5::Extents{place / replicates, place % replicates} : hdf5::Extents{place};
}

void MeasureGroup::write_row(Figure& figure, int row, std::span<const std::int64_t> values) {
  hdf5::Extents offset = start_of(row), count(offset.size(), 1);
  offset.resize(offset.size() + figure.row.size(), 0);
  count.insert(count.end(), figure.row.begin(), figure.row.end());
  figure.dataset.write(offset, count, values);
}

void MeasureGroup::write_replicate(int replicate, const Record& record) {
  std::vector<std::int64_t> values;
  for (Figure& figure : figures_) {
    const auto& counts = record.figures[static_cast<std::size_t>(figure.info->measure)];
    const double scale = figure.info->persons ? scale_ : 1;
    values.resize(counts.size());
    std::transform(counts.begin(), counts.end(), values.begin(),
                   [&](std::int64_t count) { return in_the_real_city(count, scale); });
    write_row(figure, replicate, values);
  }
}

void MeasureGroup::copy_replicate(int row, const hdf5::Reader& from, int from_row) {
  for (Figure& figure : figures_) {
    const auto name = name_ + '/' + figure.info->name;
    hdf5::Extents offset = start_of(from_row), count(offset.size(), 1);
    if (hdf5::copy_chunks(from.dataset(name), offset, figure.dataset, start_of(row))) continue;
    offset.resize(offset.size() + figure.row.size(), 0);
    count.insert(count.end(), figure.row.begin(), figure.row.end());
    const auto values = from.numbers(name, offset, count);
    write_row(figure, row, values);
  }
}

void MeasureGroup::keep_replicates(int count) {
  const auto rows = static_cast<unsigned long long>(count);
  coordinates_.at("replicate").resize({rows});
  for (Figure& figure : figures_) {
    hdf5::Extents extents = {rows};
    extents.insert(extents.end(), figure.row.begin(), figure.row.end());
    figure.dataset.resize(extents);
  }
}

void MeasureGroup::close() {
  for (Figure& figure : figures_) figure.dataset.close();
  for (auto& [name, coordinate] : coordinates_) coordinate.close();
}

}  // namespace talentsim::output
