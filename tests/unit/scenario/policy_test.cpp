// SPDX-License-Identifier: MIT
// Rules that change with time: policies, what-ifs that stand on a base, and the command line.
#include <doctest/doctest.h>

#include "unit/scenario/scenario_folder.h"

namespace talentsim::scenario::test {

TEST_CASE("a change tells what stood there before, and a record changes no rule") {
  ScenarioFolder folder;
  const Scenario s = folder.load_text(
      "extends: small_town.yaml\npolicy:\n  - {from: 2023-05, record: [{what: a list, from: 1, to: "
      "two}]}\n");
  REQUIRE(s.policy.size() == 3);
  CHECK(s.policy[0].changes.empty());
  REQUIRE(s.policy[0].records.size() == 1);
  CHECK(s.policy[0].records[0].path == "a list");
  CHECK(s.policy[0].records[0].before == "1");
  CHECK(s.policy[0].records[0].after == "two");
  REQUIRE(s.policy[1].changes.size() == 1);
  CHECK(s.policy[1].changes[0].before == "24");
  CHECK(s.policy[1].changes[0].after == "36");
  CHECK(s.timeline.size() == 3);
}

TEST_CASE("policies act from their dates") {
  const Scenario s = small_town();
  REQUIRE(s.timeline.size() == 3);
  CHECK(s.timeline[0].from == Month::of(2022, 12));
  CHECK(s.rules_at(Month::of(2024, 10)).schemes[0].first_stay_months == 24);
  CHECK(s.rules_at(Month::of(2024, 11)).schemes[0].first_stay_months == 36);
  CHECK(s.rules_at(Month::of(2026, 3)).schemes[0].first_stay_months == 36);
  CHECK(s.rules_at(Month::of(2026, 3)).schemes[0].annual_quota == 2000);
  REQUIRE(s.policy.size() == 2);
  CHECK(s.policy[0].note == "longer first stay");
  CHECK(s.policy[0].source == "gazette of the town");
  CHECK(s.policy[1].paths == std::vector<std::string>{"schemes.graduate.annual_quota"});
}

TEST_CASE("a policy at or before the start is in force when it begins") {
  const Scenario s = small_town({.set = {"period.start=2024-11"}});
  CHECK(s.timeline.size() == 2);
  CHECK(s.timeline[0].from == Month::of(2024, 11));
  CHECK(s.timeline[0].rules.schemes[0].first_stay_months == 36);
}

TEST_CASE("a what-if holds from its date until it changes itself") {
  ScenarioFolder folder;
  const Scenario s = folder.load_text(R"(
extends: small_town.yaml
policy:
  - {from: 2025-01, set: {schemes.graduate.annual_quota: 0}}
  - {from: 2028-01, set: {schemes.graduate.annual_quota: 500}}
)");
  const auto quota = [&](int year, int month) {
    return *s.rules_at(Month::of(year, month)).schemes[0].annual_quota;
  };
  CHECK(quota(2024, 12) == 1000);
  CHECK(quota(2025, 1) == 0);
  CHECK(quota(2026, 3) == 0);  // the base raises it here; the what-if holds
  CHECK(quota(2027, 12) == 0);
  CHECK(quota(2028, 1) == 500);
  CHECK(s.rules_at(Month::of(2026, 3)).schemes[0].first_stay_months ==
        36);  // other items of the base still act
  CHECK(s.policy.size() == 3);
}

TEST_CASE("a what-if's own values hold from the start, over the base's policies") {
  ScenarioFolder folder;
  const Scenario s =
      folder.load_text("extends: small_town.yaml\nschemes: {graduate: {first_stay_months: 12}}\n");
  CHECK(s.rules_at(Month::of(2023, 1)).schemes[0].first_stay_months == 12);
  CHECK(s.rules_at(Month::of(2025, 1)).schemes[0].first_stay_months == 12);
  CHECK(s.timeline.size() == 2);
}

TEST_CASE("a what-if that covers a mapping covers what the base sets inside it") {
  ScenarioFolder folder;
  folder.write("base.yaml",
               "extends: small_town.yaml\npolicy:\n  - {from: 2026-01, set: "
               "{schemes.graduate.requires.experience_years.max: 5}}\n");
  const Scenario s = folder.load_text(
      "extends: base.yaml\npolicy:\n  - {from: 2025-01, set: {schemes.graduate.requires: "
      "{age_years: {min: 20}}}}\n");
  const auto& asked = s.rules_at(Month::of(2027, 1)).schemes[0].requires_;
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].attribute == Attribute::age_years);
}

TEST_CASE("restated rules change nothing") {
  ScenarioFolder folder;
  const Scenario base = folder.load_text("extends: small_town.yaml\n");
  const Scenario restated = folder.load_text(
      "extends: small_town.yaml\nlabour: {layoff_factor: 1.0}\npolicy:\n  - {from: 2026-03, set: "
      "{schemes.graduate.annual_quota: 2000.0}}\n"
      "  - {from: 2027-03, set: {schemes.graduate.requires: {listed_degree: 1, experience_years: "
      "{min: 0, max: 3}}}}\n");
  CHECK(restated.resolved_yaml == base.resolved_yaml);
  CHECK(restated.sha256 == base.sha256);
  CHECK(restated.timeline.size() == base.timeline.size());
}

TEST_CASE("series can be replaced by a constant and by dates") {
  ScenarioFolder folder;
  const Scenario s = folder.load_text(
      "extends: small_town.yaml\npolicy:\n  - {from: 2025-01, set: {labour.vacancies: 100}}\n"
      "  - {from: 2026-01, set: {labour.vacancies: {2026-01: 200, 2026-06: 300}}}\n");
  CHECK(s.rules_at(Month::of(2024, 12)).labour.vacancies.at(Month::of(2024, 12)) == 380);
  CHECK(s.rules_at(Month::of(2025, 1)).labour.vacancies.at(Month::of(2025, 1)) == 100);
  CHECK(s.rules_at(Month::of(2026, 7)).labour.vacancies.at(Month::of(2026, 7)) == 300);
}

TEST_CASE("none takes a quota away") {
  const Scenario s = small_town({.set = {"schemes.graduate.annual_quota=none"}});
  CHECK_FALSE(s.timeline.back().rules.schemes[0].annual_quota);
}

TEST_CASE("the command line wins from the start") {
  const Scenario s = small_town({.set = {"schemes.graduate.first_stay_months=6",
                                         "labour.separation_month=[0.1, 0.2, 0.3]", "seed=1"},
                                 .seed = 99,
                                 .scale = 0.1,
                                 .until = Month::of(2023, 6),
                                 .replicates = 3});
  for (const Stretch& stretch : s.timeline) CHECK(stretch.rules.schemes[0].first_stay_months == 6);
  CHECK(s.timeline[0].rules.labour.separation_month[2] == 0.3);
  CHECK(s.seed == 99);
  CHECK(s.scale == 0.1);
  CHECK(s.end == Month::of(2023, 6));
  CHECK(s.replicates == 3);
}

TEST_CASE("mistakes on the command line are told with the option") {
  ScenarioFolder folder;
  const auto problems = [&](Overrides overrides) {
    return folder.problems("small_town.yaml", overrides);
  };
  CHECK(problems({.set = {"schemes.graduate.anual_quota=1"}}) ==
        "--set schemes.graduate.anual_quota=1: error: unknown key 'anual_quota' in "
        "schemes.graduate (did you mean 'annual_quota'?)");
  CHECK(problems({.set = {"scale"}}) == "--set scale: error: no '=' (write --set path=value)");
  CHECK(problems({.set = {"scale=0"}}) ==
        "--set scale=0: error: scale: 0 is not above 0 (an empty city has no results); write for "
        "example 0.01");
  CHECK(problems({.set = {"scale=nan"}}) ==
        "--set scale=nan: error: scale: 'nan' is not a number (values must be finite)");
  CHECK(problems({.set = {"title=[a"}}).find("--set title=[a: error: not YAML (") == 0);
  CHECK(problems({.set = {"policy=[]"}}) ==
        "--set policy=[]: error: unknown key 'policy' at the top level");
  CHECK(problems({.set = {"pools.river.dispersion=1"}})
            .find("--set pools.river.dispersion=1: error: no 'river' in pools (schemes, pools and "
                  "sectors are declared in their sections)") == 0);
  CHECK(problems({.scale = 1e-9}) ==
        "--scale: error: scale: 1e-09 is below 1e-06 (hardly anybody would be left, and results "
        "are divided by the scale); write for example 0.01");
  CHECK(problems({.scale = 2.0}) == "--scale: error: scale: 2 is outside [0, 1]");
  CHECK(problems({.until = Month::of(2020, 1)}) ==
        "--until: error: period.end: dates out of order: end (2020-01) is before start (2022-12)");
  CHECK(problems({.replicates = 0}) == "--replicates: error: replicates: 0 is outside [1, 10000]");
}

}  // namespace talentsim::scenario::test
