// SPDX-License-Identifier: MIT
#include "trace/authorities.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "trace/words.h"

namespace talentsim::trace {
namespace {

// Whether one of two paths lies at or below the other.
bool below(const std::string& path, const std::string& top) {
  if (!path.starts_with(top)) return false;
  return path.size() == top.size() || path[top.size()] == '.' || path[top.size()] == '[';
}

// The unit is left out where the name beside the value says it.
std::string with_unit(const RuleInForce& rule, const std::string& name) {
  return name.ends_with(rule.unit) ? rule.value : quantity(rule.value, rule.unit);
}

}  // namespace

Authorities::Authorities(const scenario::Scenario& scenario,
                         std::vector<scenario::DatedParameters> history)
    : scenario_(scenario), history_(std::move(history)) {
  for (const auto& dated : history_) {
    auto& values = values_.emplace_back();
    for (const auto& parameter : dated.values) values.emplace(parameter.path, &parameter);
  }
}

std::size_t Authorities::date_at(Month month) const {
  std::size_t date = 0;
  while (date + 1 < history_.size() && history_[date + 1].from <= month) ++date;
  return date;
}

RuleInForce Authorities::in_force(const std::string& path, std::size_t date) const {
  const auto* now = values_[date].at(path);
  RuleInForce rule{path, now->value, now->unit,           now->source,
                   "",   "",         history_[date].from, now->written};
  while (date > 0) {
    const auto before = values_[date - 1].find(path);
    const bool same = before != values_[date - 1].end() && before->second->value == now->value;
    if (!same) {
      rule.before = before == values_[date - 1].end() ? "none" : before->second->value;
      rule.note = note_on(path, rule.since);
      break;
    }
    rule.since = history_[--date].from;
  }
  return rule;
}

std::string Authorities::note_on(const std::string& path, Month from) const {
  for (const auto& item : scenario_.policy)
    if (item.from == from)
      for (const auto& set : item.paths)
        if (below(path, set) || below(set, path)) return item.note;
  return "";
}

std::vector<RuleInForce> Authorities::under(const std::string& path, Month month) const {
  const auto date = date_at(month);
  std::vector<RuleInForce> rules;
  for (auto at = values_[date].lower_bound(path);
       at != values_[date].end() && at->first.starts_with(path); ++at)
    if (below(at->first, path)) rules.push_back(in_force(at->first, date));
  return rules;
}

std::string Authorities::text(const std::string& path, Month month) const {
  auto rules = under(path, month);
  if (std::any_of(rules.begin(), rules.end(), [](const auto& r) { return r.written; }))
    std::erase_if(rules, [](const auto& r) { return !r.written; });
  std::vector<std::string> values, sources, notes;
  std::set<std::string> known;
  Month since = scenario_.start;
  for (const auto& rule : rules) {
    auto name = rule.path.substr(path.size());
    if (name.starts_with('.')) name.erase(0, 1);
    auto value = with_unit(rule, name);
    if (!rule.before.empty()) value += fmt::format(" ({} before)", rule.before);
    values.push_back(name.empty() ? value : name + " " + value);
    if (!rule.source.empty() && known.insert("s" + rule.source).second)
      sources.push_back(rule.source);
    if (!rule.note.empty() && known.insert("n" + rule.note).second) notes.push_back(rule.note);
    since = std::max(since, rule.since);
  }
  auto text = fmt::format("{}: {}; ", path, values.empty() ? "no such rule" : joined(values));
  text += since <= scenario_.start ? "from the start" : "since " + since.text();
  if (!notes.empty()) text += fmt::format(" ({})", joined(notes, "; "));
  return text + ". Source: " + (sources.empty() ? "none given" : joined(sources, "; ")) + ".";
}

std::vector<RuleApart> rules_apart(const Authorities& base, const Authorities& variant,
                                   Month month) {
  const auto a = base.date_at(month), b = variant.date_at(month);
  std::set<std::string> paths;
  for (const auto& [path, value] : base.values_[a]) paths.insert(path);
  for (const auto& [path, value] : variant.values_[b]) paths.insert(path);
  std::vector<RuleApart> apart;
  for (const auto& path : paths) {
    const auto here = base.values_[a].find(path), there = variant.values_[b].find(path);
    const bool in_base = here != base.values_[a].end(),
               in_variant = there != variant.values_[b].end();
    if (in_base && in_variant && here->second->value == there->second->value) continue;
    apart.push_back({path, in_base ? base.in_force(path, a) : RuleInForce{},
                     in_variant ? variant.in_force(path, b) : RuleInForce{}});
  }
  return apart;
}

}  // namespace talentsim::trace
