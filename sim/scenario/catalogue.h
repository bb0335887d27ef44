// SPDX-License-Identifier: MIT
// The format of a scenario as data: every key with its kind, unit, bounds and meaning.
// Documentation, the schema for editors and the paths of policies all come from here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/fields.h"

namespace talentsim::scenario {

enum class FieldKind : unsigned char {
  number,
  optional_number,
  flag,
  text,
  month,
  series,
  numbers,
  numbers_by_name,
  table,
  range,
  choice,
  texts,
  section,
  entries,
  items
};
const char* name_of(FieldKind kind);

struct FieldInfo {
  std::string name;  // "*" for the names of entries
  FieldKind kind = FieldKind::section;
  Spec spec;
  std::vector<std::string> words;  // of a choice, or the names of numbers_by_name
  std::size_t size = 0, columns = 0;
  double sum = 0;                   // NaN: free
  std::vector<FieldInfo> children;  // of a section; of one entry or one item

  const FieldInfo* child(std::string_view child_name) const;
};

// The tree of all keys: the header (title, period, ...) and the rules. Made once.
const FieldInfo& catalogue();

// The key on a path of names that is read only when the city is built; null when all of it is read
// month by month.
const FieldInfo* read_once_on(const std::vector<std::string>& path);

// One line for each leaf: "schemes.*.annual_quota". Items are written standing[].holders.
struct CatalogueRow {
  std::string path, type, unit;
  double min, max;
  std::string meaning;
  bool required, behavioural;
};
std::vector<CatalogueRow> catalogue_rows();

}  // namespace talentsim::scenario
