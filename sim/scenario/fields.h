// SPDX-License-Identifier: MIT
// The parameter table: each struct of scenario.h is described once, field by field, with unit,
// bounds and meaning. The same description binds YAML, documents the format and lists the
// parameters.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.h"

namespace talentsim::scenario {

struct Spec {
  const char* unit = "";  // "1" for pure numbers, "HKD/month", "months", ...
  double min = -kUnbounded, max = kUnbounded;
  const char* meaning = "";  // one sentence
  bool required = false;
  bool behavioural = false;  // a parameter that must carry a source and, if assumed, a prior
  bool whole = false;        // a whole number
  const std::vector<std::string>* words = nullptr;  // of texts: those that are known; null: any
  bool read_once = false;  // when the city is built: no policy can change it later
};

// A visitor over the fields of a struct. Implementations: the YAML binder, the catalogue of
// parameters.
class Fields {
 public:
  virtual ~Fields() = default;
  virtual void number(std::string_view name, double& out, const Spec& spec) = 0;
  virtual void optional_number(std::string_view name, std::optional<double>& out,
                               const Spec& spec) = 0;
  virtual void flag(std::string_view name, bool& out, const Spec& spec) = 0;
  virtual void text(std::string_view name, std::string& out, const Spec& spec) = 0;
  virtual void month(std::string_view name, Month& out, const Spec& spec) = 0;
  virtual void series(std::string_view name, Series& out, const Spec& spec) = 0;
  // A list of numbers; size 0: any length. `sum` not NaN: the entries must sum to it within 1e-6.
  virtual void numbers(std::string_view name, std::vector<double>& out, std::size_t size,
                       double sum, const Spec& spec) = 0;
  // Numbers by name (sector_shares: {finance: 0.2}); `names` in their order; names left out are 0.
  virtual void numbers_by_name(std::string_view name, std::vector<double>& out,
                               const std::vector<std::string>& names, double sum,
                               const Spec& spec) = 0;
  // A list of `rows` lists of `columns` numbers; `row_sum` not NaN: each row must sum to it within
  // 1e-6.
  virtual void table(std::string_view name, std::vector<std::vector<double>>& out, std::size_t rows,
                     std::size_t columns, double row_sum, const Spec& spec) = 0;
  // A bare number (exactly that) or a mapping with min, max or both. True when it is written.
  virtual bool range(std::string_view name, Range& out, const Spec& spec) = 0;
  // One of a closed list of words.
  virtual void choice(std::string_view name, int& out, const std::vector<std::string>& words,
                      const Spec& spec) = 0;
  virtual void texts(std::string_view name, std::vector<std::string>& out, const Spec& spec) = 0;
  // A nested mapping with fixed keys.
  virtual void section(std::string_view name, const std::function<void(Fields&)>& body,
                       const Spec& spec) = 0;
  // A mapping whose keys are data (schemes, pools, sectors): `body` runs once a key, in file order.
  virtual void entries(std::string_view name,
                       const std::function<void(Fields&, const std::string& key)>& body,
                       const Spec& spec) = 0;
  // A list of mappings: `body` runs once an item.
  virtual void items(std::string_view name,
                     const std::function<void(Fields&, std::size_t index)>& body,
                     const Spec& spec) = 0;
  // Whether the mapping being visited is written at all; when not, its fields keep their defaults.
  virtual bool present() const = 0;
  // A check that needs several fields: reports when `ok` is false, at the field `at` of the mapping
  // being visited, or at the mapping itself. Silent when what it checks is absent or already has a
  // problem.
  virtual void expect(bool ok, std::string_view problem, std::string_view at = {}) = 0;
};

// Describes all of Rules (sections schemes, pools, sectors, initial, standing, demography,
// movement, labour, family, choice, renewal, departure, phases).
void describe(Fields& fields, Rules& rules);

}  // namespace talentsim::scenario
