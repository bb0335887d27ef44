// SPDX-License-Identifier: MIT
// What hires change beside the rows of those who are hired.
#pragma once

#include <vector>

#include "population/city.h"

namespace talentsim::phases {

// Kept apart for each chunk of the month's hires: all but `left` are whole numbers, whose sums need
// no order.
struct HireBooks {
  population::Stocks stocks;
  stats::Tallies tallies;
  std::vector<std::int64_t> filled;       // posts, by cell
  std::vector<population::NewPost> left;  // posts of those who change jobs
};

}  // namespace talentsim::phases
