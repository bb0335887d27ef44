// SPDX-License-Identifier: MIT
// The fields that hold values: one function for each kind.
#include "scenario/binder.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenario/scalars.h"

namespace talentsim::scenario {
namespace {

constexpr std::size_t kShownNumbers = 12;

std::string list_text(const std::vector<double>& values) {
  if (values.size() > kShownNumbers) return fmt::format("{} numbers", values.size());
  std::string out = "[";
  for (std::size_t i = 0; i < values.size(); ++i)
    out += (i > 0 ? ", " : "") + number_text(values[i]);
  return out + "]";
}

std::string series_text(const Series& series) {
  if (series.steps.size() == 1) return number_text(series.steps.front().second);
  if (series.steps.size() > kShownNumbers)
    return fmt::format("{} values from {} to {}", series.steps.size(),
                       series.steps.front().first.text(), series.steps.back().first.text());
  std::string out;
  for (const auto& [month, value] : series.steps)
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", month.text(), number_text(value));
  return out;
}

// Other words for none.
bool means_no_limit(const Node& node) {
  static const std::vector<std::string> words = {"",          "None", "NONE",      "no",
                                                 "unlimited", "null", "unbounded", "no limit"};
  return std::find(words.begin(), words.end(), node.text) != words.end();
}

}  // namespace

void Binder::number(std::string_view name, double& out, const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return record_default(name, spec, number_text(out));
  const std::size_t before = report_.problems.size();
  double value = out;
  if (read_bounded(*found.leaf.value, found.path, spec, value)) out = value;
  record(found, spec, Shape::single, {value}, number_text(value));
  leave(found, before);
}

void Binder::optional_number(std::string_view name, std::optional<double>& out, const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  const Node& node = *found.leaf.value;
  if (node.is_scalar() && !node.quoted && node.text == "none") {
    out.reset();
    record(found, spec, Shape::list, {}, "none");
  } else {
    double value = 0;
    if (node.is_scalar() && means_no_limit(node))
      complain(found, fmt::format("{} where a number or none is needed; write none for no limit",
                                  what_is(node)));
    else if (read_bounded(node, found.path, spec, value))
      out = value;
    record(found, spec, Shape::single, {value}, number_text(value));
  }
  leave(found, before);
}

void Binder::flag(std::string_view name, bool& out, const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  const auto reading = read_flag(*found.leaf.value);
  if (reading) out = reading.value;
  if (!reading) complain(found, reading.problem);
  record(found, spec, Shape::list, {}, out ? "true" : "false");
  leave(found, before);
}

void Binder::text(std::string_view name, std::string& out, const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  auto reading = read_text(*found.leaf.value);
  if (reading) out = std::move(reading.value);
  if (!reading) complain(found, reading.problem);
  leave(found, before);
}

void Binder::month(std::string_view name, Month& out, const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  const auto reading = read_month(*found.leaf.value);
  if (reading) out = reading.value;
  if (!reading) complain(found, reading.problem);
  record(found, spec, Shape::list, {}, out.text());
  leave(found, before);
}

void Binder::series(std::string_view name, Series& out, const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  Series series;
  if (found.leaf.value->is_mapping()) {
    read_dated(found, spec, series);
  } else if (found.leaf.value->is_sequence()) {
    complain(found,
             "a list where a number or dated numbers are needed; write {2022-12: 5, 2024-01: 7}");
  } else {
    double value = 0;
    if (read_bounded(*found.leaf.value, found.path, spec, value))
      series.steps.emplace_back(Month(), value);
  }
  std::vector<double> values;
  for (const auto& step : series.steps) values.push_back(step.second);
  record(found, spec, Shape::series, values, series.steps.empty() ? "" : series_text(series));
  if (report_.problems.size() == before) out = std::move(series);
  leave(found, before);
}

void Binder::numbers(std::string_view name, std::vector<double>& out, std::size_t size, double sum,
                     const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  std::vector<double> values;
  read_list(*found.leaf.value, found.path, size, sum, spec, values);
  record(found, spec, Shape::list, values, list_text(values));
  if (report_.problems.size() == before) out = std::move(values);
  leave(found, before);
}

void Binder::numbers_by_name(std::string_view name, std::vector<double>& out,
                             const std::vector<std::string>& names, double sum, const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  std::vector<double> values(names.size(), 0.0);
  if (found.leaf.value->is_sequence()) {
    read_list(*found.leaf.value, found.path, names.size(), sum, spec, values);
  } else if (read_named(found, names, spec, values)) {
    check_sum(*found.leaf.value, found.path, values, sum);
  }
  record_named(found, names, spec, values);
  if (report_.problems.size() == before) out = std::move(values);
  leave(found, before);
}

void Binder::table(std::string_view name, std::vector<std::vector<double>>& out, std::size_t rows,
                   std::size_t columns, double row_sum, const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  const Node& node = *found.leaf.value;
  std::vector<std::vector<double>> values(node.items.size());
  if (!node.is_sequence()) {
    complain(found, fmt::format("{} where a list of {} lists is needed", what_is(node), rows));
  } else if (node.items.size() != rows) {
    complain(found, fmt::format("{} ({} are needed)", counted(node.items.size(), "row"), rows));
  } else {
    for (std::size_t r = 0; r < rows; ++r)
      read_list(node.items[r], fmt::format("{}[{}]", found.path, r + 1), columns, row_sum, spec,
                values[r]);
  }
  record(found, spec, Shape::list, {}, fmt::format("table of {} by {}", rows, columns));
  if (report_.problems.size() == before) out = std::move(values);
  leave(found, before);
}

void Binder::choice(std::string_view name, int& out, const std::vector<std::string>& words,
                    const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  const auto reading = read_text(*found.leaf.value);
  const auto at = std::find(words.begin(), words.end(), reading.value);
  if (!reading) {
    complain(found, reading.problem);
  } else if (at == words.end() && !report_.partial) {
    std::string known;
    if (words.size() <= kShownNumbers)
      for (const std::string& word : words)
        known.append(known.empty() ? " (one of " : ", ").append(word);
    if (!known.empty()) known += ')';
    complain(found, fmt::format("'{}' is not known{}", reading.value, known) +
                        did_you_mean(reading.value, words));
  } else if (at != words.end()) {
    out = static_cast<int>(at - words.begin());
    record(found, spec, Shape::list, {}, reading.value);
  }
  leave(found, before);
}

void Binder::texts(std::string_view name, std::vector<std::string>& out, const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  std::vector<std::string> values;
  if (!found.leaf.value->is_sequence())
    complain(found, fmt::format("{} where a list of texts is needed", what_is(*found.leaf.value)));
  for (const Node& item : found.leaf.value->items) {
    auto reading = read_text(item);
    if (!reading) report_.add(item.mark, fmt::format("{}: {}", found.path, reading.problem));
    values.push_back(std::move(reading.value));
  }
  if (report_.problems.size() == before) out = std::move(values);
  leave(found, before);
}

}  // namespace talentsim::scenario
