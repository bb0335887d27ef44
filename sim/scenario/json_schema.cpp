// SPDX-License-Identifier: MIT
#include "scenario/json_schema.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "scenario/catalogue.h"
#include "scenario/header.h"
#include "support/json.h"

namespace talentsim::scenario {
namespace {

// The spellings that the reader takes (scalars.cpp, prior.cpp, binder_nested.cpp).
constexpr const char* kMonthPattern =
    "^(?:(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])|2200-(?:0[1-9]|1[0-2]))$";
constexpr const char* kName =
    "(?!(?:value|unit|prior|source|role|note)(?:[.]|$))[a-z][a-z0-9_]{0,39}";
constexpr const char* kPriorPattern =
    "^ *(?:uniform|normal|log_normal|beta) *[(] *-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]"
    "+)? *, *-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)? *[)]$";

constexpr std::size_t kShortText = 100;
constexpr const char* kEach = "-each";  // in the name of a definition: of the items of a list

Json refer_to(const std::string& name) { return Json::object({{"$ref", "#/definitions/" + name}}); }
Json any_of(std::vector<Json> choices) {
  return Json::object({{"anyOf", Json::array(std::move(choices))}});
}

bool has_open_names(const FieldInfo& field) {  // names of entries, which are data
  return field.words.size() == 1 && field.words.front() == "*";
}

std::string described(const FieldInfo& field) {
  std::string text = field.spec.meaning;
  const std::string unit = field.spec.unit;
  if (!unit.empty() && unit != "1") text += " [" + unit + "]";
  if (field.spec.behavioural) text += "; must have a source, and a prior when that is assumption";
  return text;
}

class Writer {
 public:
  std::string write() {
    Json properties = Json::object();
    properties.add(
        "extends",
        any_of(
            {Json::object({{"type", "string"}, {"pattern", "^[^/]"}}),
             Json::object({{"type", "array"},
                           {"items", Json::object({{"type", "string"}, {"pattern", "^[^/]"}})}})})
            .add("description",
                 "files on which this one stands, relative to it; the last "
                 "one wins"));
    for (const FieldInfo& field : catalogue().children)
      properties.add(field.name, define(field, field.name, field.name));
    properties.add("policy", policy());
    add_shared();
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
        {"then", complete(catalogue()).add("description", "a scenario in one file")},
        {"definitions", std::move(definitions_)},
    });
    return out.print();
  }

 private:
  // Defines the field under its path, and its children; the reference to it. `pattern`: how a
  // policy's dotted path to it looks.
  Json define(const FieldInfo& field, const std::string& path, const std::string& pattern) {
    std::vector<Json> choices = bare(field, path, pattern);
    for (std::size_t i = 0; i < choices.size(); ++i)  // each stands twice
      if (choices[i].one_line().size() > kShortText)
        choices[i] = shared(path + (i == 0 ? "-bare" : "-list"), std::move(choices[i]));
    choices.push_back(wrapped(field, choices));
    Json definition = any_of(std::move(choices));
    definition.add("description", described(field));
    const Json reference = shared(path, std::move(definition));
    const bool header = std::find(header_keys().begin(), header_keys().end(),
                                  path.substr(0, path.find_first_of(".-"))) != header_keys().end();
    const bool inside_items = path.find(kEach) != std::string::npos;
    const bool section = path.find('.') == std::string::npos &&
                         (field.kind == FieldKind::section || field.kind == FieldKind::entries);
    if (!header && !inside_items && !section) settable_.add("^" + pattern + "$", reference);
    return reference;
  }

  // What a section must hold when no other file can give it; an empty object when nothing.
  static Json complete(const FieldInfo& field) {
    Json out = Json::object();
    if (field.kind == FieldKind::entries) {
      Json entry = complete(field.children.front());
      if (!entry.empty())
        out.add("patternProperties", Json::object({{std::string("^") + kName + "$", entry}}));
    }
    if (field.kind != FieldKind::section) return out;
    Json needed = Json::array(), properties = Json::object();
    for (const FieldInfo& child : field.children) {
      if (child.spec.required) needed.add(child.name);
      Json inside = complete(child);
      if (!inside.empty()) properties.add(child.name, std::move(inside));
    }
    if (!needed.empty()) out.add("required", std::move(needed));
    if (!properties.empty()) out.add("properties", std::move(properties));
    const bool root = field.name.empty(), entry = field.name == "*";
    if (out.empty() || root || entry) return out;
    return any_of({Json::object({{"required", Json::array({"value"})}}), std::move(out)});
  }

  // The reference to a definition: the earlier one when another has the same content.
  Json shared(const std::string& name, Json definition) {
    const auto [at, fresh] = names_.emplace(definition.one_line(), name);
    if (fresh) definitions_.add(name, std::move(definition));
    return refer_to(at->second);
  }

  // {value, unit, prior, source, role, note}. Without the value it speaks of one in another file.
  Json wrapped(const FieldInfo& field, const std::vector<Json>& bare_choices) {
    Json properties = Json::object();
    properties.add("value", bare_choices.size() == 1 ? bare_choices.front() : any_of(bare_choices));
    const std::string unit = field.spec.unit;
    if (unit == "1")
      properties.add("unit", Json::object({{"enum", Json::array({"1", 1.0})}}));
    else if (!unit.empty())
      properties.add("unit", Json::object({{"enum", Json::array({unit})}}));
    for (const char* key : {"prior", "source", "role", "note"}) properties.add(key, refer_to(key));
    Json out = Json::object({{"type", "object"},
                             {"properties", std::move(properties)},
                             {"additionalProperties", false}});
    if (!field.children.empty())  // a mapping of fields cannot be told from a remark on one
      out.add("required", Json::array({"value"}));
    else
      out.add("minProperties", 1.0);
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
        return {number(field.spec), dated(field.spec)};
      case FieldKind::numbers:
        return {list(number(field.spec), field.size)};
      case FieldKind::numbers_by_name:
        return {by_name(field, path, pattern),
                list(number(field.spec), has_open_names(field) ? 0 : field.size)};
      case FieldKind::table:
        return {list(list(number(field.spec), field.columns), field.size)};
      case FieldKind::range:
        return {number(field.spec), mapping(field, path, pattern).add("minProperties", 1.0)};
      case FieldKind::choice:
        return {word(field)};
      case FieldKind::texts:
        return {list(texts_item(field), 0)};
      case FieldKind::section:
        return {mapping(field, path, pattern)};
      case FieldKind::entries:
        return {entries(field, path, pattern)};
      case FieldKind::items:
        return {list(mapping(field, path + kEach, pattern), 0)};
    }
    return {};
  }

  static Json number(const Spec& spec) {
    Json out = Json::object({{"type", spec.whole ? "integer" : "number"}});
    if (std::isfinite(spec.min)) out.add("minimum", spec.min);
    if (std::isfinite(spec.max)) out.add("maximum", spec.max);
    return out;
  }

  static Json list(Json item, std::size_t size) {
    Json out = Json::object({{"type", "array"}, {"items", std::move(item)}});
    if (size > 0) {
      out.add("minItems", static_cast<double>(size));
      out.add("maxItems", static_cast<double>(size));
    }
    return out;
  }

  static Json dated(const Spec& spec) {
    return Json::object({{"type", "object"},
                         {"patternProperties", Json::object({{kMonthPattern, number(spec)}})},
                         {"additionalProperties", false},
                         {"minProperties", 1.0},
                         {"description", "values by the month from which each holds"}});
  }

  static Json word(const FieldInfo& field) {
    if (has_open_names(field))
      return Json::object({{"type", "string"}, {"pattern", std::string("^") + kName + "$"}});
    return Json::object({{"enum", Json::texts(field.words)}});
  }

  static Json texts_item(const FieldInfo& field) {
    return field.spec.words == nullptr ? refer_to("text")
                                       : Json::object({{"enum", Json::texts(*field.spec.words)}});
  }

  // The numbers by name, each bare or with its own source.
  Json by_name(const FieldInfo& field, const std::string& path, const std::string& pattern) {
    FieldInfo one;
    one.name = "*";
    one.kind = FieldKind::number;
    one.spec = field.spec;
    const std::string name = has_open_names(field) ? kName : either(field.words);
    const Json item = define(one, path + ".NAME", pattern + "[.]" + name);
    Json properties = remarks(field);
    Json out = Json::object({{"type", "object"}});
    if (has_open_names(field))
      out.add("patternProperties", Json::object({{std::string("^") + kName + "$", item}}));
    else
      for (const std::string& each : field.words) properties.add(each, item);
    out.add("properties", std::move(properties));
    out.add("additionalProperties", false);
    return out;
  }

  static std::string either(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& each : words) out += (out.empty() ? "(?:" : "|") + each;
    return out + ")";
  }

  // What any mapping below the top may carry.
  static Json remarks(const FieldInfo& field) {
    Json out = Json::object({{"source", refer_to("source")}, {"note", refer_to("note")}});
    const std::string unit = field.spec.unit;
    const bool said_once =
        field.kind == FieldKind::section || field.kind == FieldKind::numbers_by_name;
    if (said_once && unit == "1")
      out.add("unit", Json::object({{"enum", Json::array({"1", 1.0})}}));
    else if (said_once && !unit.empty())
      out.add("unit", Json::object({{"enum", Json::array({unit})}}));
    return out;
  }

  // A mapping with the fixed keys of a section, a range or one item of a list.
  Json mapping(const FieldInfo& field, const std::string& path, const std::string& pattern) {
    Json properties = Json::object(), needed = Json::array();
    for (const FieldInfo& child : field.children) {
      FieldInfo bound = child;
      if (field.kind == FieldKind::range) bound.kind = FieldKind::optional_number;
      properties.add(child.name,
                     define(bound, path + "." + child.name, pattern + "[.]" + child.name));
      if (child.spec.required) needed.add(child.name);
    }
    for (const char* key : {"source", "note"}) properties.add(key, refer_to(key));
    const std::string unit = field.kind == FieldKind::section ? field.spec.unit : "";
    if (!unit.empty())
      properties.add(
          "unit",
          Json::object({{"enum", unit == "1" ? Json::array({"1", 1.0}) : Json::array({unit})}}));
    Json out = Json::object({{"type", "object"},
                             {"properties", std::move(properties)},
                             {"additionalProperties", false}});
    if (field.kind == FieldKind::items && !needed.empty())  // lists are given whole
      out.add("required", std::move(needed));
    return out;
  }

  Json entries(const FieldInfo& field, const std::string& path, const std::string& pattern) {
    const FieldInfo& one = field.children.front();
    const Json entry = mapping(one, path + ".NAME", pattern + "[.]" + kName);
    return Json::object(
        {{"type", "object"},
         {"properties", Json::object({{"source", refer_to("source")}, {"note", refer_to("note")}})},
         {"patternProperties", Json::object({{std::string("^") + kName + "$", entry}})},
         {"additionalProperties", false}});
  }

  // What changed in the world without changing a value of the model.
  static Json record() {
    Json item = Json::object({{"type", "object"},
                              {"properties", Json::object({{"what", refer_to("text")},
                                                           {"from", refer_to("text")},
                                                           {"to", refer_to("text")}})},
                              {"required", Json::array({"what", "to"})},
                              {"additionalProperties", false}});
    return Json::object({{"type", "array"},
                         {"items", std::move(item)},
                         {"minItems", 1.0},
                         {"description", "what changed without changing a value of the model"}});
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
                                      {"record", record()}})},
         {"required", Json::array({"from"})},
         {"anyOf", Json::array({Json::object({{"required", Json::array({"set"})}}),
                                Json::object({{"required", Json::array({"record"})}})})},
         {"additionalProperties", false}});
    return Json::object(
        {{"type", "array"},
         {"items", std::move(item)},
         {"description", "dated changes of the rules, in the order of their dates"}});
  }

  void add_shared() {
    const Json scalar = Json::object({{"type", Json::texts({"string", "number", "boolean"})}});
    const Json text =
        Json::object({{"type", Json::texts({"string", "number", "boolean"})}, {"minLength", 1.0}});
    definitions_.add("text", scalar);
    definitions_.add("month", Json::object({{"type", "string"},
                                            {"pattern", kMonthPattern},
                                            {"description", "a month, YYYY-MM"}}));
    definitions_.add(
        "source",
        any_of({text, Json::object({{"type", "array"}, {"items", text}, {"minItems", 1.0}})})
            .add("description",
                 "where the value comes from; assumption, or assumption and the reason, needs a "
                 "prior"));
    definitions_.add(
        "prior",
        Json::object(
            {{"type", "string"},
             {"pattern", kPriorPattern},
             {"description",
              "uniform(a, b), normal(mean, sd), log_normal(median, log_sd) or beta(a, b)"}}));
    definitions_.add(
        "role",
        Json::object(
            {{"enum", Json::texts({"input", "fitted"})},
             {"description", "fitted: chosen with published figures of the same series in view"}}));
    definitions_.add("note", Json::object({{"description", "a remark for readers"}}));
  }

  Json definitions_ = Json::object(), settable_ = Json::object();
  std::unordered_map<std::string, std::string> names_;  // of definitions, by their content
};

}  // namespace

std::string json_schema() { return Writer().write(); }

}  // namespace talentsim::scenario
