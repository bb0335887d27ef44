// SPDX-License-Identifier: MIT
// The results format: coordinates, event columns, attributes. The figures themselves are in
// stats/measures.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "output/hdf5_file.h"
#include "stats/measures.h"
#include "support/month.h"

namespace talentsim::output {

// Raised in its first part when a reader of older files has to change.
constexpr const char* kFormatVersion = "1.3";
constexpr const char* kConventions = "CF-1.10";
// Day 0 is R's and Unix's, so the numbers are dates there as they stand.
constexpr const char* kTimeUnits = "days since 1970-01-01";
constexpr const char* kCalendar = "proleptic_gregorian";

struct Variable {
  const char* name;
  const char* units;
  const char* long_name;
  const char* definition;
};

const Variable& axis_variable(stats::AxisKind kind);
const Variable& replicate_variable();
const Variable& point_variable();  // of a sweep
const Variable& month_variable();

using Labels =
    std::variant<std::vector<std::string>, std::vector<double>, std::vector<std::int32_t>>;
Labels axis_labels(stats::AxisKind kind, const stats::Axes& axes);

const char* role_name(stats::Role role);
std::string cell_methods(const stats::MeasureInfo& measure);  // empty: none applies

// One column of the event log.
enum class EventField : std::uint8_t {
  record,
  replicate,
  month,
  person,
  household,
  event,
  scheme,
  detail,
  ordinal,
  sector,
  skill,
  age_years,
  sex
};
struct EventColumn {
  EventField field;
  hdf5::Type type;
  Variable variable;
};
const std::vector<EventColumn>& event_columns();  // the first is the coordinate of the others

// Groups of figures, in order; `events` and `provenance` are apart.
const std::vector<std::string>& measure_groups();

struct RootAttribute {
  const char* name;
  const char* meaning;
  bool differs_between_runs = false;  // of one scenario, seed and build
};
const std::vector<RootAttribute>& root_attributes();

// docs/results_format.md.
std::string results_format_markdown();

}  // namespace talentsim::output
