// SPDX-License-Identifier: MIT
#include "ensemble/design.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "scenario/binder.h"
#include "scenario/describe.h"
#include "scenario/files.h"
#include "scenario/scalars.h"

namespace talentsim::ensemble {
namespace {

using scenario::Binder;
using scenario::Fields;
using scenario::Mark;
using scenario::Node;
using scenario::Report;

constexpr std::size_t kBytesOfNumber = 26;  // with sign, exponent and comma

const std::vector<std::string> kSeedWords = {"common", "separate"};

std::vector<std::string> split(std::string_view line, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : line) {
    if (c == separator)
      parts.emplace_back();
    else if (c != '\r' && c != ' ')
      parts.back() += c;
  }
  return parts;
}

// Columns of numbers under their paths.
class Csv {
 public:
  Csv(const scenario::TextFile& file, Report& report)
      : name_(std::make_shared<const std::string>(file.path.string())), report_(report) {
    std::string_view text = file.text;
    for (int number = 1; !text.empty() && !report_.is_full(); ++number) {
      const auto line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      if (line.find_first_not_of(" \r") != std::string_view::npos) take(line, number);
    }
    if (columns_.empty() || columns_.front().values.empty())
      report_.add({name_, 0, 0},
                  "no points (the first line names the paths, each other is a point)");
  }
  std::vector<DesignParameter> take_columns() { return std::move(columns_); }

 private:
  void take(std::string_view line, int number) {
    const auto cells = split(line, ',');
    if (columns_.empty()) {
      for (const auto& path : cells) columns_.push_back({path, {name_, number, 1}, {}, {}});
      return;
    }
    if (cells.size() != columns_.size())
      return report_.add({name_, number, 1},
                         fmt::format("{} values for {} paths", cells.size(), columns_.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto value = scenario::read_number(scenario::scalar_node(cells[i], {}));
      if (!value)
        report_.add({name_, number, 1}, fmt::format("{}: {}", columns_[i].path, value.problem));
      columns_[i].values.push_back(value.value);
    }
  }

  std::shared_ptr<const std::string> name_;
  Report& report_;
  std::vector<DesignParameter> columns_;
};

class DesignFile {
 public:
  DesignFile(const std::filesystem::path& file, Report& report) : file_(file), report_(report) {}

  void bind(const Node& root) {
    Binder fields(report_, &root, "", root.mark);
    fields.allow({"parameters", "set"});
    fields.text("title", design.title, scenario::meaning_only("what the sweep is called"));
    fields.text("question", design.question, scenario::meaning_only("what it is meant to answer"));
    bind_scenario(fields, root);
    bind_kind(fields, root);
    bind_running(fields, root);
    bind_set(root.find("set"));
    fields.finish();
  }

  Design design;

 private:
  void bind_scenario(Fields& fields, const Node& root) {
    std::string written;
    fields.text("scenario", written,
                scenario::required(scenario::meaning_only("file of the scenario that is varied")));
    const Node* node = root.find("scenario");
    if (written.empty() || node == nullptr) return;
    if (auto found = scenario::read_text_file(file_, written, node->mark, report_.problems))
      design.scenario = std::move(found->path);
  }

  void bind_kind(Fields& fields, const Node& root) {
    int kind = 0;
    fields.choice("design", kind, design_kind_names(),
                  scenario::required(scenario::meaning_only("how the points are laid out")));
    design.kind = static_cast<DesignKind>(kind);
    const bool drawn = is_drawn(design.kind), csv = design.kind == DesignKind::csv;
    bind_parameters(root.find("parameters"));
    fields.flag("all_priors", design.all_priors,
                scenario::meaning_only("vary every parameter that has a prior"));
    std::string matrix;
    fields.text("matrix", matrix, scenario::meaning_only("CSV file of the points"));
    fields.expect(csv || matrix.empty(), "only a csv design has a matrix", "matrix");
    fields.expect(!csv || !matrix.empty(), "missing key 'matrix' (the CSV file of the points)");
    fields.expect(!csv || root.find("parameters") == nullptr,
                  "the matrix names the parameters (leave parameters out)", "parameters");
    fields.expect(drawn || !design.all_priors,
                  "only latin_hypercube and sobol designs draw from priors", "all_priors");
    fields.expect(csv || design.all_priors || !design.parameters.empty(),
                  "no parameters (nothing varies)");
    if (csv && !matrix.empty())
      if (auto text = scenario::read_text_file(file_, matrix, root.find("matrix")->mark,
                                               report_.problems, kMostCells * kBytesOfNumber))
        design.parameters = Csv(*text, report_).take_columns();
    scenario::whole_number(
        fields, "points", design.points,
        {.unit = "", .min = 1, .max = kMostPoints, .meaning = "points of a drawn design"});
    fields.expect(!drawn || design.points > 0, "missing key 'points' (how many to draw)");
    fields.expect(drawn || root.find("points") == nullptr,
                  "only latin_hypercube and sobol designs have a number of points", "points");
  }

  // By path, so names with points, which a mapping of a scenario does not have.
  void bind_parameters(const Node* node) {
    if (node == nullptr || node->broken) return;
    if (!node->is_mapping())
      return report_.add(
          node->mark,
          fmt::format("parameters: {} where a mapping by path is needed, such as {{path: "
                      "{{values: [1, 2]}}}}",
                      scenario::what_is(*node)));
    for (const auto& [path, mark, value] : node->entries) {
      if (value.broken) continue;
      const auto name = "parameters." + path;
      if (!value.is_mapping()) {
        report_.add(value.mark, fmt::format("{}: {} where a mapping with values or prior is needed",
                                            name, scenario::what_is(value)));
        continue;
      }
      Binder fields(report_, &value, name, mark);
      bind_parameter(fields, {path, mark, {}, {}});
      fields.finish();
    }
  }

  void bind_parameter(Fields& f, DesignParameter parameter) {
    const bool drawn = is_drawn(design.kind);
    f.numbers("values", parameter.values, 0, scenario::kAnySum,
              scenario::meaning_only("values of a grid or a list"));
    f.text("prior", parameter.prior,
           scenario::meaning_only("own, or a distribution such as uniform(a, b)"));
    f.expect(!drawn || parameter.values.empty(),
             "values belong to grid and list designs; write prior: own", "values");
    f.expect(drawn || parameter.prior.empty(),
             "a prior belongs to latin_hypercube and sobol designs; write values", "prior");
    f.expect(drawn || !parameter.values.empty(), "missing key 'values' (a list of numbers)");
    f.expect(!drawn || !parameter.prior.empty(),
             "missing key 'prior' (own, or a distribution such as uniform(a, b))");
    if (parameter.prior == "own") parameter.prior.clear();
    design.parameters.push_back(std::move(parameter));
  }

  void bind_running(Fields& fields, const Node& root) {
    int replicates = 1, seeds = 0;
    scenario::whole_number(
        fields, "replicates", replicates,
        {.unit = "", .min = 1, .max = 10000, .meaning = "replicates of each point"});
    if (root.find("replicates") != nullptr) design.replicates = replicates;
    scenario::whole_number(
        fields, "points_per_slice", design.points_per_slice,
        {.unit = "", .min = 1, .max = kMostPoints, .meaning = "points that one slice runs"});
    fields.choice("seeds", seeds, kSeedWords,
                  scenario::meaning_only("common to all points, or separate"));
    design.separate_seeds = seeds == 1;
    fields.number("design_seed", design.design_seed,
                  {.unit = "",
                   .min = 0,
                   .max = 9007199254740991,
                   .meaning = "seed of a Latin hypercube",
                   .whole = true});
    Month from;
    fields.month("from", from, scenario::meaning_only("month from which the values hold"));
    if (root.find("from") != nullptr) design.from = from;
  }

  void bind_set(const Node* set) {
    if (set == nullptr || set->broken) return;
    if (!set->is_mapping())
      return report_.add(set->mark,
                         fmt::format("set: {} where a mapping of paths to values is needed",
                                     scenario::what_is(*set)));
    for (const auto& entry : set->entries)
      design.set.push_back(entry.key + "=" + scenario::print_tree(entry.value));
  }

  const std::filesystem::path& file_;
  Report& report_;
};

void check_lengths(const Design& design, Report& report) {
  if (design.kind != DesignKind::list || design.parameters.empty()) return;
  const auto& first = design.parameters.front();
  for (const auto& other : design.parameters)
    if (other.values.size() != first.values.size())
      report.add(other.mark,
                 fmt::format("{} values where '{}' has {} (a list takes one of each for a point)",
                             other.values.size(), first.path, first.values.size()));
}

}  // namespace

const std::vector<std::string>& design_kind_names() {
  static const std::vector<std::string> names = {"grid", "list", "csv", "latin_hypercube", "sobol"};
  return names;
}

Design read_design(const std::filesystem::path& file) {
  Report report;
  const Mark whole{std::make_shared<const std::string>(file.string()), 0, 0};
  const auto text = scenario::read_text_file({}, file.string(), whole, report.problems);
  std::optional<Node> root;
  if (text) root = scenario::parse_tree(text->text, file.string(), report.problems);
  if (root && !root->is_mapping())
    report.add(root->mark, fmt::format("{} where a mapping of keys to values is needed",
                                       scenario::what_is(*root)));
  if (!root || !report.problems.empty()) throw ScenarioError(std::move(report.problems));
  DesignFile reader(file, report);
  reader.bind(*root);
  check_lengths(reader.design, report);
  if (!report.problems.empty()) throw ScenarioError(std::move(report.problems));
  return std::move(reader.design);
}

}  // namespace talentsim::ensemble
