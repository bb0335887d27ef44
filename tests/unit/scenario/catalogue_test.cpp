// SPDX-License-Identifier: MIT
#include "scenario/catalogue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

namespace talentsim::scenario {

TEST_CASE("every key has one line, with a meaning and bounds in order") {
  std::set<std::string> paths;
  for (const CatalogueRow& row : catalogue_rows()) {
    CAPTURE(row.path);
    CHECK(paths.insert(row.path).second);
    CHECK_FALSE(row.meaning.empty());
    CHECK(row.min <= row.max);
    const bool numeric = row.type.find("number") != std::string::npos;
    CHECK((!numeric || !row.unit.empty() || row.path == "seed" || row.path == "replicates"));
  }
  for (const char* path : {"schemes.*.annual_quota", "schemes.*.requires.age_years",
                           "schemes.*.renewal_routes[].employed", "pools.*.attributes.points.share",
                           "standing[].holders", "initial.by_single_age.male", "period.start",
                           "labour.separation_month", "phases.movement"}) {
    CAPTURE(path);
    CHECK(paths.count(path) == 1);
  }
}

TEST_CASE("parameters of behaviour are marked, terms of the rules are not") {
  const auto rows = catalogue_rows();
  const auto behavioural = [&](const std::string& path) {
    return std::find_if(rows.begin(), rows.end(),
                        [&](const CatalogueRow& row) { return row.path == path; })
        ->behavioural;
  };
  CHECK(behavioural("renewal.apply_base"));
  CHECK(behavioural("schemes.*.decision_lag.mean_months"));
  CHECK(behavioural("pools.*.search_efficiency"));
  CHECK_FALSE(behavioural("schemes.*.annual_quota"));
  CHECK_FALSE(behavioural("initial.households"));
}

}  // namespace talentsim::scenario
