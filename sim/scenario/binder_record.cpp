// SPDX-License-Identifier: MIT
// Where a value comes from: its source and prior, checked and entered in the table of parameters.
#include <fmt/core.h>

#include <algorithm>

#include "scenario/binder.h"
#include "scenario/prior.h"
#include "scenario/scalars.h"

namespace talentsim::scenario {
namespace {

constexpr std::size_t kMostParameters = 100'000;  // listed; a hostile file can hold more values

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : "; ") + text;
  return out;
}

}  // namespace

void Binder::record(const Found& found, const Spec& spec, Shape shape,
                    const std::vector<double>& values, std::string shown) {
  const auto sources = source_for(found.node, found.path);
  const bool own = found.leaf.source != nullptr, assumed = is_assumption(sources);
  if (spec.behavioural && sources.empty() && !own)
    report_.add(
        found.node->mark,
        fmt::format(
            "{}: no source (a parameter of behaviour must say where it comes from, or be an "
            "'assumption' with a prior)",
            found.path));
  if (assumed && (own || spec.behavioural) && shape != Shape::list && found.leaf.prior == nullptr)
    report_.add(
        found.node->mark,
        fmt::format("{}: no prior (an assumption needs one, such as uniform(a, b))", found.path));
  check_prior_of(found, values);
  if (report_.parameters.size() >= kMostParameters) return;
  const auto text_of = [](const Node* node) { return node != nullptr ? node->text : ""; };
  const std::string role = text_of(found.leaf.role);
  report_.parameters.push_back({found.path, std::move(shown), spec.unit, joined(sources),
                                text_of(found.leaf.prior), role.empty() ? "input" : role,
                                spec.meaning, spec.behavioural, assumed, true});
}

void Binder::record_named(const Found& found, const std::vector<std::string>& names,
                          const Spec& spec, const std::vector<double>& values) {
  const Node& node = *found.leaf.value;
  const auto sourced = [](const Entry& e) {
    return e.key == "note" || e.key == "unit" || leaf_of(e.value).source != nullptr;
  };
  const auto apart = [](const Entry& e) {
    const Leaf leaf = leaf_of(e.value);
    return leaf.source != nullptr || leaf.prior != nullptr;
  };
  const bool each_sourced = node.is_mapping() && std::ranges::all_of(node.entries, sourced);
  if (each_sourced || (node.is_mapping() && std::ranges::any_of(node.entries, apart))) {
    check_prior_of(found, values);
    Binder inner(report_, &node, found.path, node.mark, source_for(found.node, found.path));
    if (found.node != &node) inner.source_ = inner.source_for(&node, found.path);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const Node* item = node.find(names[i]);
      if (item == nullptr) continue;
      const Leaf leaf = leaf_of(*item);
      const bool needs_prior = each_sourced || leaf.prior != nullptr;  // when it is assumed
      inner.record({leaf, inner.path_to(names[i]), item}, spec,
                   needs_prior ? Shape::single : Shape::list, {values[i]}, number_text(values[i]));
    }
    return;
  }
  std::string shown;
  for (std::size_t i = 0; i < std::min(names.size(), values.size()); ++i)
    if (values[i] != 0 || names.size() <= 5)
      shown += fmt::format("{}{} {}", shown.empty() ? "" : ", ", names[i], number_text(values[i]));
  record(found, spec, Shape::list, values, shown);
}

void Binder::check_prior_of(const Found& found, const std::vector<double>& values) {
  const Node* node = found.leaf.prior;
  if (node == nullptr || node->broken) return;
  std::string problem;
  const auto prior = node->is_scalar() ? parse_prior(node->text, problem) : std::nullopt;
  if (!prior) {
    if (problem.empty())
      problem = fmt::format("{} where a prior is needed, such as uniform(a, b)", what_is(*node));
    return report_.add(node->mark, fmt::format("{}: {}", found.path, problem));
  }
  for (double value : values)
    if (!prior->supports(value))
      return report_.add(node->mark, fmt::format("{}: value {} cannot occur under its prior {}",
                                                 found.path, number_text(value), node->text));
}

void Binder::record_default(std::string_view name, const Spec& spec, std::string shown) {
  if (!path_.empty())
    report_.parameters.push_back({path_to(name), std::move(shown), spec.unit, "default", "",
                                  "input", spec.meaning, spec.behavioural, false, false});
}

}  // namespace talentsim::scenario
