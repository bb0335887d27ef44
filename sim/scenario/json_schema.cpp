// SPDX-License-Identifier: MIT
#include "scenario/json_schema.h"

#include <algorithm>
#include <unordered_map>

#include "scenario/header.h"
#include "scenario/schema_parts.h"

namespace talentsim::scenario {
namespace {

using schema::any_of;
using schema::by_any_name;
using schema::has_open_names;
using schema::Json;
using schema::kName;
using schema::list;
using schema::number;
using schema::refer_to;
using schema::with;

constexpr std::size_t kShortText = 100;
constexpr const char* kEach = "-each";  // in the name of a definition: of the items of a list

class Writer {
 public:
  std::string write() {
    const Json file = Json::object({{"type", "string"}, {"pattern", "^[^/]"}});
    Json properties = Json::object();
    properties["extends"] =
        with(any_of({file, Json::object({{"type", "array"}, {"items", file}})}), "description",
             "files on which this one stands, relative to it; the last one wins");
    for (const FieldInfo& field : catalogue().children)
      properties[field.name] = define(field, field.name, field.name);
    properties["policy"] = policy();
    schema::add_shared(definitions_);
    Json out = Json::object({
        {"$schema", "http://json-schema.org/draft-07/schema#"},
        {"title", "talentsim scenario"},
        {"description",
         "One file of a scenario. Sums, names declared in other files, the order of dates and what "
         "is missing altogether are checked by: talentsim check FILE"},
        {"type", "object"},
        {"properties", std::move(properties)},
        {"additionalProperties", false},
        {"if", Json::object({{"required", Json::array({"period"})},
                             {"not", Json::object({{"required", Json::array({"extends"})}})}})},
        {"then", with(complete(catalogue()), "description", "a scenario in one file")},
        {"definitions", std::move(definitions_)},
    });
    return out.dump(1) + '\n';
  }

 private:
  // Defines the field under its path, and its children; the reference to it. `pattern`: how a
  // policy's dotted path to it looks.
  Json define(const FieldInfo& field, const std::string& path, const std::string& pattern) {
    std::vector<Json> choices = bare(field, path, pattern);
    for (std::size_t i = 0; i < choices.size(); ++i)  // each stands twice
      if (choices[i].dump().size() > kShortText)
        choices[i] = shared(path + (i == 0 ? "-bare" : "-list"), std::move(choices[i]));
    choices.push_back(wrapped(field, choices));
    const Json reference =
        shared(path, with(any_of(std::move(choices)), "description", schema::described(field)));
    const bool header = std::find(header_keys().begin(), header_keys().end(),
                                  path.substr(0, path.find_first_of(".-"))) != header_keys().end();
    const bool inside_items = path.find(kEach) != std::string::npos;
    const bool section = path.find('.') == std::string::npos &&
                         (field.kind == FieldKind::section || field.kind == FieldKind::entries);
    if (!header && !inside_items && !section) settable_["^" + pattern + "$"] = reference;
    return reference;
  }

  // What a section must hold when no other file can give it; an empty object when nothing.
  static Json complete(const FieldInfo& field) {
    Json out = Json::object();
    if (field.kind == FieldKind::entries) {
      Json entry = complete(field.children.front());
      if (!entry.empty()) out["patternProperties"] = by_any_name(std::move(entry));
    }
    if (field.kind != FieldKind::section) return out;
    Json needed = Json::array(), properties = Json::object();
    for (const FieldInfo& child : field.children) {
      if (child.spec.required) needed.push_back(child.name);
      Json inside = complete(child);
      if (!inside.empty()) properties[child.name] = std::move(inside);
    }
    if (!needed.empty()) out["required"] = std::move(needed);
    if (!properties.empty()) out["properties"] = std::move(properties);
    const bool root = field.name.empty(), entry = field.name == "*";
    if (out.empty() || root || entry) return out;
    return any_of({Json::object({{"required", Json::array({"value"})}}), std::move(out)});
  }

  // The reference to a definition: the earlier one when another has the same content.
  Json shared(const std::string& name, Json definition) {
    const auto [at, fresh] = names_.emplace(definition.dump(), name);
    if (fresh) definitions_[name] = std::move(definition);
    return refer_to(at->second);
  }

  // {value, unit, prior, source, role, note}. Without the value it speaks of one in another file.
  Json wrapped(const FieldInfo& field, const std::vector<Json>& bare_choices) {
    Json properties = Json::object();
    properties["value"] = bare_choices.size() == 1 ? bare_choices.front() : any_of(bare_choices);
    if (*field.spec.unit != '\0') properties["unit"] = schema::unit(field.spec.unit);
    for (const char* key : {"prior", "source", "role", "note"}) properties[key] = refer_to(key);
    Json out = Json::object({{"type", "object"},
                             {"properties", std::move(properties)},
                             {"additionalProperties", false}});
    if (!field.children.empty())  // a mapping of fields cannot be told from a remark on one
      out["required"] = Json::array({"value"});
    else
      out["minProperties"] = 1;
    return out;
  }

  std::vector<Json> bare(const FieldInfo& field, const std::string& path,
                         const std::string& pattern) {
    switch (field.kind) {
      case FieldKind::number:
        return {number(field.spec)};
      case FieldKind::optional_number:
        return {number(field.spec), Json::object({{"const", "none"}})};
      case FieldKind::flag:
        return {Json::object({{"type", "boolean"}})};
      case FieldKind::text:
        return {refer_to("text")};
      case FieldKind::month:
        return {refer_to("month")};
      case FieldKind::series:
        return {number(field.spec), schema::dated(field.spec)};
      case FieldKind::numbers:
        return {list(number(field.spec), field.size)};
      case FieldKind::numbers_by_name:
        return {by_name(field, path, pattern),
                list(number(field.spec), has_open_names(field) ? 0 : field.size)};
      case FieldKind::table:
        return {list(list(number(field.spec), field.columns), field.size)};
      case FieldKind::range:
        return {number(field.spec), with(mapping(field, path, pattern), "minProperties", 1)};
      case FieldKind::choice:
        return {schema::word(field)};
      case FieldKind::texts:
        return {list(schema::texts_item(field), 0)};
      case FieldKind::section:
        return {mapping(field, path, pattern)};
      case FieldKind::entries:
        return {entries(field, path, pattern)};
      case FieldKind::items:
        return {list(mapping(field, path + kEach, pattern), 0)};
    }
    return {};
  }

  // The numbers by name, each bare or with its own source.
  Json by_name(const FieldInfo& field, const std::string& path, const std::string& pattern) {
    FieldInfo one;
    one.name = "*";
    one.kind = FieldKind::number;
    one.spec = field.spec;
    const std::string name = has_open_names(field) ? kName : schema::either(field.words);
    const Json item = define(one, path + ".NAME", pattern + "[.]" + name);
    Json properties = remarks(field);
    Json out = Json::object({{"type", "object"}});
    if (has_open_names(field))
      out["patternProperties"] = by_any_name(item);
    else
      for (const std::string& each : field.words) properties[each] = item;
    out["properties"] = std::move(properties);
    out["additionalProperties"] = false;
    return out;
  }

  // What any mapping below the top may carry.
  static Json remarks(const FieldInfo& field) {
    Json out = Json::object({{"source", refer_to("source")}, {"note", refer_to("note")}});
    const bool said_once =
        field.kind == FieldKind::section || field.kind == FieldKind::numbers_by_name;
    if (said_once && *field.spec.unit != '\0') out["unit"] = schema::unit(field.spec.unit);
    return out;
  }

  // A mapping with the fixed keys of a section, a range or one item of a list.
  Json mapping(const FieldInfo& field, const std::string& path, const std::string& pattern) {
    Json properties = Json::object(), needed = Json::array();
    for (const FieldInfo& child : field.children) {
      FieldInfo bound = child;
      if (field.kind == FieldKind::range) bound.kind = FieldKind::optional_number;
      properties[child.name] = define(bound, path + "." + child.name, pattern + "[.]" + child.name);
      if (child.spec.required) needed.push_back(child.name);
    }
    for (const char* key : {"source", "note"}) properties[key] = refer_to(key);
    if (field.kind == FieldKind::section && *field.spec.unit != '\0')
      properties["unit"] = schema::unit(field.spec.unit);
    Json out = Json::object({{"type", "object"},
                             {"properties", std::move(properties)},
                             {"additionalProperties", false}});
    if (field.kind == FieldKind::items && !needed.empty())  // lists are given whole
      out["required"] = std::move(needed);
    return out;
  }

  Json entries(const FieldInfo& field, const std::string& path, const std::string& pattern) {
    const FieldInfo& one = field.children.front();
    const Json entry = mapping(one, path + ".NAME", pattern + "[.]" + kName);
    return Json::object(
        {{"type", "object"},
         {"properties", Json::object({{"source", refer_to("source")}, {"note", refer_to("note")}})},
         {"patternProperties", by_any_name(entry)},
         {"additionalProperties", false}});
  }

  Json policy() {
    Json set = Json::object(
        {{"type", "object"},
         {"patternProperties", std::move(settable_)},
         {"additionalProperties", false},
         {"description", "values by dotted path, such as schemes.NAME.annual_quota: 0"}});
    Json item = Json::object(
        {{"type", "object"},
         {"properties", Json::object({{"from", refer_to("month")},
                                      {"note", refer_to("note")},
                                      {"source", refer_to("source")},
                                      {"set", std::move(set)},
                                      {"record", schema::record()}})},
         {"required", Json::array({"from"})},
         {"anyOf", Json::array({Json::object({{"required", Json::array({"set"})}}),
                                Json::object({{"required", Json::array({"record"})}})})},
         {"additionalProperties", false}});
    return Json::object(
        {{"type", "array"},
         {"items", std::move(item)},
         {"description", "dated changes of the rules, in the order of their dates"}});
  }

  Json definitions_ = Json::object(), settable_ = Json::object();
  std::unordered_map<std::string, std::string> names_;  // of definitions, by their content
};

}  // namespace

std::string json_schema() { return Writer().write(); }

}  // namespace talentsim::scenario
