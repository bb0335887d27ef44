// SPDX-License-Identifier: MIT
#include "trace/part.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "trace/words.h"

namespace talentsim::trace {
namespace {

using Entries = std::vector<Entry>;

// Entries of the month at `at`, which moves on to the next month.
Entries take_month(const Entries& all, std::size_t& at, Month month) {
  Entries taken;
  for (; at < all.size() && all[at].month == month; ++at) taken.push_back(all[at]);
  return taken;
}

// A change of the rules is none of the life yet.
std::vector<std::string> fates(const Entries& entries) {
  std::vector<std::string> list;
  for (const auto& entry : entries)
    if (entry.what != kRuleNote) list.push_back(entry.telling.fate);
  return list;
}

// Entries of one month: those of both once, the others marked.
void mark_month(const Entries& base, const Entries& variant, std::vector<MarkedEntry>& out) {
  std::vector<bool> shared(variant.size(), false);
  for (const auto& entry : base) {
    bool both = false;
    for (std::size_t i = 0; i < variant.size() && !both; ++i) {
      both = !shared[i] && variant[i].telling.fate == entry.telling.fate &&
             variant[i].telling.text == entry.telling.text;
      shared[i] = shared[i] || both;
    }
    out.push_back({both ? Side::both : Side::base, entry});
  }
  for (std::size_t i = 0; i < variant.size(); ++i)
    if (!shared[i]) out.push_back({Side::variant, variant[i]});
}

bool decides(const Entries& entries, const std::string& path) {
  for (const auto& entry : entries)
    for (const auto& top : entry.telling.rests_on)
      if (path.starts_with(top) &&
          (path.size() == top.size() || path[top.size()] == '.' || path[top.size()] == '['))
        return true;
  return false;
}

// The first clause of a note: the list of rules applied has it whole.
std::string opening(const std::string& note) {
  return note.substr(0, std::min(note.find(". "), note.find("; ")));
}

std::string value_of(const RuleInForce& rule, Month month) {
  if (rule.path.empty()) return "no such rule";
  auto text = quantity(rule.value, rule.unit);
  if (!rule.before.empty() && rule.since <= month)
    text += fmt::format(" since {}{}", rule.since.text(),
                        rule.note.empty() ? "" : " (" + opening(rule.note) + ")");
  return text;
}

// A list whole, as one of its items alone says little: "[1].employed 1, [2].own_business 1".
std::string list_of(const std::string& path, const Authorities& rules, Month month) {
  std::vector<std::string> items;
  std::string since;
  for (const auto& rule : rules.under(path, month)) {
    if (rule.path == path || !rule.written) continue;
    items.push_back(rule.path.substr(path.size()) + " " + quantity(rule.value, rule.unit));
    if (!rule.before.empty() && rule.since <= month)
      since = fmt::format(" since {}{}", rule.since.text(),
                          rule.note.empty() ? "" : " (" + opening(rule.note) + ")");
  }
  return (items.empty() ? "none" : joined(items)) + since;
}

std::vector<std::string> reasons(Entries entries, const Entries& variant,
                                 const Authorities& base_rules, const Authorities& variant_rules,
                                 Month month) {
  entries.insert(entries.end(), variant.begin(), variant.end());
  std::vector<std::string> direct, others;
  std::set<std::string> told;
  const auto apart = rules_apart(base_rules, variant_rules, month);
  for (const auto& rule : apart) {
    const auto path = rule.path.substr(0, rule.path.find('['));
    const bool list = std::any_of(apart.begin(), apart.end(), [&](const auto& other) {
      return other.path.starts_with(path + "[");
    });
    if (!told.insert(path).second) continue;
    const auto text =
        list ? fmt::format("{}: {} in A; {} in B", path, list_of(path, base_rules, month),
                           list_of(path, variant_rules, month))
             : fmt::format("{}: {} in A, {} in B", rule.path, value_of(rule.base, month),
                           value_of(rule.variant, month));
    (decides(entries, rule.path) ? direct : others).push_back(text);
  }
  if (!direct.empty()) return direct;
  if (others.empty()) return {"no rule differs by then"};
  std::vector<std::string> lines = {
      "no rule that decides this turn differs; the two cities do by then (posts, places and "
      "seekers are shared), because of"};
  lines.insert(lines.end(), others.begin(), others.end());
  return lines;
}

}  // namespace

TwoLives put_side_by_side(const Life& base, const Life& variant, const Authorities& base_rules,
                          const Authorities& variant_rules) {
  TwoLives two;
  std::size_t a = 0, b = 0;
  while (a < base.entries.size() || b < variant.entries.size()) {
    const Month month = a == base.entries.size() ? variant.entries[b].month
                        : b == variant.entries.size()
                            ? base.entries[a].month
                            : std::min(base.entries[a].month, variant.entries[b].month);
    const auto here = take_month(base.entries, a, month),
               there = take_month(variant.entries, b, month);
    mark_month(here, there, two.entries);
    if (two.parting || fates(here) == fates(there)) continue;
    two.parting = month;
    two.why = reasons(here, there, base_rules, variant_rules, month);
  }
  return two;
}

}  // namespace talentsim::trace
