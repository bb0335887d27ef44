// SPDX-License-Identifier: MIT
// Which parameters a design varies, looked up in the scenario.
#pragma once

#include <vector>

#include "ensemble/design.h"
#include "ensemble/matrix.h"
#include "scenario/parameter.h"
#include "scenario/scenario.h"

namespace talentsim::ensemble {

struct Columns {
  std::vector<Column> columns;
  std::vector<std::string> left_out;  // paths with a prior that do not stand for one number
};

// `history`: every value in force from each date of the scenario. Throws ScenarioError with every
// parameter that cannot vary so.
Columns columns_of(const Design& design, const scenario::Scenario& scenario,
                   const std::vector<scenario::DatedParameters>& history);

}  // namespace talentsim::ensemble
