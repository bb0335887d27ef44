// SPDX-License-Identifier: MIT
// Every file of tests/scenarios/broken ends with the exact messages it must give, as comments "#
// expect: ...".
#include <doctest/doctest.h>

#include <set>

#include "unit/scenario/scenario_folder.h"

namespace talentsim::scenario::test {
namespace {

std::string expected_of(const fs::path& file) {
  static const std::string mark = "# expect: ";
  std::ifstream in(file);
  std::string expected;
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(mark))
      expected.append(expected.empty() ? "" : "\n").append(line, mark.size());
  return expected;
}

}  // namespace

TEST_CASE("each broken scenario gives exactly its messages") {
  const fs::path folder = fs::canonical(test_scenarios());
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder / "broken")) {
    CAPTURE(entry.path().filename().string());
    const std::string expected = expected_of(entry.path());
    CHECK_FALSE(expected.empty());
    CHECK(ScenarioFolder::problems_of(entry.path(), (folder / "").string()) == expected);
    ++files;
  }
  CHECK(files >= 80);
}

TEST_CASE("a folder of scenarios that is missing is said at once") {
  const fs::path missing = test_scenarios() / "gone" / "scenarios" / "town.yaml";
  CHECK(ScenarioFolder::problems_of(missing, "") ==
        missing.string() + ": error: '" + missing.string() +
            "' is unreadable (No such file or directory)");
}

TEST_CASE("the small town itself is sound") {
  CHECK(ScenarioFolder::problems_of(test_scenarios() / "small_town.yaml", "") == "");
}

}  // namespace talentsim::scenario::test
