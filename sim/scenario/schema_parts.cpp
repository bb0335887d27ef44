// SPDX-License-Identifier: MIT
#include "scenario/schema_parts.h"

#include <cmath>
#include <cstdint>

namespace talentsim::scenario::schema {
namespace {

// The spellings that the reader takes (scalars.cpp, prior.cpp, binder_nested.cpp).
constexpr const char* kPriorPattern =
    "^ *(?:uniform|normal|log_normal|beta) *[(] *-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]"
    "+)? *, *-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)? *[)]$";

constexpr double kMostWhole = 9'007'199'254'740'992;  // 2^53: whole numbers below it are exact

// Whole bounds are written without a point.
Json bound(double value) {
  const bool whole = std::abs(value) < kMostWhole && value == std::trunc(value);
  return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

}  // namespace

Json refer_to(const std::string& name) { return Json::object({{"$ref", "#/definitions/" + name}}); }

Json any_of(std::vector<Json> choices) { return Json::object({{"anyOf", std::move(choices)}}); }

Json with(Json schema, const char* key, Json value) {
  schema[key] = std::move(value);
  return schema;
}

Json by_any_name(Json entry) {
  return Json::object({{std::string("^") + kName + "$", std::move(entry)}});
}

bool has_open_names(const FieldInfo& field) {
  return field.words.size() == 1 && field.words.front() == "*";
}

std::string either(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& each : words) out += (out.empty() ? "(?:" : "|") + each;
  return out + ")";
}

std::string described(const FieldInfo& field) {
  std::string text = field.spec.meaning;
  const std::string unit = field.spec.unit;
  if (!unit.empty() && unit != "1") text += " [" + unit + "]";
  if (field.spec.read_once) text += "; read once, at the start: no policy can change it later";
  if (field.spec.behavioural) text += "; must have a source, and a prior when that is assumption";
  return text;
}

Json number(const Spec& spec) {
  Json out = Json::object({{"type", spec.whole ? "integer" : "number"}});
  if (std::isfinite(spec.min)) out["minimum"] = bound(spec.min);
  if (std::isfinite(spec.max)) out["maximum"] = bound(spec.max);
  return out;
}

Json list(Json item, std::size_t size) {
  Json out = Json::object({{"type", "array"}, {"items", std::move(item)}});
  if (size > 0) {
    out["minItems"] = size;
    out["maxItems"] = size;
  }
  return out;
}

Json dated(const Spec& spec) {
  return Json::object({{"type", "object"},
                       {"patternProperties", Json::object({{kMonthPattern, number(spec)}})},
                       {"additionalProperties", false},
                       {"minProperties", 1},
                       {"description", "values by the month from which each holds"}});
}

Json word(const FieldInfo& field) {
  if (has_open_names(field))
    return Json::object({{"type", "string"}, {"pattern", std::string("^") + kName + "$"}});
  return Json::object({{"enum", field.words}});
}

Json texts_item(const FieldInfo& field) {
  return field.spec.words == nullptr ? refer_to("text")
                                     : Json::object({{"enum", *field.spec.words}});
}

Json unit(const std::string& name) {
  return Json::object({{"enum", name == "1" ? Json::array({"1", 1}) : Json::array({name})}});
}

Json record() {
  Json item = Json::object({{"type", "object"},
                            {"properties", Json::object({{"what", refer_to("text")},
                                                         {"from", refer_to("text")},
                                                         {"to", refer_to("text")}})},
                            {"required", Json::array({"what", "to"})},
                            {"additionalProperties", false}});
  return Json::object({{"type", "array"},
                       {"items", std::move(item)},
                       {"minItems", 1},
                       {"description", "what changed without changing a value of the model"}});
}

void add_shared(Json& definitions) {
  const Json scalar = Json::object({{"type", Json::array({"string", "number", "boolean"})}});
  const Json text = with(scalar, "minLength", 1);
  definitions["text"] = scalar;
  definitions["month"] = Json::object(
      {{"type", "string"}, {"pattern", kMonthPattern}, {"description", "a month, YYYY-MM"}});
  definitions["source"] =
      with(any_of({text, Json::object({{"type", "array"}, {"items", text}, {"minItems", 1}})}),
           "description",
           "where the value comes from; assumption, or assumption and the reason, needs a prior");
  definitions["prior"] =
      Json::object({{"type", "string"},
                    {"pattern", kPriorPattern},
                    {"description",
                     "uniform(a, b), normal(mean, sd), log_normal(median, log_sd) or beta(a, b)"}});
  definitions["role"] = Json::object(
      {{"enum", Json::array({"input", "fitted"})},
       {"description", "fitted: chosen with published figures of the same series in view"}});
  definitions["note"] = Json::object({{"description", "a remark for readers"}});
}

}  // namespace talentsim::scenario::schema
