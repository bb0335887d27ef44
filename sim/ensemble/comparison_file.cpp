// SPDX-License-Identifier: MIT
#include "ensemble/comparison_file.h"

#include "ensemble/comparison_group.h"
#include "output/annotate.h"
#include "output/seal.h"
#include "version.h"

namespace talentsim::ensemble {
namespace {

using output::Variable;
using output::hdf5::Dataset;
using output::hdf5::File;
using output::hdf5::Group;
using output::hdf5::type_of;

constexpr const char* kFormat = "1.0";  // of files of differences

void write_header(File& file, const Comparison& comparison) {
  const auto text = [&](const char* name, std::string_view value) { file.attribute(name, value); };
  const std::int32_t replicates = comparison.replicates, replicate = comparison.options.replicate;
  text("title", "talentsim differences to: " + comparison.base_title);
  text("Conventions", output::kConventions);
  text("comparison_format_version", kFormat);
  text("source", std::string("talentsim ") + build::kVersion);
  text("git_commit", build::kGitCommit);
  text("base", comparison.base_file);
  text("base_title", comparison.base_title);
  text("seed", comparison.seed);
  file.attribute("replicates", std::span<const std::int32_t>(&replicates, 1));
  file.attribute("scale", std::span<const double>(&comparison.scale, 1));
  file.attribute("affected_replicate", std::span<const std::int32_t>(&replicate, 1));
}

void write_figures(File& file, const Comparison& comparison) {
  for (const auto& name : output::measure_groups()) {
    std::optional<ComparisonGroup> group;
    std::size_t first = 0;  // place among the cells, which are in the order of the shapes
    for (const auto& [measure, shape] : comparison.shapes) {
      if (shape.info->group == name) {
        if (!group) group.emplace(file.group(name), comparison);
        group->write(shape, first);
      }
      first += comparison.periods.size() * shape.cells;
    }
    if (group) group->close();
  }
}

// People whose outcome differs, one column a field, as the event log has them.
class AffectedGroup {
 public:
  explicit AffectedGroup(Group group) : group_(std::move(group)) {}

  template <class T>
  Dataset& column(const Variable& variable, const std::vector<T>& values) {
    constexpr unsigned long long kChunk = 16384;
    auto& dataset = columns_.emplace_back(
        group_.dataset(variable.name, {type_of<T>(), {0}, {kChunk}, /*growing=*/true}));
    output::describe(dataset, variable);
    if (columns_.size() == 1)
      dataset.make_scale(variable.name);
    else
      dataset.attach_scale(0, columns_.front());
    if (values.empty()) return dataset;
    dataset.extend(values.size());
    dataset.write({0}, {values.size()}, std::span<const T>(values));
    return dataset;
  }
  void close() {
    for (auto& dataset : columns_) dataset.close();
  }

 private:
  Group group_;
  std::vector<Dataset> columns_;
};

void write_affected(File& file, const Comparison& comparison) {
  std::vector<std::int32_t> records, variants;
  std::vector<std::int64_t> persons;
  std::vector<std::int8_t> before, after, turns;
  bool known = false;
  for (std::size_t v = 0; v < comparison.variants.size(); ++v) {
    if (!comparison.variants[v].affected) continue;
    known = true;
    for (const auto& change : comparison.variants[v].affected->changes) {
      records.push_back(static_cast<std::int32_t>(records.size()));
      variants.push_back(static_cast<std::int32_t>(v));
      persons.push_back(static_cast<std::int64_t>(change.person));
      before.push_back(static_cast<std::int8_t>(change.base));
      after.push_back(static_cast<std::int8_t>(change.variant));
      turns.push_back(static_cast<std::int8_t>(turn_of(change)));
    }
  }
  if (!known) return;
  AffectedGroup group(file.group("affected"));
  group.column({"record", "1", "record", "Place in the list, from 0."}, records);
  group.column({"variant", "1", "variant", "Place of the variant on that axis, from 0."}, variants);
  group.column({"person", "1", "key of the person",
                "The same person in base and variant; talentsim trace tells the life."},
               persons);
  const auto outcome = [&](const Variable& variable, const std::vector<std::int8_t>& values) {
    output::add_flags(group.column(variable, values), 0, outcome_names());
  };
  outcome({"base_outcome", "1", "outcome under the base",
           "Where the base's event log leaves the person, by flag_values and flag_meanings."},
          before);
  outcome({"variant_outcome", "1", "outcome under the variant",
           "Where the variant's event log leaves the person, by flag_values and flag_meanings."},
          after);
  output::add_flags(group.column({"turn", "1", "gain, loss or other",
                                  "Of the right to be in the city at the end; one replicate's "
                                  "realisation."},
                                 turns),
                    0, {turn_name(Turn::gain), turn_name(Turn::loss), turn_name(Turn::other)});
  group.close();
}

}  // namespace

void write(const Comparison& comparison, output::PendingFile& pending) {
  File file(pending.temporary().string());
  write_header(file, comparison);
  write_figures(file, comparison);
  write_affected(file, comparison);
  file.close();
  output::seal(pending.temporary());
  pending.publish();
}

}  // namespace talentsim::ensemble
