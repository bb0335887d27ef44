// SPDX-License-Identifier: MIT
#include "scenario/header.h"

#include <fmt/core.h>

#include <algorithm>

#include "scenario/describe.h"
#include "support/error.h"

namespace talentsim::scenario {
namespace {

constexpr int kLongestRunMonths = 1200;
constexpr int kLongestBurnInMonths = 240;
constexpr double kSmallestScale = 1e-6;
constexpr double kLargestSeed = 9007199254740991;  // 2^53 - 1: exact in every reader of the results

const std::vector<std::string>& known_groups() {
  static const std::vector<std::string> known = {"flows", "stocks", "labour", "cohorts"};
  return known;
}

void check_groups(Fields& f, const std::vector<std::string>& groups) {
  const auto& known = known_groups();
  for (const std::string& group : groups)
    f.expect(std::find(known.begin(), known.end(), group) != known.end(),
             fmt::format("'{}' is not known (one of flows, stocks, labour, cohorts)", group) +
                 did_you_mean(group, known),
             "groups");
}

}  // namespace

const std::vector<std::string>& header_keys() {
  static const std::vector<std::string> keys = {"title", "question",   "period",      "scale",
                                                "seed",  "replicates", "draw_priors", "output"};
  return keys;
}

void describe_header(Fields& fields, Header& header) {
  fields.text("title", header.title, meaning_only("what the scenario is called"));
  fields.text("question", header.question, meaning_only("what it is meant to answer"));
  fields.section(
      "period",
      [&](Fields& f) {
        f.month("start", header.start, required(meaning_only("first simulated month")));
        f.month("end", header.end, required(meaning_only("last simulated month")));
        whole_number(f, "burn_in_months", header.burn_in_months,
                     {.unit = "months",
                      .min = 0,
                      .max = kLongestBurnInMonths,
                      .meaning = "months lived before the start under its rules, to settle; the "
                                 "results leave them out"});
        f.expect(header.start.index() >= header.burn_in_months,
                 "the burn-in begins before 1900 (months are counted from there)",
                 "burn_in_months");
        f.expect(header.start <= header.end,
                 fmt::format("dates out of order: end ({}) is before start ({})", header.end.text(),
                             header.start.text()),
                 "end");
        f.expect(header.end - header.start < kLongestRunMonths,
                 fmt::format("longer than {} months", kLongestRunMonths), "end");
      },
      required(meaning_only(
          "the months that are simulated; a what-if has them from the file it extends")));
  fields.number("scale", header.scale,
                {.unit = "1",
                 .min = 0,
                 .max = 1,
                 .meaning = "size of the simulated city relative to the real one"});
  fields.expect(header.scale > 0,
                "0 is not above 0 (an empty city has no results); write for example 0.01", "scale");
  fields.expect(header.scale <= 0 || header.scale >= kSmallestScale,
                fmt::format("{:g} is below {:g} (hardly anybody would be left, and results are "
                            "divided by the scale); write for example 0.01",
                            header.scale, kSmallestScale),
                "scale");
  fields.number("seed", header.seed,
                {.unit = "",
                 .min = 0,
                 .max = kLargestSeed,
                 .meaning = "seed of every random draw",
                 .whole = true});
  whole_number(fields, "replicates", header.replicates,
               {.unit = "",
                .min = 1,
                .max = 10000,
                .meaning = "runs that differ only in their random draws"});
  fields.flag("draw_priors", header.draw_priors,
              meaning_only("each replicate draws the parameters that have a prior from it"));
  fields.section(
      "output",
      [&](Fields& f) {
        f.texts("groups", header.groups,
                {.meaning = "groups of results that are written", .words = &known_groups()});
        check_groups(f, header.groups);
      },
      meaning_only("what is written to the results file"));
}

}  // namespace talentsim::scenario
