// SPDX-License-Identifier: MIT
// What a scenario says about the run itself, beside the rules of the city.
#pragma once

#include <string>
#include <vector>

#include "scenario/fields.h"

namespace talentsim::scenario {

struct Header {
  std::string title, question;
  Month start, end;
  int burn_in_months = 0;
  double scale = 1;
  double seed = 1;  // whole, below 2^53
  int replicates = 1;
  bool draw_priors = false;
  std::vector<std::string> groups{"flows", "stocks", "labour", "cohorts"};
};

const std::vector<std::string>&
header_keys();  // title, question, period, scale, seed, replicates, draw_priors, output
void describe_header(Fields& fields, Header& header);

}  // namespace talentsim::scenario
