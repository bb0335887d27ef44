// SPDX-License-Identifier: MIT
#include "stats/official.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "run/table.h"
#include "run/table_words.h"
#include "stats/caveats.h"

using namespace talentsim;
using namespace talentsim::stats;

TEST_CASE(
    "every measure has its official name, in the order of the enum, each name once in a table") {
  REQUIRE(officials().size() == kMeasures);
  std::set<std::pair<Table, std::string>> names;
  for (std::size_t i = 0; i < officials().size(); ++i) {
    const auto& official = officials()[i];
    CAPTURE(official.name);
    CHECK(static_cast<std::size_t>(official.measure) == i);
    CHECK(names.emplace(official.table, official.name).second);
    CHECK((official.table == Table::cohorts) == !info(official.measure).monthly);
    CHECK((*official.beside == '\0' || std::string(official.beside).ends_with(".")));
  }
}

TEST_CASE("derived figures are not named like measures, and divide what the file holds by month") {
  for (const auto& derived : derived_figures()) {
    CAPTURE(derived.id);
    CHECK(!derived.above.empty());
    for (const auto& measure : measures()) CHECK(std::string(measure.name) != derived.id);
    for (const auto* terms : {&derived.above, &derived.below})
      for (const auto& term : *terms) CHECK(info(term.measure).monthly);
    CHECK(run::words_of(derived.id).name == derived.name);
  }
}

TEST_CASE("every caveat bears on a table, but for the one on what no table shows") {
  CHECK(caveats_of(CaveatKind::not_identified).size() == 7);
  int without = 0;
  for (const auto& caveat : caveats()) without += caveat.tables.empty();
  CHECK(without == 1);
  for (int table = 0; table < kPrintedTables; ++table)
    CHECK(!caveats_of(CaveatKind::not_identified, static_cast<Table>(table)).empty());
}

TEST_CASE("lines are wrapped at words and lists hang") {
  CHECK(run::wrapped("- one two three", 11, 2) == "  - one two\n    three\n");
  CHECK(run::wrapped("unbreakably", 5, 0) == "unbreakably\n");
  CHECK(run::grouped(-1234567) == "-1,234,567");
  CHECK(run::grouped(999) == "999");
}

// With TALENTSIM_UPDATE=1 in the environment the page is written instead.
TEST_CASE("docs/tables.md is what the tables say") {
  const auto page = std::filesystem::path(TALENTSIM_SOURCES) / "docs/tables.md";
  if (std::getenv("TALENTSIM_UPDATE") != nullptr) std::ofstream(page) << run::tables_markdown();
  std::ifstream file(page);
  const std::string written{std::istreambuf_iterator<char>(file), {}};
  CHECK(written == run::tables_markdown());
}
