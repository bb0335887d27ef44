// SPDX-License-Identifier: MIT
// What every value has in common: finding it, its unit, its bounds.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenario/binder.h"
#include "scenario/scalars.h"

namespace talentsim::scenario {
namespace {

constexpr double kSumTolerance = 1e-6;

std::string bounds_text(const Spec& spec) {
  if (spec.max == kUnbounded) return fmt::format("below {}", number_text(spec.min));
  if (spec.min == -kUnbounded) return fmt::format("above {}", number_text(spec.max));
  return fmt::format("outside [{}, {}]", number_text(spec.min), number_text(spec.max));
}

}  // namespace

void Report::add(const Mark& mark, std::string message) {
  if (!is_full())
    problems.push_back({mark.file ? *mark.file : "", mark.line, mark.column, std::move(message)});
}

Binder::Binder(Report& report, const Node* mapping, std::string path, Mark mark,
               std::vector<std::string> source)
    : report_(report),
      mapping_(mapping),
      path_(std::move(path)),
      mark_(std::move(mark)),
      source_(std::move(source)),
      problems_at_start_(report.problems.size()) {}

void Binder::allow(const std::vector<std::string>& keys) {
  for (const std::string& key : keys) visits_.push_back({key, nullptr, true});
}

void Binder::finish() {
  if (mapping_ == nullptr) return;
  std::vector<std::string> known;
  for (const Visit& visit : visits_) known.push_back(visit.name);
  for (const Entry& entry : mapping_->entries) {
    const bool note = !path_.empty() && (entry.key == "source" || entry.key == "note");
    if (note || std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::string where = path_.empty() ? "at the top level" : "in " + path_;
    if (report_.is_full()) return;
    const bool full_width = entry.key.find("\uff1a") != std::string::npos;
    report_.add(entry.key_mark, fmt::format("unknown key '{}' {}", entry.key, where) +
                                    (full_width ? " (its colon is a full-width one; write ': ')"
                                                : did_you_mean(entry.key, known)));
  }
}

std::string Binder::path_to(std::string_view name) const {
  return path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
}

Binder::Found Binder::find(std::string_view name, const Spec& spec) {
  const Node* node = mapping_ != nullptr ? mapping_->find(name) : nullptr;
  visits_.push_back({std::string(name), node, true});
  if (node == nullptr && spec.required && mapping_ != nullptr && !report_.partial) {
    const std::string where = path_.empty() ? "at the top level" : "in " + path_;
    report_.add(mark_, fmt::format("missing key '{}' {} ({})", name, where, spec.meaning));
  }
  if (node == nullptr || node->broken) return {{}, "", nullptr};
  Found found{leaf_of(*node), path_to(name), node};
  visits_.back().clean = check_wrapping(found, spec) && !found.leaf.value->broken;
  return found.leaf.value->broken ? Found{{}, "", nullptr} : found;
}

void Binder::leave(const Found& found, std::size_t problems_before) {
  for (Visit& visit : visits_)
    if (visit.node == found.node)
      visit.clean = visit.clean && report_.problems.size() == problems_before;
}

void Binder::complain(const Found& found, const std::string& problem) {
  if (!found.leaf.value->broken)
    report_.add(found.leaf.value->mark, fmt::format("{}: {}", found.path, problem));
}

bool Binder::check_wrapping(const Found& found, const Spec& spec) {
  if (found.node == found.leaf.value) return true;
  const std::size_t before = report_.problems.size();
  for (const Entry& entry : found.node->entries)
    if (!is_leaf_key(entry.key))
      report_.add(entry.key_mark, fmt::format("unknown key '{}' in {}", entry.key, found.path) +
                                      did_you_mean(entry.key, leaf_keys()));
  check_unit(found.leaf.unit, found.path, spec);
  check_role(found);
  return report_.problems.size() == before;
}

void Binder::check_unit(const Node* unit, const std::string& path, const Spec& spec) {
  if (unit == nullptr || unit->broken || (unit->is_scalar() && unit->text == spec.unit)) return;
  const std::string right =
      *spec.unit == '\0' ? "this value has none" : fmt::format("the unit is '{}'", spec.unit);
  report_.add(unit->mark, fmt::format("{}: unit {} is wrong ({})", path, what_is(*unit), right));
}

void Binder::check_role(const Found& found) {
  static const std::vector<std::string> roles = {"input", "fitted"};
  const Node* role = found.leaf.role;
  if (role == nullptr ||
      (role->is_scalar() && std::find(roles.begin(), roles.end(), role->text) != roles.end()))
    return;
  report_.add(role->mark, fmt::format("{}: role {} is not known (input or fitted)", found.path,
                                      what_is(*role)) +
                              did_you_mean(role->text, roles));
}

std::vector<std::string> Binder::source_for(const Node* node, const std::string& path) const {
  const Node* source = node != nullptr && node->is_mapping() ? node->find("source") : nullptr;
  if (source == nullptr) return source_;
  auto texts = source_texts(*source);
  if (texts.empty() && !source->broken)
    report_.add(source->mark,
                fmt::format("{}.source: {} where a source is needed (a text or a list of texts)",
                            path, what_is(*source)));
  return texts;
}

bool Binder::read_bounded(const Node& node, const std::string& path, const Spec& spec,
                          double& out) {
  if (node.broken) return false;
  const auto reading = read_number(node);
  std::string problem = reading.problem;
  if (reading && spec.whole && reading.value != std::floor(reading.value))
    problem = fmt::format("{} is not a whole number", node.text);
  if (reading && (reading.value < spec.min || reading.value > spec.max))
    problem = fmt::format("{} is {}", node.text, bounds_text(spec));
  if (!problem.empty() && node.is_mapping())
    problem += "; write it bare or as {value, unit, prior, source, role, note}";
  if (!problem.empty()) {
    report_.add(node.mark, fmt::format("{}: {}", path, problem));
    return false;
  }
  out = reading.value;
  return true;
}

bool Binder::read_list(const Node& node, const std::string& path, std::size_t size, double sum,
                       const Spec& spec, std::vector<double>& out) {
  const std::size_t before = report_.problems.size();
  out.assign(node.items.size(), 0.0);
  if (node.broken) return false;
  if (!node.is_sequence()) {
    report_.add(node.mark,
                fmt::format("{}: {} where a list of numbers is needed", path, what_is(node)));
  } else if (size != 0 && node.items.size() != size) {
    report_.add(node.mark, fmt::format("{}: {} ({} are needed)", path,
                                       counted(node.items.size(), "number"), size));
  } else {
    for (std::size_t i = 0; i < node.items.size(); ++i)
      read_bounded(node.items[i], fmt::format("{}[{}]", path, i + 1), spec, out[i]);
    if (report_.problems.size() == before) check_sum(node, path, out, sum);
  }
  return report_.problems.size() == before;
}

void Binder::check_sum(const Node& node, const std::string& path, const std::vector<double>& values,
                       double sum) {
  const double total = std::accumulate(values.begin(), values.end(), 0.0);
  const Mark* mark = &node.mark;
  for (const Entry& entry :
       node.entries)  // one value of several laid over by another file: that one is to blame
    if (entry.value.mark.file != node.mark.file) mark = &entry.value.mark;
  if (!std::isnan(sum) && std::abs(total - sum) > kSumTolerance)
    report_.add(*mark, fmt::format("{}: sums to {:.8g}, not {:g}", path, total, sum));
}

bool Binder::read_named(const Found& found, const std::vector<std::string>& names, const Spec& spec,
                        std::vector<double>& out) {
  const std::size_t before = report_.problems.size();
  const Node& node = *found.leaf.value;
  if (!wants_mapping(found)) return false;
  for (const Entry& entry : node.entries) {
    if (entry.key == "unit") check_unit(&entry.value, found.path, spec);
    if (entry.key == "source" || entry.key == "note" || entry.key == "unit") continue;
    const auto at = std::find(names.begin(), names.end(), entry.key);
    const std::string path = fmt::format("{}.{}", found.path, entry.key);
    if (at == names.end() && report_.partial) continue;
    if (at == names.end())
      report_.add(entry.key_mark, fmt::format("unknown key '{}' in {}", entry.key, found.path) +
                                      did_you_mean(entry.key, names));
    else if (const Found item{leaf_of(entry.value), path, &entry.value}; check_wrapping(item, spec))
      read_bounded(*item.leaf.value, path, spec, out[static_cast<std::size_t>(at - names.begin())]);
  }
  return report_.problems.size() == before;
}

bool Binder::read_dated(const Found& found, const Spec& spec, Series& out) {
  const std::size_t before = report_.problems.size();
  const Node& node = *found.leaf.value;
  if (!is_dated_values(node)) {
    double unused = 0;
    return read_bounded(node, found.path, spec, unused);
  }
  for (const Entry& entry : node.entries) {
    const auto month = read_month(scalar_node(entry.key, entry.key_mark, true));
    double value = 0;
    const bool read =
        read_bounded(entry.value, fmt::format("{}.{}", found.path, entry.key), spec, value);
    if (!month) {
      report_.add(entry.key_mark, fmt::format("{}: {}", found.path, month.problem));
    } else if (!out.steps.empty() && month.value <= out.steps.back().first) {
      report_.add(entry.key_mark, fmt::format("{}: dates out of order ({} after {})", found.path,
                                              entry.key, out.steps.back().first.text()));
    } else if (read) {
      out.steps.emplace_back(month.value, value);
    }
  }
  return report_.problems.size() == before;
}

bool Binder::wants_mapping(const Found& found) {
  if (found.leaf.value->is_mapping()) return true;
  complain(found, fmt::format("{} where a mapping is needed", what_is(*found.leaf.value)));
  return false;
}

}  // namespace talentsim::scenario
