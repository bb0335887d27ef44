// SPDX-License-Identifier: MIT
#include "ensemble/pairing.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "run/table_rows.h"
#include "support/error.h"

namespace talentsim::ensemble {
namespace {

using output::ResultsReader;

// What stands in the way, and what would remove it.
struct Obstacles {
  std::vector<std::string> options;   // of talentsim run, for the variant
  std::vector<std::string> problems;  // "seed 2 beside 1"
  std::vector<std::string> remedies;

  void problem(const char* what, const std::string& base, const std::string& variant) {
    problems.push_back(fmt::format("{} {} beside {}", what, variant, base));
  }
  void remedy(const std::string& text) {
    if (std::find(remedies.begin(), remedies.end(), text) == remedies.end())
      remedies.push_back(text);
  }
};

// Attributes of the root that together are the program that ran.
constexpr std::pair<const char*, const char*> kBuild[] = {
    {"format_version", "format"}, {"program_version", "version"},
    {"git_commit", "commit"},     {"instruction_set", "instruction set"},
    {"compiler", "compiler"},     {"math_library", "mathematical library"},
};

std::string attribute(const ResultsReader& file, const char* name) {
  return file.file().text_attribute(name).value_or("unknown");
}

void check_build(Obstacles& obstacles, const ResultsReader& base, const ResultsReader& variant) {
  for (const auto& [name, words] : kBuild) {
    const auto a = attribute(base, name), b = attribute(variant, name);
    if (a == b) continue;
    obstacles.problem(words, a, b);
    obstacles.remedy("run both again with one build of the program");
  }
}

void check_size(Obstacles& obstacles, const ResultsReader& base, const ResultsReader& variant) {
  const auto compare = [&](const char* what, const std::string& a, const std::string& b,
                           const char* option) {
    if (a == b) return;
    obstacles.problem(what, a, b);
    obstacles.options.push_back(fmt::format("{} {}", option, a));
  };
  compare("seed", base.seed(), variant.seed(), "--seed");
  compare("scale", fmt::format("{}", base.scale()), fmt::format("{}", variant.scale()), "--scale");
  compare("replicates", fmt::format("{}", base.replicates()),
          fmt::format("{}", variant.replicates()), "--replicates");
  const auto drawn = [](const ResultsReader& file) {
    return file.file().text_attribute("drawn_parameters").value_or("none");
  };
  if (const auto a = drawn(base), b = drawn(variant); a != b) {
    obstacles.problem("parameters drawn from priors", a, b);
    obstacles.remedy("draw the same ones in both, or none");
  }
  if (base.months().empty() || variant.months().empty()) return;  // told with the groups
  compare("last month", base.months().back().text(), variant.months().back().text(), "--until");
  const auto a = base.months().front(), b = variant.months().front();
  if (a == b) return;
  obstacles.problem("first month", a.text(), b.text());
  obstacles.remedy("give both scenarios one start");
}

// Labels of the axis that only the second has.
std::vector<std::string> only_second(const std::vector<std::string>& first,
                                     const std::vector<std::string>& second) {
  std::vector<std::string> list;
  for (const auto& label : second)
    if (std::find(first.begin(), first.end(), label) == first.end()) list.push_back(label);
  return list;
}

void check_labels(Obstacles& obstacles, const output::FigureShape& base,
                  const output::FigureShape& variant) {
  for (std::size_t i = 0; i < base.labels.size(); ++i) {
    const auto &a = base.labels[i], &b = variant.labels[i];
    if (a == b) continue;
    const auto missing = only_second(b, a), added = only_second(a, b);
    std::vector<std::string> words;
    if (!added.empty()) words.push_back(fmt::format("{} added", fmt::join(added, ", ")));
    if (!missing.empty()) words.push_back(fmt::format("{} missing", fmt::join(missing, ", ")));
    if (words.empty()) words.emplace_back("in another order");
    const auto text = fmt::format("other categories: {}", fmt::join(words, ", "));
    if (std::find(obstacles.problems.begin(), obstacles.problems.end(), text) ==
        obstacles.problems.end())
      obstacles.problems.push_back(text);
    obstacles.remedy("declare the same schemes and sectors in both scenarios, closed where unused");
  }
}

void check_figures(Obstacles& obstacles, const ResultsReader& base, const ResultsReader& variant) {
  if (base.groups() != variant.groups()) {
    obstacles.problem("groups", fmt::format("{}", fmt::join(base.groups(), ", ")),
                      fmt::format("{}", fmt::join(variant.groups(), ", ")));
    obstacles.remedy("give both scenarios one output.groups");
    return;
  }
  const auto a = run::shapes_of(base), b = run::shapes_of(variant);
  for (const auto& [measure, shape] : a)
    if (const auto other = b.find(measure); other != b.end())
      check_labels(obstacles, shape, other->second);
}

}  // namespace

void check_pair(const ResultsReader& base, const ResultsReader& variant) {
  Obstacles obstacles;
  check_build(obstacles, base, variant);
  check_size(obstacles, base, variant);
  check_figures(obstacles, base, variant);
  if (obstacles.problems.empty()) return;
  auto remedies = obstacles.remedies;
  if (!obstacles.options.empty())
    remedies.push_back(
        fmt::format("run '{}' again with {}", variant.path(), fmt::join(obstacles.options, " ")));
  throw UsageError(fmt::format("'{}' does not pair with '{}' ({}) {}", variant.path(), base.path(),
                               fmt::join(obstacles.problems, "; "), fmt::join(remedies, "; ")));
}

}  // namespace talentsim::ensemble
