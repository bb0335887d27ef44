// SPDX-License-Identifier: MIT
// What a loaded scenario says, against the text of tests/scenarios/small_town.yaml.
#include "scenario/loader.h"

#include <doctest/doctest.h>

#include "unit/scenario/scenario_folder.h"

namespace talentsim::scenario::test {

TEST_CASE("the header is read") {
  const Scenario s = small_town();
  CHECK(s.title == "Small town");
  CHECK(s.question == "Does the reader read?");
  CHECK(s.start == Month::of(2022, 12));
  CHECK(s.end == Month::of(2030, 12));
  CHECK(s.scale == 0.5);
  CHECK(s.seed == 7);
  CHECK(s.replicates == 2);
  CHECK(s.output.groups == std::vector<std::string>{"flows", "stocks"});
}

TEST_CASE("schemes are read") {
  const Scenario town = small_town();
  const Rules& rules = town.timeline.front().rules;
  REQUIRE(rules.schemes.size() == 2);
  const Scheme& s = rules.schemes[0];
  CHECK(s.name == "graduate");
  CHECK(s.title == "Graduate pass");
  CHECK(s.opens == Month::of(2022, 12));
  CHECK(s.closes == Month::of(2200, 1));
  REQUIRE(s.requires_.size() == 2);
  CHECK(s.requires_[0].attribute == Attribute::listed_degree);
  CHECK(s.requires_[0].range.min == 1);
  CHECK(s.requires_[0].range.max == 1);
  CHECK(s.requires_[1].attribute == Attribute::experience_years);
  CHECK(s.requires_[1].range.max == 3);
  CHECK(s.annual_quota == 1000);
  CHECK_FALSE(s.daily_quota);
  CHECK(s.extension_months == std::vector<double>{36, 36});
  REQUIRE(s.extension_cases.size() == 1);
  CHECK(s.extension_cases[0].months == std::vector<double>{72});
  REQUIRE(s.extension_cases[0].requires_.size() == 2);
  CHECK(s.extension_cases[0].requires_[0].range.min == 2'000'000);
  CHECK(s.extension_cases[0].requires_[0].range.max == kUnbounded);
  REQUIRE(s.renewal_routes.size() == 2);
  CHECK(s.renewal_routes[1][0].attribute == Attribute::own_business);
  CHECK(s.approval_probability.at(Month::of(2022, 1)) == 0.8);
  CHECK(s.approval_probability.at(Month::of(2024, 5)) == 0.8);
  CHECK(s.approval_probability.at(Month::of(2024, 6)) == 0.9);
  CHECK(s.decision_lag.mean_months.at(Month::of(2025, 1)) == 1.5);
  CHECK(s.decision_lag.shape == 3);
  CHECK(s.arrival_probability == 0.9);
  CHECK(rules.schemes[1].group == HolderGroup::one_way_permit);
  CHECK(rules.schemes[1].title == "family");
  CHECK(rules.schemes[1].arrival_lag.mean_months.at(Month::of(2025, 1)) == 0);
  CHECK(rules.schemes[1].extension_cases.empty());
}

TEST_CASE("pools, sectors and behaviour are read") {
  const Scenario town = small_town();
  const Rules& rules = town.timeline.front().rules;
  const Pool& p = rules.pools.at(0);
  CHECK(p.candidates_month.at(Month::of(2025, 1)) == 120.5);
  CHECK(p.ages[1].from == 31);
  REQUIRE(p.attributes.size() == 4);
  CHECK(p.attributes[0].form == Spread::Form::log_normal);  // in the order of Attribute
  CHECK(p.attributes[0].attribute == Attribute::income_hkd_year);
  CHECK(p.skill_shares == std::vector<double>{1, 0, 0});
  CHECK(p.sector_shares == std::vector<double>{0.75, 0.25});
  CHECK(rules.sectors[1].name == "shops");
  CHECK(rules.sectors[1].pay_median_hkd_month[2] == 11000);
  CHECK(rules.standing.at(0).scheme == "graduate");
  CHECK(rules.labour.separation_month[1] == 0.01);
  CHECK(rules.labour.vacancies.at(Month::of(2023, 4)) == 380);
  CHECK(rules.family.mode_shares[3] == 0.2);
  CHECK(rules.renewal.apply_scheme == std::vector<double>{0.4, 0});
  CHECK_FALSE(rules.phases.demography);
  CHECK(rules.phases.movement);
  CHECK(rules.demography.death_multiplier[0].at(Month::of(2025, 1)) == 1);
}

TEST_CASE("caps, trades, bonuses and cases of stay are read") {
  ScenarioFolder folder;
  const Scenario s = folder.load_text(R"(
extends: small_town.yaml
trades: {mason: {title: Masons, sector: shops}, weaver: {}}
schemes:
  graduate:
    trades: [weaver, mason]
    caps:
      - {persons: 100, months: 36, from: 2025-07}
      - {persons: 30, per: trade, months: 0}
      - {persons: 3, per: employer}
    bonuses: [{to: points, amount: 30, requires: {listed_profession: 1}}]
    first_stay_cases: [{months: 36, requires: {trade_qualification: 1}}]
    extension_cases: [{months: [72, 12], requires: {stay_granted_months: {max: 24}}}]
    work_expected: false
pools:
  river_cities:
    trade_shares: {mason: 0.25, weaver: 0.75}
    employers: 40
    employer_concentration: 2
)");
  const Rules& rules = s.timeline.front().rules;
  const Scheme& g = rules.schemes[0];
  CHECK(rules.trades[0].sector == 1);
  CHECK(rules.trades[1].sector == -1);
  CHECK(rules.trades[1].title == "weaver");
  CHECK(g.trades == std::vector<int>{1, 0});
  REQUIRE(g.caps.size() == 3);
  CHECK(g.caps[0].from == Month::of(2025, 7));
  CHECK(g.caps[0].per == CapUnit::scheme);
  CHECK(g.caps[1].per == CapUnit::trade);
  CHECK(g.caps[1].months == 0);
  CHECK(g.caps[2].per == CapUnit::employer);
  CHECK(g.caps[2].months == 12);
  CHECK(g.caps[2].from == Month::of(2000, 1));
  CHECK(g.bonuses.at(0).to == Attribute::points);
  CHECK(g.bonuses[0].requires_.at(0).attribute == Attribute::listed_profession);
  CHECK(g.first_stay_cases.at(0).months == std::vector<double>{36});
  CHECK(g.extension_cases.at(0).months == std::vector<double>{72, 12});
  CHECK_FALSE(g.work_expected);
  CHECK(rules.schemes[1].work_expected);
  CHECK(rules.pools[0].trade_shares == std::vector<double>{0.25, 0.75});
  CHECK(rules.pools[0].trade_sectors == std::vector<int>{1, -1});
  CHECK(rules.pools[0].employers == 40);
}

TEST_CASE("files merge left to right, maps deep, lists whole, and new entries come last") {
  ScenarioFolder folder;
  folder.write("parts/a.yaml",
               "labour: {vacancy_factor: 0.5}\nschemes: {late: {title: A, approval_probability: "
               "{value: 0.5, source: a}}}\n");
  folder.write(
      "parts/b.yaml",
      "labour: {vacancy_factor: 0.25}\nschemes: {late: {title: B}}\noutput: {groups: [labour]}\n");
  const Scenario s =
      folder.load_text("extends: [small_town.yaml, parts/a.yaml, parts/b.yaml]\ntitle: Mine\n");
  const Rules& rules = s.timeline.front().rules;
  CHECK(s.title == "Mine");
  CHECK(s.question == "Does the reader read?");
  CHECK(rules.labour.vacancy_factor == 0.25);
  CHECK(rules.labour.layoff_factor.at(s.start) == 1);
  REQUIRE(rules.schemes.size() == 3);
  CHECK(rules.schemes[2].name == "late");
  CHECK(rules.schemes[2].title == "B");
  CHECK(rules.schemes[2].approval_probability.at(s.start) == 0.5);
  CHECK(s.output.groups == std::vector<std::string>{"labour"});
}

TEST_CASE("a file reached twice counts once, where it is reached first") {
  ScenarioFolder folder;
  folder.write("b.yaml", "extends: small_town.yaml\nlabour: {vacancy_factor: 0.5}\n");
  folder.write("c.yaml", "extends: small_town.yaml\ntitle: C\n");
  const Scenario s = folder.load_text("extends: [b.yaml, c.yaml]\n");
  CHECK(s.title == "C");
  CHECK(s.timeline.front().rules.labour.vacancy_factor == 0.5);
}

TEST_CASE("the resolved scenario is complete and reads back as the same rules") {
  ScenarioFolder folder;
  const std::string what_if = R"(
extends: small_town.yaml
title: "Quotes \" and: colons # here"
schemes:
  graduate: {requires: {age_years: {min: 18}}, appeal: 0.5}
  second: {approval_probability: 0.5, renewal_routes: [{employed: 1}]}
labour: {vacancies: 300, separation_month: {high: 0.1, middle: 0.2, elementary: 0.3}}
policy:
  - {from: 2025-01, note: "a: b", source: [x, "y, z"], set: {schemes.graduate.annual_quota: none, schemes.second.requires: {points: 3}}}
  - {from: 2026-03, set: {schemes.graduate.requires.age_years.min: 21, family.mode_shares: {together: 1}}}
  - {from: 2027-01, set: {schemes.graduate.decision_lag.mean_months: {2027-01: 1, 2028-01: 2}}}
)";
  const auto file = folder.write("x.yaml", what_if);
  std::vector<Parameter> first, second;
  const Scenario s = load(file, {.set = {"departure.no_work_month=0.02"}, .scale = 0.25}, &first);
  const auto resolved = folder.write("resolved.yaml", s.resolved_yaml);
  const Scenario again = load(resolved, {}, &second);
  CHECK(again.resolved_yaml == s.resolved_yaml);
  CHECK(again.sha256 == s.sha256);
  CHECK(again.title == s.title);
  CHECK(again.scale == 0.25);
  CHECK(again.warnings == s.warnings);
  REQUIRE(again.timeline.size() == s.timeline.size());
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    CHECK(first[i].path == second[i].path);
    CHECK(first[i].value == second[i].value);
    CHECK(first[i].source == second[i].source);
  }
  for (std::size_t i = 0; i < s.timeline.size(); ++i) {
    CHECK(again.timeline[i].from == s.timeline[i].from);
    CHECK(again.timeline[i].rules.schemes[0].annual_quota ==
          s.timeline[i].rules.schemes[0].annual_quota);
    CHECK(again.timeline[i].rules.schemes[1].requires_.size() ==
          s.timeline[i].rules.schemes[1].requires_.size());
  }
  CHECK(s.resolved_yaml.find(folder.outside().string()) ==
        std::string::npos);  // the same on every machine
}

TEST_CASE("the digest is SHA-256") {  // FIPS 180-2, appendix B.1
  CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("many mistakes of many kinds are told at once, in order") {
  ScenarioFolder folder;
  folder.write("part.yaml", "labour: {vacancy_factor: -1, vacancy_factor: 2}\n");
  CHECK(folder.problems_in("extends: [small_town.yaml, part.yaml, ../up.yaml]\nscale: 0\nfamilly: "
                           "{}\nlabour: {in_field_share: no}\n") ==
        "part.yaml:1:26: error: labour.vacancy_factor: -1 is outside [0, 1000]\n"
        "part.yaml:1:30: error: duplicate key 'vacancy_factor' (first given at line 1, column 10)\n"
        "x.yaml:1:39: error: '../up.yaml' leaves the folder 'scenarios' (scenario files are read "
        "only below it)\n"
        "x.yaml:2:8: error: scale: 0 is not above 0 (an empty city has no results); write for "
        "example 0.01\n"
        "x.yaml:3:1: error: unknown key 'familly' at the top level (did you mean 'family'?)\n"
        "x.yaml:4:26: error: labour.in_field_share: 'no' is not a number (a decimal number such as "
        "12, 0.5 or 1e-3 is needed)");
}

}  // namespace talentsim::scenario::test
