// SPDX-License-Identifier: MIT
#include "run/timeline_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scenario/tree.h"

namespace talentsim::run {
namespace {

using scenario::Parameter;
using scenario::PolicyChange;
using scenario::Scenario;

constexpr std::size_t kWidth = 100;

// Words of `text` in lines of at most kWidth columns; the first after `head`, the others indented
// as deep.
std::string wrapped(const std::string& head, const std::string& text) {
  const std::string indent(head.size(), ' ');
  std::string out, line = head;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(' ', begin), text.size());
    const auto word = text.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    if (line.size() > head.size() && line.size() + 1 + word.size() > kWidth) {
      out += line + '\n';
      line = indent;
    }
    line += (line.size() > head.size() ? " " : "") + word;
  }
  return out + line + '\n';
}

std::string source_line(const std::string& source) {
  return wrapped("    Source: ", source.empty() ? "none given" : source);
}

class Page {
 public:
  Page(const Scenario& scenario, const std::vector<Parameter>& parameters) : scenario_(scenario) {
    for (const auto& p : parameters) parameters_.emplace(p.path, &p);
    std::vector<Problem> none;
    resolved_ = scenario::parse_tree(scenario.resolved_yaml, "", none);
    const auto& rules = scenario.timeline.back().rules;
    for (const auto& scheme : rules.schemes) titles_["schemes." + scheme.name] = scheme.title;
    for (const auto& pool : rules.pools) titles_["pools." + pool.name] = pool.title;
  }

  std::string print() {
    add_openings();
    for (const auto& item : scenario_.policy) add_item(item);
    std::string out = fmt::format(
        "{}: dated changes of the rules, {} to {}\n"
        "A change acts from the month that it stands under; the day, where it matters, is in the "
        "words.\n"
        "What is marked [on record] changed, here or in a rival city; no rule of the model reads "
        "it.\n",
        scenario_.title, scenario_.start.text(), scenario_.end.text());
    for (const auto& [month, entries] : months_) {
      out += fmt::format("\n{}\n", month.text());
      for (const auto& entry : entries) out += entry;
    }
    return out + fmt::format("\n{} dates, {} entries.\n", months_.size(), entries());
  }

 private:
  // The remark beside a month of a scheme: the day, mostly.
  std::string note(const std::string& scheme, const char* field) const {
    const scenario::Node* node = resolved_ ? &*resolved_ : nullptr;
    for (const std::string& key : {std::string("schemes"), scheme, std::string(field)})
      if (node != nullptr) node = node->find(key);
    if (node != nullptr) node = node->find("note");
    return node == nullptr ? "" : "; " + node->text;
  }

  void add_openings() {
    for (const auto& scheme : scenario_.timeline.back().rules.schemes) {
      const auto within = [&](Month m) { return m >= scenario_.start && m <= scenario_.end; };
      const auto add = [&](Month month, const char* what, const char* field) {
        if (!within(month)) return;
        const auto* p = parameter(fmt::format("schemes.{}.{}", scheme.name, field));
        months_[month].push_back(
            wrapped("  ", fmt::format("{}: {} ({}){}", what, scheme.title, scheme.name,
                                      note(scheme.name, field))) +
            source_line(p == nullptr || p->source == "default" ? "" : p->source));
      };
      add(scheme.opens, "Opens to applications", "opens");
      add(scheme.closes, "Closes to new applications", "closes");
    }
  }

  void add_item(const scenario::PolicyItem& item) {
    std::string entry = wrapped("  ", item.note.empty() ? "Change of the rules" : item.note);
    for (const auto& change : item.changes) entry += line(change);
    for (const auto& record : item.records)
      entry +=
          wrapped("    - ", fmt::format("{}: {}to {} [on record]", record.path,
                                        record.before.empty() ? "" : "from " + record.before + ' ',
                                        record.after));
    months_[item.from].push_back(entry + source_line(item.source));
  }

  // "Title of the scheme, first stay: from 24 months to 36 months".
  std::string line(const PolicyChange& change) const {
    const auto* p = parameter(change.path);
    const std::string unit = p == nullptr ? "" : p->unit;
    const bool by_default = change.before.empty() && p != nullptr && !p->written;
    const auto before = with_unit(by_default ? p->value : change.before, unit);
    return wrapped("    - ", fmt::format("{}: from {} to {}", place(change.path, unit),
                                         spaced(before), spaced(with_unit(change.after, unit))));
  }

  // "36, 24 months", "1 month", "none", "nothing" for what is not written.
  static std::string with_unit(const std::string& value, const std::string& unit) {
    if (value.empty()) return "nothing";
    if (unit.empty() || unit == "1" || value.find_first_of("0123456789") != 0) return value;
    const bool one = value == "1" && unit.ends_with('s');
    return fmt::format("{} {}", value, one ? unit.substr(0, unit.size() - 1) : unit);
  }

  static std::string spaced(std::string text) {
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
  }

  // A path with the title of the scheme or pool for its name, in words; the unit stands with the
  // values.
  std::string place(const std::string& path, const std::string& unit) const {
    const auto first = path.find('.');
    const auto second = first == std::string::npos ? first : path.find('.', first + 1);
    if (second == std::string::npos) return path;
    const auto title = titles_.find(path.substr(0, second));
    if (title == titles_.end()) return path;
    auto field = path.substr(second + 1);
    if (field.ends_with('_' + unit)) field.resize(field.size() - unit.size() - 1);
    return fmt::format("{}, {}", title->second, spaced(field));
  }

  const Parameter* parameter(const std::string& path) const {
    const auto found = parameters_.find(path);
    return found == parameters_.end() ? nullptr : found->second;
  }

  std::size_t entries() const {
    std::size_t count = 0;
    for (const auto& [month, list] : months_) count += list.size();
    return count;
  }

  const Scenario& scenario_;
  std::optional<scenario::Node> resolved_;
  std::map<std::string, const Parameter*> parameters_;
  std::map<std::string, std::string> titles_;
  std::map<Month, std::vector<std::string>> months_;
};

}  // namespace

std::string timeline_page(const Scenario& scenario, const std::vector<Parameter>& parameters) {
  return Page(scenario, parameters).print();
}

}  // namespace talentsim::run
