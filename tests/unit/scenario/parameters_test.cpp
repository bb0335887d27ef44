// SPDX-License-Identifier: MIT
// Where values come from: sources, priors and roles in the table of parameters.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "unit/scenario/scenario_folder.h"

namespace talentsim::scenario::test {
namespace {

std::map<std::string, Parameter> parameters_of(const fs::path& file,
                                               const Overrides& overrides = {}) {
  std::vector<Parameter> list;
  load(file, overrides, &list);
  std::map<std::string, Parameter> out;
  for (const Parameter& parameter : list) out[parameter.path] = parameter;
  return out;
}

// The town with another `apply_scheme`; in an own file, since what replaces a value says so itself.
std::string town_with(const std::string& apply_scheme) {
  std::ifstream file(test_scenarios() / "small_town.yaml");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string before = "apply_scheme: {graduate: 0.4}";
  return text.replace(text.find(before), before.size(), "apply_scheme: " + apply_scheme);
}

}  // namespace

TEST_CASE("a value that is replaced says where it now comes from") {
  ScenarioFolder folder;
  const auto file = folder.write("what_if/x.yaml",
                                 "extends: ../small_town.yaml\nlabour: {matching_efficiency: 0.3, "
                                 "tightness_elasticity: 0.35}\n");
  auto p = parameters_of(file, {.set = {"departure.no_work_month=0.02"}});
  CHECK(p["labour.matching_efficiency"].value == "0.3");
  CHECK(p["labour.matching_efficiency"].source == "what_if/x.yaml");
  CHECK(p["labour.matching_efficiency"].prior == "");
  CHECK(p["labour.matching_efficiency"].unit == "1/month");
  CHECK(p["labour.tightness_elasticity"].source ==
        "what_if/x.yaml");  // new, and needs no source of its own
  CHECK(p["departure.no_work_month"].source == "--set");
  CHECK(p["departure.other_reason_month"].source == "invented");
}

TEST_CASE("parameters carry their sources, priors and roles") {
  auto p = parameters_of(test_scenarios() / "small_town.yaml");
  CHECK(p["schemes.graduate.arrival_probability"].prior == "beta(90, 10)");
  CHECK(p["schemes.graduate.arrival_probability"].role == "fitted");
  CHECK(p["schemes.graduate.arrival_probability"].assumed);
  CHECK(p["schemes.graduate.approval_probability"].source == "invented");
  CHECK(p["schemes.graduate.approval_probability"].value == "2022-12: 0.8, 2024-06: 0.9");
  CHECK(p["pools.river_cities.dispersion"].source == "invented; invented again, page 2");
  CHECK(p["labour.vacancies"].source == "survey of shops");
  CHECK(p["labour.stay_in_sector_share"].source == "default");
  CHECK_FALSE(p["labour.stay_in_sector_share"].written);
  CHECK(p["family.mode_shares"].value ==
        "together 0.3, principal_first 0.3, family_first 0.1, commuting 0.2, split 0.1");
  CHECK(p["labour.matching_efficiency"].meaning ==
        "hazard of finding a job at one vacancy a seeker");
}

TEST_CASE("numbers by name under one source are recorded one by one with their own priors") {
  ScenarioFolder folder;
  auto p = parameters_of(folder.write("x.yaml", town_with(R"yaml({source: a survey, family: 0.25,
    graduate: {value: 0.5, prior: "normal(0.5, 0.7)", role: fitted}})yaml")));
  CHECK_FALSE(p.contains("renewal.apply_scheme"));
  CHECK(p["renewal.apply_scheme.graduate"].value == "0.5");
  CHECK(p["renewal.apply_scheme.graduate"].prior == "normal(0.5, 0.7)");
  CHECK(p["renewal.apply_scheme.graduate"].role == "fitted");
  CHECK(p["renewal.apply_scheme.graduate"].source == "a survey");
  CHECK(p["renewal.apply_scheme.family"].value == "0.25");
  CHECK(p["renewal.apply_scheme.family"].prior == "");
  CHECK(p["renewal.apply_scheme.family"].source == "a survey");
}

TEST_CASE("a value under its own prior is checked when the source is said once") {
  ScenarioFolder folder;
  const auto town =
      town_with(R"yaml({source: a survey, graduate: {value: 3, prior: "uniform(0, 1)"}})yaml");
  CHECK(folder.problems_in(town).ends_with(
      "error: renewal.apply_scheme.graduate: value 3 cannot occur under its prior uniform(0, 1)"));
}

TEST_CASE("assumptions in force are named") {
  CHECK(small_town().warnings ==
        std::vector<std::string>{
            "assumption: schemes.graduate.arrival_probability = 0.9, prior beta(90, 10)",
            "assumption: labour.matching_efficiency = 0.2, prior log_normal(0.2, 0.15)"});
}

}  // namespace talentsim::scenario::test
