// SPDX-License-Identifier: MIT
#include "output/schema.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "sample.h"

using namespace talentsim;
using namespace talentsim::output;

TEST_CASE("the table of measures is in the order of the enum, with unique names in each group") {
  const auto& table = stats::measures();
  REQUIRE(table.size() == stats::kMeasures);
  std::set<std::pair<std::string, std::string>> names;
  for (std::size_t i = 0; i < table.size(); ++i) {
    CAPTURE(table[i].name);
    CHECK(static_cast<std::size_t>(table[i].measure) == i);
    CHECK(names.emplace(table[i].group, table[i].name).second);
    CHECK(std::string(table[i].definition).ends_with("."));
    // Counts of persons, and whether a cap bound, have no unit; sums of money and of ranks grow
    // with them.
    const std::string unit = table[i].unit;
    if (table[i].persons) CHECK(std::set<std::string>{"1", "HKD", "HKD/month", "%"}.contains(unit));
  }
}

TEST_CASE("labels match their enums") {
  CHECK(stats::resident_group_names().size() == stats::kResidentGroups);
  CHECK(stats::dependant_relation_names().size() == stats::kRelations - 1);
  CHECK(stats::age_band_names().size() == stats::kAgeBands);
  CHECK(stats::age_band_names().front() == "0-4");
  CHECK(stats::age_band_names()[16] == "80-84");
  CHECK(stats::age_band_names().back() == "85+");
  CHECK(stats::happening_names().size() == static_cast<std::size_t>(stats::Happening::count_));
}

TEST_CASE("months to the first job fall in the band that names them") {
  const auto& names = stats::months_to_job_names();
  const auto band_of = [&](int months) { return names[stats::months_to_job_band(months)]; };
  CHECK(band_of(0) == "0");
  CHECK(band_of(3) == "3");
  CHECK(band_of(4) == "4-5");
  CHECK(band_of(5) == "4-5");
  CHECK(band_of(6) == "6-8");
  CHECK(band_of(17) == "12-17");
  CHECK(band_of(23) == "18-23");
  CHECK(band_of(24) == "24+");
  CHECK(band_of(500) == "24+");
}

TEST_CASE("every axis has as many labels as its extent") {
  const stats::Axes axes = sample::axes();
  for (int i = 0; i <= static_cast<int>(stats::AxisKind::definition); ++i) {
    const auto kind = static_cast<stats::AxisKind>(i);
    CAPTURE(axis_variable(kind).name);
    const std::size_t labels =
        std::visit([](const auto& values) { return values.size(); }, axis_labels(kind, axes));
    CHECK(labels == axes.extent(kind));
    CHECK(labels > 0);
  }
}

TEST_CASE("tallies are row-major over the axes of a measure") {
  stats::Tallies tallies(sample::axes());
  ++tallies.at(stats::Measure::candidates);
  tallies.at(stats::Measure::visa_holders, 2) = 5;
  tallies.at(stats::Measure::arrivals, 1, 1) = 7;
  CHECK(tallies.values(stats::Measure::candidates)[0] == 1);
  CHECK(tallies.values(stats::Measure::visa_holders)[2] == 5);
  CHECK(tallies.values(stats::Measure::arrivals)[1 * 2 + 1] == 7);
  CHECK(tallies.values(stats::Measure::retention).size() == 3 * 2 * 3 * sample::kMonths * 2);
  tallies.clear();
  CHECK(tallies.values(stats::Measure::arrivals)[3] == 0);
}

// With TALENTSIM_UPDATE=1 in the environment the page is written instead.
TEST_CASE("docs/results_format.md is what the tables say") {
  const auto page = std::filesystem::path(TALENTSIM_SOURCES) / "docs/results_format.md";
  if (std::getenv("TALENTSIM_UPDATE") != nullptr) std::ofstream(page) << results_format_markdown();
  std::ifstream file(page);
  const std::string written{std::istreambuf_iterator<char>(file), {}};
  CHECK(written == results_format_markdown());
}
