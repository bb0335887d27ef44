// SPDX-License-Identifier: MIT
#include "scenario/scalars.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "scenario/prior.h"

namespace talentsim::scenario {
namespace {

Reading<double> number(const std::string& text) { return read_number(scalar_node(text, {})); }

}  // namespace

TEST_CASE("plain decimal numbers are read exactly") {
  CHECK(number("0").value == 0);
  CHECK(number("-12.5").value == -12.5);
  CHECK(number("1e-3").value == 0.001);
  CHECK(number("2.5E+3").value == 2500);
  CHECK(number("0.1").value == 0.1);
  CHECK_FALSE(std::signbit(number("-0").value));
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {  // what is printed reads back as the same number
    const double value =
        std::ldexp(static_cast<double>(random()) - 9e18, static_cast<int>(random() % 200) - 130);
    CHECK(number(number_text(value)).value == value);
  }
}

TEST_CASE("every other spelling of a number is refused") {
  for (const char* text :
       {"",         "010",   "-01",  "00",       "0x10", "0o17", "1_000", "1,000",
        "1 000",    "+5",    ".5",   "5.",       "1e",   "1e+",  "-",     "--1",
        "1.2.3",    ".nan",  ".NaN", "nan",      "NAN",  ".inf", "-.inf", "inf",
        "Infinity", "1e999", "50%",  "12:30:00", "yes",  "abc",  "1 ",    " 1"}) {
    CAPTURE(text);
    CHECK_FALSE(number(text).problem.empty());
  }
  CHECK_FALSE(read_number(scalar_node("5", {}, true)).problem.empty());
  CHECK(number("1e-400").problem.empty() == false);  // below the least number a computer holds
}

TEST_CASE("flags and months have one spelling") {
  CHECK(read_flag(scalar_node("true", {})).value);
  CHECK(read_flag(scalar_node("false", {})));
  for (const char* text : {"yes", "no", "on", "off", "True", "FALSE", "y", "1", "0", ""})
    CHECK_FALSE(read_flag(scalar_node(text, {})));
  CHECK_FALSE(read_flag(scalar_node("true", {}, true)));
  CHECK(read_month(scalar_node("2026-04", {})).value == Month::of(2026, 4));
  for (const char* text : {"2026", "2026-13", "2026-00", "2026-4", "26-04", "2026-04-01", "2026/04",
                           "April 2026", "1899-12", "-026-04"})
    CHECK_FALSE(read_month(scalar_node(text, {})));
}

TEST_CASE("priors are read with their support") {
  std::string problem;
  const auto uniform = parse_prior("uniform(0.2, 0.4)", problem);
  REQUIRE(uniform);
  CHECK(uniform->a == 0.2);
  CHECK(uniform->b == 0.4);
  CHECK(uniform->supports(0.2));
  CHECK_FALSE(uniform->supports(0.5));
  CHECK(parse_prior("normal(-1,2)", problem)->supports(-50));
  CHECK_FALSE(parse_prior("log_normal(2, 0.5)", problem)->supports(0));
  CHECK(parse_prior("beta(2, 3)", problem)->supports(1));
  CHECK_FALSE(parse_prior("beta(2, 3)", problem)->supports(1.01));
  for (const char* text :
       {"", "uniform", "uniform()", "uniform(1)", "uniform(1, 2", "uniform(2, 1)", "normal(0, 0)",
        "log_normal(0, 1)", "beta(0, 1)", "uniform(1, 2, 3)", "gamma(1, 2)", "uniform(a, b)",
        "uniform)1,2(", "uniform(1, 2) x", ",(", "normal(1, nan)"}) {
    CAPTURE(text);
    problem.clear();
    CHECK_FALSE(parse_prior(text, problem));
    CHECK_FALSE(problem.empty());
  }
}

}  // namespace talentsim::scenario
