// SPDX-License-Identifier: MIT
// What `talentsim check` says of a scenario without running it.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.h"

namespace talentsim::run {

// Expected applications a year by scheme, from a sample of each pool's candidates and the logit of
// their choice, in the second simulated year or the scheme's first. Former students, whose number a
// run decides, count by the yearly intake.
std::vector<double> expected_applications_year(const scenario::Scenario& scenario);

struct Estimate {
  double memory_mib = 0, seconds = 0;  // on two cores of the speed named in docs/performance.md
};
Estimate estimate(const scenario::Scenario& scenario, int threads);

// For a person to read: assumptions in force by section, standard forms, schemes that expect fewer
// than 20 applications a year at this scale, memory and time. No newline at the end.
std::string check_report(const scenario::Scenario& scenario, int threads);

}  // namespace talentsim::run
