// SPDX-License-Identifier: MIT
// Pieces of JSON Schema, each for one kind of value, that json_schema.cpp puts together.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scenario/catalogue.h"

namespace talentsim::scenario::schema {

using Json = nlohmann::ordered_json;

// The name of an entry, and a month.
inline constexpr const char* kName =
    "(?!(?:value|unit|prior|source|role|note)(?:[.]|$))[a-z][a-z0-9_]{0,39}";
inline constexpr const char* kMonthPattern =
    "^(?:(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])|2200-(?:0[1-9]|1[0-2]))$";

Json refer_to(const std::string& name);
Json any_of(std::vector<Json> choices);
Json with(Json schema, const char* key, Json value);
Json by_any_name(Json entry);  // patternProperties for names that are data
bool has_open_names(const FieldInfo& field);
std::string either(const std::vector<std::string>& words);  // as a pattern
std::string described(const FieldInfo& field);

Json number(const Spec& spec);
Json list(Json item, std::size_t size);  // size 0: of any length
Json dated(const Spec& spec);
Json word(const FieldInfo& field);
Json texts_item(const FieldInfo& field);
Json unit(const std::string& name);

// What a policy item writes down without changing a value of the model.
Json record();
// Definitions that every value refers to: text, month, source, prior, role, note.
void add_shared(Json& definitions);

}  // namespace talentsim::scenario::schema
