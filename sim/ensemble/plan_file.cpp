// SPDX-License-Identifier: MIT
// A plan as JSON, and what other programs read of it.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "ensemble/plan.h"
#include "ensemble/quantile.h"
#include "scenario/scalars.h"

namespace talentsim::ensemble {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "talentsim plan 1";
constexpr double kTail = 0.001;  // of a prior without ends, left out of the bounds

std::pair<double, double> bounds_of(const Plan& plan, const Column& column, std::size_t j) {
  if (column.prior_text.empty()) {
    double low = plan.matrix[0][j], high = low;
    for (const auto& row : plan.matrix) low = std::min(low, row[j]), high = std::max(high, row[j]);
    return {low, high};
  }
  const bool ends = column.prior.form == scenario::Prior::Form::uniform;
  const double tail = ends ? 0 : kTail;
  return {quantile(column.prior, tail, column.min, column.max),
          quantile(column.prior, 1 - tail, column.min, column.max)};
}

// Structure as it should be, or nlohmann::json::exception.
Plan plan_of(const nlohmann::json& json) {
  Plan plan;
  plan.title = json.at("title").get<std::string>();
  plan.question = json.at("question").get<std::string>();
  plan.design = json.at("design").get<std::string>();
  plan.program_version = json.at("program_version").get<std::string>();
  plan.git_commit = json.at("git_commit").get<std::string>();
  plan.scenario_yaml = json.at("scenario_yaml").get<std::string>();
  plan.from = Month::parse(json.at("from").get<std::string>());
  plan.points_per_slice = json.at("points_per_slice").get<int>();
  for (const auto& parameter : json.at("parameters"))
    plan.paths.push_back(parameter.at("path").get<std::string>());
  plan.matrix = json.at("matrix").get<Matrix>();
  plan.seeds = json.at("seeds").get<std::vector<std::uint64_t>>();
  plan.sha256 = json.at("sha256").get<std::string>();
  return plan;
}

bool has_shape(const Plan& plan) {
  return plan.points_per_slice > 0 && plan.points_per_slice <= kMostPoints &&
         !plan.matrix.empty() && plan.matrix.size() <= static_cast<std::size_t>(kMostPoints) &&
         plan.seeds.size() == plan.matrix.size() && !plan.paths.empty() &&
         std::all_of(plan.matrix.begin(), plan.matrix.end(),
                     [&](const auto& row) { return row.size() == plan.paths.size(); });
}

}  // namespace

std::string plan_json(const Planned& planned) {
  const Plan& plan = planned.plan;
  Json parameters = Json::array();
  for (std::size_t j = 0; j < planned.columns.size(); ++j) {
    const Column& column = planned.columns[j];
    const auto [low, high] = bounds_of(plan, column, j);
    parameters.push_back(Json::object({{"path", column.path},
                                       {"unit", column.unit},
                                       {"whole", column.whole},
                                       {"prior", column.prior_text},
                                       {"lower", low},
                                       {"upper", high}}));
  }
  return Json::object({{"format", kFormat},
                       {"sha256", plan.sha256},
                       {"title", plan.title},
                       {"question", plan.question},
                       {"design", plan.design},
                       {"program_version", plan.program_version},
                       {"git_commit", plan.git_commit},
                       {"from", plan.from ? plan.from->text() : std::string()},
                       {"points", plan.points()},
                       {"points_per_slice", plan.points_per_slice},
                       {"slices", plan.slices()},
                       {"parameters", std::move(parameters)},
                       {"matrix", plan.matrix},
                       {"seeds", plan.seeds},
                       {"scenario_yaml", plan.scenario_yaml}})
             .dump(1) +
         '\n';
}

std::string matrix_csv(const Plan& plan) {
  std::string text;
  for (std::size_t j = 0; j < plan.paths.size(); ++j) text += (j > 0 ? "," : "") + plan.paths[j];
  for (const auto& row : plan.matrix) {
    text += '\n';
    for (std::size_t j = 0; j < row.size(); ++j)
      text += (j > 0 ? "," : "") + scenario::number_text(row[j]);
  }
  return text + '\n';
}

std::string salib_json(const Planned& planned) {
  Json bounds = Json::array();
  for (std::size_t j = 0; j < planned.columns.size(); ++j) {
    const auto [low, high] = bounds_of(planned.plan, planned.columns[j], j);
    bounds.push_back(Json::array({low, high}));
  }
  return Json::object({{"num_vars", planned.columns.size()},
                       {"names", planned.plan.paths},
                       {"bounds", std::move(bounds)}})
             .dump(1) +
         '\n';
}

Plan read_plan(const std::filesystem::path& file) {
  const auto refuse = [&](const std::string& why) {
    throw UsageError(fmt::format("'{}' is no plan ({}) name a file that talentsim plan wrote",
                                 file.string(), why));
  };
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) refuse("there is no such file");
  if (!std::filesystem::is_regular_file(file, ignored)) refuse("it is not an ordinary file");
  std::ifstream stream(file);
  if (!stream) refuse("it cannot be opened");
  Plan plan;
  try {
    const auto json = nlohmann::json::parse(stream);
    if (!json.is_object() || json.value("format", "") != kFormat)
      refuse(fmt::format("its format is not '{}'", kFormat));
    plan = plan_of(json);
  } catch (const nlohmann::json::exception& error) {
    refuse("it is not the JSON of one");
  }
  if (!has_shape(plan)) refuse("its matrix has not one row a seed and one column a parameter");
  if (plan.sha256 != sha256_of(plan))
    throw UsageError(
        fmt::format("'{}' was changed after it was made (its SHA-256 does not match) "
                    "plan again with talentsim plan",
                    file.string()));
  return plan;
}

}  // namespace talentsim::ensemble
