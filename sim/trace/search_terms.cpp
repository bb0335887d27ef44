// SPDX-License-Identifier: MIT
#include "trace/search_terms.h"

#include <fmt/format.h>

#include <algorithm>

#include "stats/measures.h"
#include "support/error.h"
#include "trace/words.h"

namespace talentsim::trace {
namespace {

using Words = std::vector<std::string>;

const Words kTerms = {"scheme", "outcome", "arrival", "family", "sector", "who"};
const Words kFamilies = {"alone", "spouse", "children", "waiting", "commuting"};
const Words kWho = {"principal", "spouse", "child", "dependant", "resident", "helper", "student"};
const Words kResidents = {"resident", "helper", "student"};
const Words kNeverCame = {"refused", "quota_refused", "not_arrived", "undecided"};

Words outcomes() {
  Words words = {"here", "in_force", "permanent", "settled",  "waiting",
                 "left", "died",     "lapsed",    "moved_out"};
  words.insert(words.end(), kNeverCame.begin(), kNeverCame.end());
  for (const auto& cause : stats::departure_cause_names())
    if (cause != "death") words.push_back(cause);
  return words;
}

Words split(const std::string& text, char separator) {
  Words parts;
  std::size_t at = 0;
  while (true) {
    const auto end = text.find(separator, at);
    parts.push_back(text.substr(at, end == std::string::npos ? end : end - at));
    if (end == std::string::npos) return parts;
    at = end + 1;
  }
}

bool contains(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Words words_of(const std::string& term, const std::string& text, const Words& known) {
  auto words = split(text, '|');
  for (const auto& word : words)
    if (!contains(known, word))
      throw UsageError(fmt::format("--search: no {} '{}'", term, word) +
                       (nearest(word, known).empty() ? fmt::format(" (one of {})", joined(known))
                                                     : did_you_mean(word, known)));
  return words;
}

// A year or a month as its first and last month.
std::optional<std::pair<Month, Month>> span_of(const std::string& text) {
  if (const auto month = Month::parse(text)) return {{*month, *month}};
  const auto january = Month::parse(text + "-01");
  if (!january) return {};
  return {{*january, *january + 11}};
}

std::pair<Month, Month> arrival_of(const std::string& text) {
  const auto dots = text.find("..");
  const auto from = span_of(text.substr(0, dots));
  const auto to = dots == std::string::npos ? from : span_of(text.substr(dots + 2));
  if (!from || !to || to->second < from->first)
    throw UsageError(fmt::format(
        "--search: arrival '{}' is not a year, a month or a range of them (write 2024, 2024-06 or "
        "2024-01..2024-06)",
        text));
  return {from->first, to->second};
}

Words names_of(const auto& list) {
  Words names;
  for (const auto& item : list) names.push_back(item.name);
  return names;
}

void read_term(SearchTerms& terms, const std::string& name, const std::string& value,
               const scenario::Rules& rules) {
  if (name == "scheme") terms.scheme = words_of(name, value, names_of(rules.schemes));
  if (name == "sector") terms.sector = words_of(name, value, names_of(rules.sectors));
  if (name == "outcome") terms.outcome = words_of(name, value, outcomes());
  if (name == "family") terms.family = words_of(name, value, kFamilies);
  if (name == "who") terms.who = words_of(name, value, kWho);
  if (name == "arrival") terms.arrival = arrival_of(value);
}

}  // namespace

bool SearchTerms::wants(const Words& term, const std::string& word) const {
  return term.empty() || contains(term, word);
}

bool SearchTerms::wants_residents() const {
  return std::any_of(who.begin(), who.end(), [](const auto& w) { return contains(kResidents, w); });
}

bool SearchTerms::wants_applicants() const {
  return std::any_of(outcome.begin(), outcome.end(),
                     [](const auto& w) { return contains(kNeverCame, w); });
}

SearchTerms parse_search(const std::string& text, const scenario::Scenario& scenario) {
  SearchTerms terms;
  if (text.empty())
    throw UsageError("--search is empty (write for example scheme=NAME,outcome=left)");
  Words seen;
  for (const auto& part : split(text, ',')) {
    const auto equals = part.find('=');
    const auto name = part.substr(0, equals);
    if (!contains(kTerms, name))
      throw UsageError(fmt::format("--search: unknown term '{}'", name) +
                       (nearest(name, kTerms).empty() ? fmt::format(" (one of {})", joined(kTerms))
                                                      : did_you_mean(name, kTerms)));
    if (equals == std::string::npos || equals + 1 == part.size())
      throw UsageError(fmt::format("--search: {} has no value (write {}=...)", name, name));
    if (contains(seen, name))
      throw UsageError(
          fmt::format("--search: {} is given more than once (separate values by |)", name));
    seen.push_back(name);
    read_term(terms, name, part.substr(equals + 1), scenario.timeline.front().rules);
  }
  return terms;
}

std::string search_help() {
  return fmt::format(
      "find people: terms separated by commas, values by |: scheme, sector; who: {}; "
      "outcome: {}; family: {}; arrival: 2024, 2024-06 or 2024-01..2024-06",
      joined(kWho), joined(outcomes()), joined(kFamilies));
}

}  // namespace talentsim::trace
