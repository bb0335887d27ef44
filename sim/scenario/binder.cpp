// SPDX-License-Identifier: MIT
// The fields: one function for each kind.
#include "scenario/binder.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

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

std::string range_text(const Range& range) {
  if (range.min == range.max) return number_text(range.min);
  if (range.max == kUnbounded) return "at least " + number_text(range.min);
  if (range.min == -kUnbounded) return "at most " + number_text(range.max);
  return fmt::format("{} to {}", number_text(range.min), number_text(range.max));
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
    if (read_bounded(node, found.path, spec, value)) out = value;
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

bool Binder::range(std::string_view name, Range& out, const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return false;
  const std::size_t before = report_.problems.size();
  const Node& node = *found.leaf.value;
  Range range;
  if (node.is_mapping()) {
    Binder inner(report_, &node, found.path, node.mark, source_for(&node, found.path));
    std::optional<double> min, max;
    inner.optional_number("min", min, {.unit = spec.unit, .meaning = "least value accepted"});
    inner.optional_number("max", max, {.unit = spec.unit, .meaning = "greatest value accepted"});
    range = {min.value_or(-kUnbounded), max.value_or(kUnbounded)};
    inner.expect(min || max, "neither min nor max is given", {});
    inner.expect(
        range.min <= range.max,
        fmt::format("min ({}) is above max ({})", number_text(range.min), number_text(range.max)),
        {});
    inner.finish();
  } else {
    double value = 0;
    if (read_bounded(node, found.path, spec, value)) range = {value, value};
    record(found, spec, Shape::single, {value}, range_text(range));
  }
  if (report_.problems.size() == before) out = range;
  leave(found, before);
  return true;
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
  } else if (at == words.end()) {
    std::string known;
    if (!words.empty() && words.size() <= kShownNumbers)
      known = fmt::format(" (one of {})", fmt::join(words, ", "));
    complain(found, fmt::format("'{}' is not known{}", reading.value, known) +
                        did_you_mean(reading.value, words));
  } else {
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

void Binder::section(std::string_view name, const std::function<void(Fields&)>& body,
                     const Spec& spec) {
  Found found = find(name, spec);
  const std::size_t before = report_.problems.size();
  if (found && !wants_mapping(found)) return leave(found, before);
  const Node* node = found ? found.leaf.value : nullptr;
  Binder inner(report_, node, path_to(name), node ? node->mark : mark_,
               source_for(found.node, path_to(name)));
  if (node != nullptr && found.node != node) inner.source_ = inner.source_for(node, inner.path_);
  if (node != nullptr && *spec.unit != '\0') {  // one unit said for all the values inside
    inner.allow({"unit"});
    check_unit(node->find("unit"), path_to(name), spec);
  }
  body(inner);
  inner.finish();
  if (found) leave(found, before);
}

void Binder::entries(std::string_view name,
                     const std::function<void(Fields&, const std::string&)>& body,
                     const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  if (!wants_mapping(found)) return leave(found, before);
  const auto source = source_for(found.leaf.value, found.path);
  for (const Entry& entry : found.leaf.value->entries) {
    if (entry.key == "source" || entry.key == "note") continue;
    const bool named = !entry.key.empty() && entry.key.size() <= 40 && entry.key[0] >= 'a' &&
                       entry.key[0] <= 'z' && !is_leaf_key(entry.key) &&
                       std::all_of(entry.key.begin(), entry.key.end(), [](char c) {
                         return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                       });
    const std::string path = fmt::format("{}.{}", found.path, entry.key);
    if (!named)
      report_.add(entry.key_mark, fmt::format("'{}' cannot be a name in {} (names are small "
                                              "letters, digits and _, a letter first, at most 40)",
                                              entry.key, found.path));
    if (!entry.value.is_mapping()) {
      if (!entry.value.broken)
        report_.add(entry.value.mark,
                    fmt::format("{}: {} where a mapping is needed", path, what_is(entry.value)));
      continue;
    }
    Binder inner(report_, &entry.value, path, entry.value.mark, source);
    inner.source_ = inner.source_for(&entry.value, path);
    body(inner, entry.key);
    inner.finish();
  }
  leave(found, before);
}

void Binder::items(std::string_view name, const std::function<void(Fields&, std::size_t)>& body,
                   const Spec& spec) {
  const Found found = find(name, spec);
  if (!found) return;
  const std::size_t before = report_.problems.size();
  const Node& list = *found.leaf.value;
  if (!list.is_sequence())
    complain(found, fmt::format("{} where a list of mappings is needed", what_is(list)));
  const auto source = source_for(found.node, found.path);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Node& item = list.items[i];
    const std::string path = fmt::format("{}[{}]", found.path, i + 1);
    if (!item.is_mapping()) {
      if (!item.broken)
        report_.add(item.mark,
                    fmt::format("{}: {} where a mapping is needed", path, what_is(item)));
      continue;
    }
    Binder inner(report_, &item, path, item.mark, source);
    inner.source_ = inner.source_for(&item, path);
    body(inner, i);
    inner.finish();
  }
  if (list.items.empty() && list.is_sequence()) record(found, spec, Shape::list, {}, "[]");
  leave(found, before);
}

void Binder::expect(bool ok, std::string_view problem, std::string_view at) {
  if (ok || mapping_ == nullptr) return;
  if (at.empty()) {
    if (report_.problems.size() == problems_at_start_)
      report_.add(mark_,
                  path_.empty() ? std::string(problem) : fmt::format("{}: {}", path_, problem));
    return;
  }
  for (const Visit& visit : visits_)
    if (visit.name == at && visit.node != nullptr && visit.clean)
      report_.add(visit.node->mark, fmt::format("{}: {}", path_to(at), problem));
}

}  // namespace talentsim::scenario
