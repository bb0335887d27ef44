// SPDX-License-Identifier: MIT
#include "ensemble/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "scenario/catalogue.h"
#include "scenario/header.h"
#include "scenario/policy.h"
#include "scenario/scalars.h"

namespace talentsim::ensemble {
namespace {

using scenario::FieldInfo;
using scenario::FieldKind;
using scenario::Node;
using scenario::Parameter;
using scenario::Path;

// The field at a path that check_path has passed, or null when it is not one number there.
const FieldInfo* number_at(const Path& path) {
  const FieldInfo* field = &scenario::catalogue();
  for (const auto& key : path) {
    if (field->kind == FieldKind::numbers_by_name) return std::isnan(field->sum) ? field : nullptr;
    field = field->kind == FieldKind::entries ? &field->children.front() : field->child(key);
    if (field == nullptr) return nullptr;
  }
  const bool one = field->kind == FieldKind::number || field->kind == FieldKind::optional_number ||
                   field->kind == FieldKind::series;
  return one ? field : nullptr;
}

bool is_number(const std::string& text) {
  return static_cast<bool>(scenario::read_number(scenario::scalar_node(text, {})));
}

bool is_of_header(const Path& path) {
  const auto& keys = scenario::header_keys();
  return std::find(keys.begin(), keys.end(), path.front()) != keys.end();
}

class Lookup {
 public:
  Lookup(const scenario::Scenario& scenario, const std::vector<scenario::DatedParameters>& history,
         bool dated)
      : values_(history.front().values), dated_(dated) {
    std::vector<Problem> none;  // what was printed can be read
    if (auto tree = scenario::parse_tree(scenario.resolved_yaml, "", none))
      tree_ = std::move(*tree);
    for (const auto& item : scenario.policy) changed_.insert(item.paths.begin(), item.paths.end());
  }

  // Whether a path can be set at all; else the problem goes to the report.
  bool can_be_set(const std::string& path, const scenario::Mark& mark, scenario::Report& report) {
    const scenario::Setting setting{scenario::split_path(path), mark, {}, {}, {}};
    if (is_of_header(setting.path)) {
      report.add(
          mark,
          fmt::format("a design cannot vary '{}' (all points share it); give it in set", path));
      return false;
    }
    return scenario::check_path(setting, tree_, dated_, report);
  }

  const Parameter* find(const std::string& path) const {
    const auto found = std::find_if(values_.begin(), values_.end(),
                                    [&](const Parameter& p) { return p.path == path; });
    return found == values_.end() ? nullptr : &*found;
  }

  // Whether a value set from the start could stand for the parameter throughout.
  bool is_one_number(const Parameter& parameter) {
    const auto path = scenario::split_path(parameter.path);
    scenario::Report unused;
    return is_number(parameter.value) && parameter.path.find('[') == std::string::npos &&
           !changed_.contains(parameter.path) && can_be_set(parameter.path, {}, unused) &&
           number_at(path) != nullptr;
  }

  const std::vector<Parameter>& values() const { return values_; }

 private:
  const std::vector<Parameter>& values_;
  bool dated_;
  Node tree_;
  std::set<std::string> changed_;
};

Column column_at(const std::string& path, const FieldInfo& field) {
  return {.path = path,
          .unit = field.spec.unit,
          .min = field.spec.min,
          .max = field.spec.max,
          .whole = field.spec.whole};
}

// Fills in the prior; a reason when it cannot be one.
std::string take_prior(Column& column, const std::string& text) {
  std::string problem;
  const auto prior = scenario::parse_prior(text, problem);
  if (!prior) return problem;
  const bool apart = prior->form == scenario::Prior::Form::uniform &&
                     (prior->b <= column.min || prior->a >= column.max);
  if (apart)
    return fmt::format("prior '{}' lies outside {} to {}", text, scenario::number_text(column.min),
                       scenario::number_text(column.max));
  column.prior = *prior;
  column.prior_text = text;
  return {};
}

std::string outside(const Column& column) {
  for (const double value : column.values) {
    if (value < column.min || value > column.max)
      return fmt::format("{} is not in {} to {}", scenario::number_text(value),
                         scenario::number_text(column.min), scenario::number_text(column.max));
    if (column.whole && value != std::floor(value))
      return fmt::format("{} is not a whole number", scenario::number_text(value));
  }
  return {};
}

void add_named(const Design& design, Lookup& lookup, scenario::Report& report,
               std::vector<Column>& out) {
  std::set<std::string> seen;
  for (const DesignParameter& parameter : design.parameters) {
    const auto complain = [&](const std::string& why) {
      report.add(parameter.mark, fmt::format("{}: {}", parameter.path, why));
    };
    if (!seen.insert(parameter.path).second) {
      complain("named twice");
      continue;
    }
    if (!lookup.can_be_set(parameter.path, parameter.mark, report)) continue;
    const FieldInfo* field = number_at(scenario::split_path(parameter.path));
    if (field == nullptr) {
      complain("not one number that stands alone (a design varies numbers)");
      continue;
    }
    Column column = column_at(parameter.path, *field);
    column.values = parameter.values;
    std::string problem = outside(column);
    if (is_drawn(design.kind)) {
      const Parameter* known = lookup.find(parameter.path);
      const auto text = !parameter.prior.empty() ? parameter.prior : known ? known->prior : "";
      problem = text.empty() ? "it has no prior of its own; write for example prior: uniform(a, b)"
                             : take_prior(column, text);
    }
    if (!problem.empty()) complain(problem);
    out.push_back(std::move(column));
  }
}

void add_all_priors(Lookup& lookup, Columns& out) {
  for (const Parameter& parameter : lookup.values()) {
    const bool named = std::any_of(out.columns.begin(), out.columns.end(),
                                   [&](const Column& c) { return c.path == parameter.path; });
    if (parameter.prior.empty() || named) continue;
    if (!lookup.is_one_number(parameter)) {
      out.left_out.push_back(parameter.path);
      continue;
    }
    Column column = column_at(parameter.path, *number_at(scenario::split_path(parameter.path)));
    if (take_prior(column, parameter.prior).empty())
      out.columns.push_back(std::move(column));
    else
      out.left_out.push_back(parameter.path);
  }
}

}  // namespace

Columns columns_of(const Design& design, const scenario::Scenario& scenario,
                   const std::vector<scenario::DatedParameters>& history) {
  Columns out;
  scenario::Report report;
  Lookup lookup(scenario, history, design.from.has_value());
  add_named(design, lookup, report, out.columns);
  if (design.all_priors) add_all_priors(lookup, out);
  if (!report.problems.empty()) throw ScenarioError(std::move(report.problems));
  return out;
}

}  // namespace talentsim::ensemble
