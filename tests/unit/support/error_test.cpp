// SPDX-License-Identifier: MIT
#include "support/error.h"

#include <doctest/doctest.h>

namespace talentsim {

TEST_CASE("a swap of neighbours is one edit") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("abc", "abc") == 0);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("shcemes", "schemes") == 1);
  CHECK(edit_distance("ca", "abc") ==
        3);  // optimal string alignment, not the unrestricted distance
}

TEST_CASE("only a close spelling is suggested") {
  const std::vector<std::string> keys = {"annual_quota", "daily_quota", "appeal"};
  CHECK(nearest("anual_quota", keys) == "annual_quota");
  CHECK(nearest("appela", keys) == "appeal");
  CHECK(nearest("colour", keys) == "");
  CHECK(nearest("", keys) == "");
  CHECK(nearest(std::string(100'000, 'a'), keys) == "");
  CHECK(did_you_mean("apeal", keys) == " (did you mean 'appeal'?)");
}

TEST_CASE("problems are sorted by place, told once and cut at two hundred") {
  const ScenarioError error(
      {{"b.yaml", 2, 1, "z"}, {"b.yaml", 1, 9, "y"}, {"a.yaml", 0, 0, "x"}, {"b.yaml", 1, 9, "y"}});
  CHECK(std::string(error.what()) ==
        "a.yaml: error: x\nb.yaml:1:9: error: y\nb.yaml:2:1: error: z");
  CHECK(error.problems().size() == 3);
  std::vector<Problem> many;
  for (int i = 1; i <= 300; ++i) many.push_back({"a.yaml", i, 1, "x"});
  const std::string text = ScenarioError(many).what();
  CHECK(text.ends_with("a.yaml:200:1: error: x\nand 100 more problems"));
}

}  // namespace talentsim
