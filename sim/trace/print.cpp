// SPDX-License-Identifier: MIT
#include "trace/print.h"

#include <fmt/format.h>

#include <algorithm>

#include "trace/portrait.h"
#include "trace/words.h"

namespace talentsim::trace {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kWhatWidth = 21;  // the longest name of an event and a space

// Text broken at spaces, each further line indented.
std::string wrapped(const std::string& first, const std::string& text, const std::string& indent) {
  std::string out, line = first;
  std::size_t at = 0;
  bool empty = true;
  while (at < text.size()) {
    auto end = text.find(' ', at);
    if (end == std::string::npos) end = text.size();
    const auto word = text.substr(at, end - at);
    if (!empty && line.size() + 1 + word.size() > kWidth) {
      out += line + "\n";
      line = indent;
      empty = true;
    }
    line += (empty ? "" : " ") + word;
    empty = false;
    at = end + 1;
  }
  return out + line + "\n";
}

// The rules quoted, numbered in the order of their first mention.
class Footnotes {
 public:
  std::vector<std::size_t> numbers(const Telling& telling, Month month,
                                   const Authorities& authorities, const char* where) {
    std::vector<std::size_t> list;
    for (const auto& path : telling.cited) {
      const auto note = where + authorities.text(path, month);
      const auto known = std::find(notes_.begin(), notes_.end(), note);
      list.push_back(static_cast<std::size_t>(known - notes_.begin()) + 1);
      if (known == notes_.end()) notes_.push_back(note);
    }
    return list;
  }
  std::string text() const {
    if (notes_.empty()) return "";
    std::string out = "\nRules applied\n";
    for (std::size_t i = 0; i < notes_.size(); ++i)
      out += wrapped(fmt::format("  {:<5}", fmt::format("[{}]", i + 1)), notes_[i], "       ");
    return out;
  }

 private:
  std::vector<std::string> notes_;
};

std::string entry_text(const Entry& entry, population::Key subject, const std::string& mark,
                       const std::vector<std::size_t>& numbers) {
  auto text = entry.telling.text;
  if (entry.person != subject) {
    const bool newcomer_family = population::root_of(entry.person) == population::root_of(subject);
    const auto who =
        newcomer_family ? role_of(entry.person) : fmt::format("household member {}", entry.person);
    text = capitalised(who) + ": " + text;
  }
  for (const auto number : numbers) text += fmt::format(" [{}]", number);
  const auto what = entry.is_event ? entry.what : "(" + entry.what + ")";
  const auto first = fmt::format("{}{}  {:<{}}", mark, entry.month.text(), what, kWhatWidth);
  return wrapped(first, text, std::string(first.size(), ' '));
}

std::string lines_text(const std::vector<std::string>& lines, const std::string& mark = "") {
  std::string out;
  for (const auto& line : lines)
    out += wrapped("  " + mark, line, "    " + std::string(mark.size(), ' '));
  return out;
}

std::string scenario_text(const scenario::Scenario& scenario, int replicate) {
  return fmt::format("{}; seed {}, replicate {}, scale {:g}; {} to {}", scenario.title,
                     scenario.seed, replicate, scenario.scale, scenario.start.text(),
                     scenario.end.text());
}

}  // namespace

std::string print(const Life& life, const scenario::Scenario& scenario, int replicate,
                  const Authorities& authorities) {
  auto out = fmt::format("Case file of person {} ({})\n", life.person, life.name);
  out +=
      wrapped("", scenario_text(scenario, replicate), "  ") + "\n" + lines_text(life.head) + "\n";
  Footnotes notes;
  for (const auto& entry : life.entries)
    out += entry_text(entry, life.person, "",
                      notes.numbers(entry.telling, entry.month, authorities, ""));
  if (life.entries.empty()) out += "Nothing happened.\n";
  out += fmt::format("\nAt the end of {}\n", scenario.end.text()) + lines_text(life.end);
  return out + notes.text();
}

std::string print(const Life& base, const Life& variant, const TwoLives& two,
                  const scenario::Scenario& base_scenario,
                  const scenario::Scenario& variant_scenario, int replicate,
                  const Authorities& base_rules, const Authorities& variant_rules) {
  auto out = fmt::format("Case file of person {} ({}) under two scenarios\n", base.person,
                         base.name.empty() ? variant.name : base.name);
  out += wrapped("A  ", scenario_text(base_scenario, replicate), "   ");
  out += wrapped("B  ", scenario_text(variant_scenario, replicate), "   ") + "\n";
  out += lines_text(base.head.empty() ? variant.head : base.head) + "\n";
  if (two.parting) {
    out += fmt::format("The lives part in {}:\n", two.parting->text()) + lines_text(two.why) + "\n";
  } else {
    const bool alike = std::all_of(two.entries.begin(), two.entries.end(),
                                   [](const auto& marked) { return marked.side == Side::both; });
    out += alike ? "The two lives are the same.\n\n"
                 : "The two lives are the same, the city around them is not.\n\n";
  }
  Footnotes notes;
  for (const auto& [side, entry] : two.entries) {
    const bool in_variant = side == Side::variant;
    const auto numbers =
        notes.numbers(entry.telling, entry.month, in_variant ? variant_rules : base_rules,
                      side == Side::both ? ""
                      : in_variant       ? "In B, "
                                         : "In A, ");
    out += entry_text(entry, base.person,
                      side == Side::both ? "   "
                      : in_variant       ? "B  "
                                         : "A  ",
                      numbers);
  }
  if (base.end == variant.end)
    out += fmt::format("\nAt the end of {}\n", base_scenario.end.text()) + lines_text(base.end);
  else
    out += fmt::format("\nAt the end of {}\n", base_scenario.end.text()) +
           lines_text(base.end, "A  ") + lines_text(variant.end, "B  ");
  return out + notes.text();
}

}  // namespace talentsim::trace
