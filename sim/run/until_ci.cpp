// SPDX-License-Identifier: MIT
#include "run/until_ci.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>

#include "run/figures.h"
#include "run/table_words.h"
#include "support/error.h"

namespace talentsim::run {
namespace {

// NAME[/CATEGORY][@PERIOD] in its parts; what is not given is empty.
struct Parts {
  std::string name, category, period;
};

Parts parts_of(const std::string& figure) {
  Parts parts;
  auto rest = figure;
  if (const auto at = rest.rfind('@'); at != std::string::npos) {
    parts.period = rest.substr(at + 1);
    rest.resize(at);
  }
  if (const auto slash = rest.find('/'); slash != std::string::npos) {
    parts.category = rest.substr(slash + 1);
    rest.resize(slash);
  }
  parts.name = rest;
  return parts;
}

[[noreturn]] void unknown(const char* what, const std::string& text, const Target& target,
                          const std::set<std::string>& known) {
  const std::vector<std::string> names(known.begin(), known.end());
  auto hint = did_you_mean(text, names);
  if (hint.empty()) hint = fmt::format(" (one of {})", fmt::join(names, ", "));
  throw UsageError(fmt::format("--until-ci {}: no {} '{}'{}", target.figure, what, text, hint));
}

const Recipe& recipe_of(const std::vector<Recipe>& recipes, const Parts& parts,
                        const Target& target) {
  std::set<std::string> names, categories;
  for (const auto& recipe : recipes) {
    names.insert(recipe.row.figure);
    if (recipe.row.figure != parts.name) continue;
    if (recipe.row.category == parts.category) return recipe;
    categories.insert(recipe.row.category.empty() ? "(none)" : recipe.row.category);
  }
  if (categories.empty()) unknown("figure", parts.name, target, names);
  unknown("category", parts.category, target, categories);
}

// The last whole calendar year, else the last one that is begun; or the period of that label.
Period period_of(const std::vector<Month>& months, const Parts& parts, const Target& target) {
  std::set<std::string> labels;
  for (const auto kind :
       {PeriodKind::calendar_year, PeriodKind::fiscal_year, PeriodKind::half_year}) {
    const auto periods = cut(months, kind);
    if (parts.period.empty()) {
      const auto whole = std::find_if(periods.rbegin(), periods.rend(),
                                      [](const Period& period) { return period.complete(); });
      return whole == periods.rend() ? periods.back() : *whole;
    }
    for (const auto& period : periods) {
      if (parts.period == period.label || parts.period == period.stock_label) return period;
      labels.insert(period.label);
    }
  }
  unknown("period", parts.period, target, labels);
}

std::string count_text(double value) { return fmt::format("{:.6g}", value); }

}  // namespace

Target parse_target(const std::string& text) {
  const auto equals = text.rfind('=');
  Target target;
  if (equals != std::string::npos) {
    target.figure = text.substr(0, equals);
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + equals + 1, end, target.width);
    if (read.ec == std::errc{} && read.ptr == end && target.width > 0 &&
        std::isfinite(target.width) && !target.figure.empty())
      return target;
  }
  throw UsageError(fmt::format(
      "--until-ci '{}' is not FIGURE=WIDTH (write for example arrivals/SCHEME@2027=500, with a "
      "width above 0)",
      text));
}

UntilCi::UntilCi(const std::vector<Target>& targets, const scenario::Scenario& scenario,
                 const stats::Axes& axes, const std::vector<Month>& months)
    : scale_(scenario.scale), shapes_(shapes_of(axes, scenario.output.groups)) {
  const auto recipes = recipes_of(shapes_);
  for (const auto& target : targets) watched_.push_back(watch(target, recipes, months));
}

UntilCi::Watched UntilCi::watch(const Target& target, const std::vector<Recipe>& recipes,
                                const std::vector<Month>& months) const {
  const auto parts = parts_of(target.figure);
  return {target, recipe_of(recipes, parts, target), period_of(months, parts, target), {}};
}

void UntilCi::add(const output::Record& record) {
  const Figures figures(record, shapes_, scale_);
  for (auto& each : watched_) each.moments.add(figures.value(each.recipe, each.period));
}

double UntilCi::Watched::width() const {
  if (moments.count < 2) return std::numeric_limits<double>::quiet_NaN();
  return 2 * student_95(moments.count) * moments.standard_error();
}

bool UntilCi::reached() const {
  return std::all_of(watched_.begin(), watched_.end(), [](const Watched& each) {
    return each.width() <= each.target.width;  // false when there is no interval
  });
}

std::string UntilCi::text() const {
  std::string out;
  for (const auto& each : watched_) {
    const double width = each.width();
    const auto label =
        each.recipe.row.kind == RowKind::stock ? each.period.stock_label : each.period.label;
    const auto& category = each.recipe.row.category;
    out += fmt::format("{}{}{}, {}: ", each.recipe.row.figure, category.empty() ? "" : "/",
                       category, label);
    if (std::isnan(width)) {
      out += "no interval (the figure has no value in some replicate)\n";
      continue;
    }
    out += fmt::format("mean {}, 95% interval {} to {}, {} wide ({} asked for)\n",
                       count_text(each.moments.mean), count_text(each.moments.mean - width / 2),
                       count_text(each.moments.mean + width / 2), count_text(width),
                       count_text(each.target.width));
  }
  return out;
}

}  // namespace talentsim::run
