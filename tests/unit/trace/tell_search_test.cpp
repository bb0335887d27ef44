// SPDX-License-Identifier: MIT
#include "trace/tell_search.h"

#include <doctest/doctest.h>

namespace talentsim::trace {
namespace {

std::string told(const population::SearchAccount& search) {
  scenario::Rules rules;
  rules.sectors.resize(1);
  rules.sectors[0].title = "Finance";
  return tell_search(rules, search).text;
}

TEST_CASE("posts not applied for are told by reason") {
  population::SearchAccount search;
  search.open_posts = 9;
  search.seekers = 2;
  search.channels = {{0, 3, 7}};
  CHECK(told(search) ==
        "Sought high-skilled work in Finance, 9 posts open with 2 seeking. Looked on the only "
        "channel: 3 places, 7 posts seen. Applied for none.");
  search.not_applied_for = {1, 0, 2, 4};
  CHECK(told(search) ==
        "Sought high-skilled work in Finance, 9 posts open with 2 seeking. Looked on the only "
        "channel: 3 places, 7 posts seen. Not applied for: 1 post that asks for Cantonese, 2 posts "
        "that ask for a profession not recognised or not held, 4 posts that pay less than is "
        "sought beside the present one. Applied for none.");
}

}  // namespace
}  // namespace talentsim::trace
