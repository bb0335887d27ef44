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

TEST_CASE("the employer is told with its size") {
  using scenario::EmployerKind;
  using scenario::EmployerSize;
  population::SearchAccount search;
  search.open_posts = 3;
  search.seekers = 2;
  auto& lost = search.applications.emplace_back();
  lost.employer = EmployerKind::mainland_background;
  lost.language = scenario::WorkingLanguage::mandarin;
  lost.pay_word = 1u << 31;
  lost.applicants = lost.place = 2;
  lost.outcome = population::ApplicationOutcome::outranked;
  lost.score_of_hired = 1.0f;
  CHECK(told(search).ends_with(
      "Applied for 1 post. Small or medium Mainland-background employer, Mandarin, pay above 50 % "
      "of such posts, through the only channel: place 2 of 2 by a score of 0.00; lost to one of "
      "1.00."));
  CHECK(hiring_employer(search).empty());
  lost.size = EmployerSize::large;
  CHECK(told(search).find(" Large Mainland-background employer, Mandarin") != std::string::npos);
  lost.outcome = population::ApplicationOutcome::hired;
  CHECK(hiring_employer(search) == "large Mainland-background employer");
  CHECK(employer_text(EmployerKind::local, EmployerSize::small_medium) ==
        "small or medium local employer");
}

}  // namespace
}  // namespace talentsim::trace
