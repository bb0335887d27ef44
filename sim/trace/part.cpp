// SPDX-License-Identifier: MIT
#include "trace/part.h"

#include <fmt/format.h>

#include <algorithm>

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

std::string value_of(const RuleInForce& rule, Month month) {
  if (rule.path.empty()) return "no such rule";
  auto text = quantity(rule.value, rule.unit);
  if (!rule.before.empty() && rule.since <= month)
    text += fmt::format(" since {}{}", rule.since.text(),
                        rule.note.empty() ? "" : " (" + rule.note + ")");
  return text;
}

std::vector<std::string> reasons(Entries entries, const Entries& variant,
                                 const std::vector<RuleApart>& apart, Month month) {
  entries.insert(entries.end(), variant.begin(), variant.end());
  std::vector<std::string> direct, others;
  for (const auto& rule : apart) {
    const auto text = fmt::format("{}: {} in A, {} in B", rule.path, value_of(rule.base, month),
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
    two.why = reasons(here, there, rules_apart(base_rules, variant_rules, month), month);
  }
  return two;
}

}  // namespace talentsim::trace
