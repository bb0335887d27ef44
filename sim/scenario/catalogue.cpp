// SPDX-License-Identifier: MIT
#include "scenario/catalogue.h"

#include <limits>

#include "scenario/header.h"

namespace talentsim::scenario {
namespace {

constexpr double kFree = std::numeric_limits<double>::quiet_NaN();

// Visits the descriptions with no scenario at hand and writes down what they ask for.
class Recorder : public Fields {
 public:
  explicit Recorder(FieldInfo& parent) : parent_(parent) {}

  void number(std::string_view name, double&, const Spec& spec) override {
    add(name, FieldKind::number, spec);
  }
  void optional_number(std::string_view name, std::optional<double>&, const Spec& spec) override {
    add(name, FieldKind::optional_number, spec);
  }
  void flag(std::string_view name, bool&, const Spec& spec) override {
    add(name, FieldKind::flag, spec);
  }
  void text(std::string_view name, std::string&, const Spec& spec) override {
    add(name, FieldKind::text, spec);
  }
  void month(std::string_view name, Month&, const Spec& spec) override {
    add(name, FieldKind::month, spec);
  }
  void series(std::string_view name, Series&, const Spec& spec) override {
    add(name, FieldKind::series, spec);
  }
  void numbers(std::string_view name, std::vector<double>&, std::size_t size, double sum,
               const Spec& spec) override {
    FieldInfo& field = add(name, FieldKind::numbers, spec);
    field.size = size;
    field.sum = sum;
  }
  void numbers_by_name(std::string_view name, std::vector<double>&,
                       const std::vector<std::string>& names, double sum,
                       const Spec& spec) override {
    FieldInfo& field = add(name, FieldKind::numbers_by_name, spec);
    field.words = names;
    field.size = names.size();
    field.sum = sum;
  }
  void table(std::string_view name, std::vector<std::vector<double>>&, std::size_t rows,
             std::size_t columns, double row_sum, const Spec& spec) override {
    FieldInfo& field = add(name, FieldKind::table, spec);
    field.size = rows;
    field.columns = columns;
    field.sum = row_sum;
  }
  bool range(std::string_view name, Range&, const Spec& spec) override {
    FieldInfo& field = add(name, FieldKind::range, spec);
    for (const char* bound : {"min", "max"})
      field.children.push_back({bound, FieldKind::number, spec, {}, 0, 0, kFree, {}});
    return false;
  }
  void choice(std::string_view name, int&, const std::vector<std::string>& words,
              const Spec& spec) override {
    add(name, FieldKind::choice, spec).words = words;
  }
  void texts(std::string_view name, std::vector<std::string>&, const Spec& spec) override {
    add(name, FieldKind::texts, spec);
  }
  void section(std::string_view name, const std::function<void(Fields&)>& body,
               const Spec& spec) override {
    Recorder inner(add(name, FieldKind::section, spec));
    body(inner);
  }
  void entries(std::string_view name, const std::function<void(Fields&, const std::string&)>& body,
               const Spec& spec) override {
    Recorder all(add(name, FieldKind::entries, spec));
    Recorder one(all.add("*", FieldKind::section, spec));
    body(one, "*");
  }
  void items(std::string_view name, const std::function<void(Fields&, std::size_t)>& body,
             const Spec& spec) override {
    Recorder inner(add(name, FieldKind::items, spec));
    body(inner, 0);
  }
  bool present() const override { return true; }
  void expect(bool, std::string_view, std::string_view) override {}

 private:
  FieldInfo& add(std::string_view name, FieldKind kind, const Spec& spec) {
    return parent_.children.emplace_back(
        FieldInfo{std::string(name), kind, spec, {}, 0, 0, kFree, {}});
  }
  FieldInfo& parent_;
};

FieldInfo make_catalogue() {
  FieldInfo root;
  Recorder recorder(root);
  Header header;
  Rules rules;
  describe_header(recorder, header);
  describe(recorder, rules);
  return root;
}

void list_rows(const FieldInfo& field, const std::string& path, std::vector<CatalogueRow>& rows) {
  const bool leaf = field.children.empty() || field.kind == FieldKind::range;
  if (leaf)
    rows.push_back({path, name_of(field.kind), field.spec.unit, field.spec.min, field.spec.max,
                    field.spec.meaning, field.spec.required, field.spec.behavioural});
  if (leaf) return;
  const std::string stem = field.kind == FieldKind::items ? path + "[]" : path;
  for (const FieldInfo& child : field.children)
    list_rows(child, stem.empty() ? child.name : stem + "." + child.name, rows);
}

}  // namespace

const char* name_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::number:
      return "number";
    case FieldKind::optional_number:
      return "number or none";
    case FieldKind::flag:
      return "true or false";
    case FieldKind::text:
      return "text";
    case FieldKind::month:
      return "month";
    case FieldKind::series:
      return "number or dated numbers";
    case FieldKind::numbers:
      return "list of numbers";
    case FieldKind::numbers_by_name:
      return "numbers by name";
    case FieldKind::table:
      return "list of lists of numbers";
    case FieldKind::range:
      return "number, or min and max";
    case FieldKind::choice:
      return "one of a list of words";
    case FieldKind::texts:
      return "list of texts";
    case FieldKind::section:
      return "mapping";
    case FieldKind::entries:
      return "mapping by name";
    case FieldKind::items:
      return "list of mappings";
  }
  return "";
}

const FieldInfo* FieldInfo::child(std::string_view child_name) const {
  for (const FieldInfo& field : children)
    if (field.name == child_name) return &field;
  return nullptr;
}

const FieldInfo* read_once_on(const std::vector<std::string>& path) {
  const FieldInfo* field = &catalogue();
  for (const std::string& name : path) {
    field = field->kind == FieldKind::entries ? &field->children.front() : field->child(name);
    if (field == nullptr || field->spec.read_once) return field;
  }
  return nullptr;
}

const FieldInfo& catalogue() {
  static const FieldInfo root = make_catalogue();
  return root;
}

std::vector<CatalogueRow> catalogue_rows() {
  std::vector<CatalogueRow> rows;
  list_rows(catalogue(), "", rows);
  return rows;
}

}  // namespace talentsim::scenario
