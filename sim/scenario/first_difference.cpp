// SPDX-License-Identifier: MIT
#include "scenario/first_difference.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <vector>

#include "scenario/binder.h"
#include "scenario/header.h"
#include "scenario/timeline.h"

namespace talentsim::scenario {
namespace {

// One value of the rules; of a series, its steps.
struct Value {
  std::string path, text;
  std::optional<Series> series{};

  std::string at(Month month) const { return series ? fmt::format("{}", series->at(month)) : text; }
};
using Values = std::vector<Value>;

// Lets another visitor fill the fields and notes what they then are.
class Noting : public Fields {
 public:
  Noting(Fields& fields, std::string path, Values& values)
      : fields_(fields), path_(std::move(path)), values_(values) {}

  void number(std::string_view name, double& out, const Spec& spec) override {
    fields_.number(name, out, spec);
    note(name, fmt::format("{}", out));
  }
  void optional_number(std::string_view name, std::optional<double>& out,
                       const Spec& spec) override {
    fields_.optional_number(name, out, spec);
    note(name, out ? fmt::format("{}", *out) : "none");
  }
  void flag(std::string_view name, bool& out, const Spec& spec) override {
    fields_.flag(name, out, spec);
    note(name, out ? "true" : "false");
  }
  void text(std::string_view name, std::string& out, const Spec& spec) override {
    fields_.text(name, out, spec);
  }
  void month(std::string_view name, Month& out, const Spec& spec) override {
    fields_.month(name, out, spec);
    note(name, out.text());
  }
  void series(std::string_view name, Series& out, const Spec& spec) override {
    fields_.series(name, out, spec);
    values_.push_back({path_to(name), "", out});
  }
  void numbers(std::string_view name, std::vector<double>& out, std::size_t size, double sum,
               const Spec& spec) override {
    fields_.numbers(name, out, size, sum, spec);
    note(name, fmt::format("{}", fmt::join(out, ", ")));
  }
  void numbers_by_name(std::string_view name, std::vector<double>& out,
                       const std::vector<std::string>& names, double sum,
                       const Spec& spec) override {
    fields_.numbers_by_name(name, out, names, sum, spec);
    for (std::size_t i = 0; i < std::min(out.size(), names.size()); ++i)
      note(fmt::format("{}.{}", name, names[i]), fmt::format("{}", out[i]));
  }
  void table(std::string_view name, std::vector<std::vector<double>>& out, std::size_t rows,
             std::size_t columns, double row_sum, const Spec& spec) override {
    fields_.table(name, out, rows, columns, row_sum, spec);
    std::string text;
    for (const auto& row : out) text += fmt::format("[{}] ", fmt::join(row, ", "));
    note(name, text);
  }
  bool range(std::string_view name, Range& out, const Spec& spec) override {
    const bool written = fields_.range(name, out, spec);
    note(name, fmt::format("{} to {}", out.min, out.max));
    return written;
  }
  void choice(std::string_view name, int& out, const std::vector<std::string>& words,
              const Spec& spec) override {
    fields_.choice(name, out, words, spec);
    const bool known = out >= 0 && static_cast<std::size_t>(out) < words.size();
    note(name, known ? words[static_cast<std::size_t>(out)] : fmt::format("{}", out));
  }
  void texts(std::string_view name, std::vector<std::string>& out, const Spec& spec) override {
    fields_.texts(name, out, spec);
    note(name, fmt::format("{}", fmt::join(out, ", ")));
  }
  void section(std::string_view name, const std::function<void(Fields&)>& body,
               const Spec& spec) override {
    fields_.section(
        name,
        [&](Fields& inner) {
          Noting noting(inner, path_to(name), values_);
          body(noting);
        },
        spec);
  }
  void entries(std::string_view name, const std::function<void(Fields&, const std::string&)>& body,
               const Spec& spec) override {
    fields_.entries(
        name,
        [&](Fields& inner, const std::string& key) {
          note(fmt::format("{}.{}", name, key), "declared");  // its place among the others counts
          Noting noting(inner, fmt::format("{}.{}", path_to(name), key), values_);
          body(noting, key);
        },
        spec);
  }
  void items(std::string_view name, const std::function<void(Fields&, std::size_t)>& body,
             const Spec& spec) override {
    fields_.items(
        name,
        [&](Fields& inner, std::size_t index) {
          Noting noting(inner, fmt::format("{}[{}]", path_to(name), index + 1), values_);
          body(noting, index);
        },
        spec);
  }
  bool present() const override { return fields_.present(); }
  void expect(bool ok, std::string_view problem, std::string_view at) override {
    fields_.expect(ok, problem, at);
  }

 private:
  std::string path_to(std::string_view name) const {
    return path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
  }
  void note(std::string_view name, std::string text) {
    values_.push_back({path_to(name), std::move(text)});
  }

  Fields& fields_;
  std::string path_;
  Values& values_;
};

// The values from each date on; the first ones hold from the beginning.
using Timeline = std::map<Month, Values>;

Values values_of(const Node& tree, Header& header, Report& report) {
  Values values;
  Rules rules;
  Binder root(report, &tree, "", tree.mark);
  describe_header(root, header);
  Noting noting(root, "", values);
  describe(noting, rules);
  return values;
}

Timeline timeline_of(const std::string& yaml, Month first) {
  Report report;
  std::vector<SourceFile> files;
  if (auto root = parse_tree(yaml, "the scenario", report.problems))
    files.push_back(source_file(*root, "the scenario"));
  if (files.empty()) throw ScenarioError(std::move(report.problems));
  const auto composition = compose(std::move(files), {}, report);
  Timeline timeline;
  Header header, same;
  timeline[first] = values_of(composition.undated, header, report);
  for (const auto& dated : composition.dated) {
    const bool at_once = dated.from <= header.start;  // in force when the run begins
    timeline[at_once ? first : dated.from] = values_of(dated.tree, same, report);
  }
  return timeline;
}

const Values& at(const Timeline& timeline, Month month) {
  return std::prev(timeline.upper_bound(month))->second;
}

std::optional<Difference> difference(const Values& one, const Values& two, Month month) {
  for (std::size_t i = 0; i < std::max(one.size(), two.size()); ++i) {
    if (i >= one.size()) return Difference{month, two[i].path, "", two[i].at(month)};
    if (i >= two.size()) return Difference{month, one[i].path, one[i].at(month), ""};
    const auto here = one[i].at(month), there = two[i].at(month);
    if (one[i].path != two[i].path) {
      const bool later = std::any_of(two.begin(), two.end(),
                                     [&](const Value& v) { return v.path == one[i].path; });
      return later ? Difference{month, two[i].path, "", there}
                   : Difference{month, one[i].path, here, ""};
    }
    if (here != there) return Difference{month, one[i].path, here, there};
  }
  return {};
}

}  // namespace

std::optional<Difference> first_difference(const std::string& one_yaml, const std::string& two_yaml,
                                           Month first, Month last) {
  const auto one = timeline_of(one_yaml, first), two = timeline_of(two_yaml, first);
  for (Month month = first; month <= last; ++month)
    if (auto found = difference(at(one, month), at(two, month), month)) return found;
  return {};
}

}  // namespace talentsim::scenario
