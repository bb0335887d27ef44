// SPDX-License-Identifier: MIT
#include "population/stay_length.h"

#include <doctest/doctest.h>

namespace talentsim::population {
namespace {

using scenario::Attribute;

const std::vector<scenario::StayCase> kCases = {
    {{{Attribute::stay_granted_months, {-scenario::kUnbounded, 24}}}, {72}},
    {{{Attribute::stay_granted_months, {0, 96}}}, {60, 12}}};

Attributes granted(double months) {
  Attributes attributes{};
  attributes[static_cast<std::size_t>(Attribute::stay_granted_months)] = months;
  return attributes;
}

Shown showing(double months) {
  return [=] { return granted(months); };
}

}  // namespace

TEST_CASE("the first case that holds counts, and lengths are granted in turn") {
  CHECK(first_case(kCases, granted(24)) == &kCases[0]);
  CHECK(first_case(kCases, granted(36)) == &kCases[1]);
  CHECK(first_case(kCases, granted(97)) == nullptr);
  CHECK(in_turn(kCases[1].months, 0) == 60);
  CHECK(in_turn(kCases[1].months, 1) == 12);
  CHECK(in_turn(kCases[1].months, 7) == 12);
}

TEST_CASE("a first stay is that of the case, else the scheme's") {
  scenario::Scheme scheme;
  scheme.first_stay_months = 36;
  scheme.first_stay_cases = kCases;
  CHECK(first_stay_months(scheme, showing(24)) == 72);
  CHECK(first_stay_months(scheme, showing(25)) == 60);
  CHECK(first_stay_months(scheme, showing(97)) == 36);
}

TEST_CASE("an extension is the next of the case's lengths, else of the scheme's") {
  scenario::Scheme scheme;
  scheme.extension_months = {36, 24};
  scheme.extension_cases = kCases;
  CHECK(extension_months(scheme, 0, showing(24)) == 72);
  CHECK(extension_months(scheme, 1, showing(60)) == 12);
  CHECK(extension_months(scheme, 0, showing(97)) == 36);
  CHECK(extension_months(scheme, 5, showing(97)) == 24);
}

TEST_CASE("nothing is asked for under a scheme without cases") {
  scenario::Scheme scheme;
  scheme.extension_months = {36};
  const Shown never = []() -> Attributes { throw 0; };
  CHECK(first_stay_months(scheme, never) == 24);
  CHECK(extension_months(scheme, 0, never) == 36);
}

}  // namespace talentsim::population
