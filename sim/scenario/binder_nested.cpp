// SPDX-License-Identifier: MIT
// The fields that hold other fields: ranges, sections, entries by name, items of lists.
#include <fmt/core.h>

#include <algorithm>

#include "scenario/binder.h"
#include "scenario/scalars.h"

namespace talentsim::scenario {
namespace {

std::string range_text(const Range& range) {
  if (range.min == range.max) return number_text(range.min);
  if (range.max == kUnbounded) return "at least " + number_text(range.min);
  if (range.min == -kUnbounded) return "at most " + number_text(range.max);
  return fmt::format("{} to {}", number_text(range.min), number_text(range.max));
}

}  // namespace

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
  } else if (node.is_sequence()) {
    complain(found, "a list where a number or a mapping is needed; write {min: 18, max: 40}");
  } else {
    double value = 0;
    if (read_bounded(node, found.path, spec, value)) range = {value, value};
    record(found, spec, Shape::single, {value}, range_text(range));
  }
  if (report_.problems.size() == before) out = range;
  leave(found, before);
  return true;
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
