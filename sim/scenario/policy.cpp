// SPDX-License-Identifier: MIT
#include "scenario/policy.h"

#include <fmt/core.h>

#include <algorithm>

#include "scenario/catalogue.h"
#include "scenario/header.h"
#include "scenario/scalars.h"

namespace talentsim::scenario {
namespace {

const std::vector<std::string> kItemKeys = {"from", "note", "source", "set", "record"};
const std::vector<std::string> kRecordKeys = {"what", "from", "to"};

// One entry of `record`: a text and what it was and is.
void read_record(const Node& item, const std::string& where, Report& report) {
  if (item.broken) return;
  if (!item.is_mapping())
    return report.add(item.mark, fmt::format("{}: {} where a mapping with what, from and to is "
                                             "needed",
                                             where, what_is(item)));
  for (const Entry& entry : item.entries) {
    if (std::find(kRecordKeys.begin(), kRecordKeys.end(), entry.key) == kRecordKeys.end())
      report.add(entry.key_mark, fmt::format("unknown key '{}' in {}", entry.key, where) +
                                     did_you_mean(entry.key, kRecordKeys));
    else if (!entry.value.broken && (!entry.value.is_scalar() || entry.value.is_empty_scalar()))
      report.add(entry.value.mark, fmt::format("{}.{}: {} where a number or a text is needed",
                                               where, entry.key, what_is(entry.value)));
  }
  for (const char* key : {"what", "to"})
    if (item.find(key) == nullptr)
      report.add(item.mark,
                 fmt::format("missing key '{}' in {} (what changed, and to what)", key, where));
}

void read_records(const Node& list, const std::string& where, Report& report) {
  if (list.broken) return;
  if (!list.is_sequence())
    return report.add(list.mark, fmt::format("{}.record: {} where a list of mappings is needed",
                                             where, what_is(list)));
  if (list.items.empty())
    report.add(list.mark, fmt::format("{}.record: an empty list (leave it out)", where));
  for (std::size_t i = 0; i < list.items.size(); ++i)
    read_record(list.items[i], fmt::format("{}.record[{}]", where, i + 1), report);
}

const Node& or_empty(const Node* node) {
  static const Node empty;
  return node != nullptr ? *node : empty;
}

void read_item(const Node& item, const std::string& where, const std::string& label,
               std::vector<PolicyEntry>& out, Report& report) {
  if (item.broken) return;
  if (!item.is_mapping())
    return report.add(item.mark, fmt::format("{}: {} where a mapping with from and set is needed",
                                             where, what_is(item)));
  for (const Entry& entry : item.entries)
    if (std::find(kItemKeys.begin(), kItemKeys.end(), entry.key) == kItemKeys.end())
      report.add(entry.key_mark, fmt::format("unknown key '{}' in {}", entry.key, where) +
                                     did_you_mean(entry.key, kItemKeys));
  const Node *from = item.find("from"), *set = item.find("set"), *note = item.find("note"),
             *source = item.find("source"), *record = item.find("record");
  if (from == nullptr)
    report.add(item.mark,
               fmt::format("missing key 'from' in {} (the month from which it holds)", where));
  if (record != nullptr) read_records(*record, where, report);
  if (set == nullptr && record == nullptr)
    report.add(item.mark,
               fmt::format("missing key 'set' in {} (the values it sets, by path)", where));
  if (source != nullptr && source_texts(*source).empty())
    report.add(source->mark,
               fmt::format("{}.source: {} where a source is needed (a text or a list of texts)",
                           where, what_is(*source)));
  if (from == nullptr || from->broken) return;
  if ((set == nullptr && record == nullptr) || (set != nullptr && set->broken)) return;
  const auto month = read_month(*from);
  if (!month) return report.add(from->mark, fmt::format("{}.from: {}", where, month.problem));
  if (set != nullptr && !set->is_mapping())
    return report.add(set->mark,
                      fmt::format("{}.set: {} where a mapping of paths to values is needed", where,
                                  what_is(*set)));
  if (!out.empty() && month.value < out.back().from)
    report.add(from->mark, fmt::format("{}: dates out of order ({} after {})", where,
                                       month.value.text(), out.back().from.text()));
  PolicyEntry policy{month.value, or_empty(note), or_empty(source), {}, or_empty(record)};
  const Node credit = source != nullptr ? *source : scalar_node("policy in " + label, item.mark);
  if (set != nullptr)
    for (const Entry& entry : set->entries)
      policy.settings.push_back({split_path(entry.key), entry.key_mark, entry.value, credit, {}});
  out.push_back(std::move(policy));
}

void without_lines(Node& node) {
  node.mark.line = node.mark.column = 0;
  for (Node& item : node.items) without_lines(item);
  for (Entry& entry : node.entries) {
    entry.key_mark.line = entry.key_mark.column = 0;
    without_lines(entry.value);
  }
}

std::vector<std::string> names_in(const FieldInfo& field) {
  std::vector<std::string> names;
  for (const FieldInfo& child : field.children) names.push_back(child.name);
  return names;
}

std::vector<std::string> names_in(const Node* mapping) {
  std::vector<std::string> names;
  if (mapping != nullptr)
    for (const Entry& entry : mapping->entries)
      if (entry.key != "source" && entry.key != "note") names.push_back(entry.key);
  return names;
}

// One step down the catalogue; null, and a problem, when the key names nothing there.
const FieldInfo* step(const FieldInfo& field, const Setting& setting, std::size_t at,
                      const Node& tree, Report& report) {
  const std::string& key = setting.path[at];
  const std::string where =
      at == 0 ? "at the top level"
              : "in " + join_path({setting.path.begin(),
                                   setting.path.begin() + static_cast<std::ptrdiff_t>(at)});
  if (field.kind == FieldKind::entries) {
    const Node* mapping = &tree;
    for (std::size_t above = 0; above < at && mapping != nullptr; ++above)
      mapping = mapping->find(setting.path[above]);
    const auto names = names_in(mapping);
    if (std::find(names.begin(), names.end(), key) != names.end()) return &field.children.front();
    if (report.partial) return nullptr;
    report.add(setting.mark,
               fmt::format("no '{}' {} (schemes, pools and sectors are declared in their sections)",
                           key, where) +
                   did_you_mean(key, names));
    return nullptr;
  }
  if (field.kind == FieldKind::numbers_by_name)
    return &field;  // the names are data; the binder knows them
  if (field.children.empty() || field.kind == FieldKind::items) {
    report.add(setting.mark,
               fmt::format("nothing {} can be set (it is one value); set it as a whole", where));
    return nullptr;
  }
  if (const FieldInfo* child = field.child(key)) return child;
  report.add(setting.mark,
             fmt::format("unknown key '{}' {}", key, where) + did_you_mean(key, names_in(field)));
  return nullptr;
}

}  // namespace

std::vector<PolicyEntry> read_policy(const Node& list, const std::string& label, Report& report) {
  std::vector<PolicyEntry> out;
  if (list.broken) return out;
  if (!list.is_sequence()) {
    report.add(list.mark, fmt::format("policy: {} where a list is needed", what_is(list)));
    return out;
  }
  for (std::size_t i = 0; i < list.items.size(); ++i)
    read_item(list.items[i], fmt::format("policy[{}]", i + 1), label, out, report);
  return out;
}

std::vector<Setting> read_overrides(const std::vector<std::string>& texts, Report& report) {
  std::vector<Setting> out;
  for (const std::string& text : texts) {
    const Mark mark{std::make_shared<const std::string>("--set " + text), 0, 0};
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
      report.add(mark, "no '=' (write --set path=value)");
      continue;
    }
    std::vector<Problem> problems;
    auto value = parse_tree(text.substr(equals + 1), *mark.file, problems);
    for (const Problem& problem : problems) report.add(mark, problem.message);
    if (!value) continue;
    without_lines(*value);
    out.push_back({split_path(text.substr(0, equals)),
                   mark,
                   std::move(*value),
                   scalar_node("--set", mark),
                   {}});
  }
  return out;
}

bool check_path(const Setting& setting, const Node& tree, bool dated, Report& report) {
  const std::string& section = setting.path.front();
  if (dated &&
      std::find(header_keys().begin(), header_keys().end(), section) != header_keys().end()) {
    report.add(
        setting.mark,
        fmt::format("a policy cannot set '{}' (only the rules of the city have dates)", section));
    return false;
  }
  const FieldInfo* field = &catalogue();
  for (std::size_t at = 0; at < setting.path.size(); ++at) {
    field = step(*field, setting, at, tree, report);
    if (field == nullptr) return false;
    if (field->kind == FieldKind::numbers_by_name && at + 2 < setting.path.size()) {
      report.add(setting.mark,
                 fmt::format("'{}' is too long a path (a name ends it)", join_path(setting.path)));
      return false;
    }
  }
  const bool whole_entry = setting.path.size() == 2 && field->name == "*";
  const bool whole_section =
      setting.path.size() == 1 && !field->children.empty() && field->kind != FieldKind::items;
  if (whole_entry || whole_section) {
    report.add(setting.mark, fmt::format("'{}' is a whole section; set the values inside it",
                                         join_path(setting.path)));
    return false;
  }
  return true;
}

}  // namespace talentsim::scenario
