// SPDX-License-Identifier: MIT
// The points of a design, one row each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ensemble/design.h"
#include "scenario/prior.h"

namespace talentsim::ensemble {

// One column of the matrix: the values written, or what they are drawn from.
struct Column {
  std::string path, unit;
  std::vector<double> values{};
  scenario::Prior prior{};
  std::string prior_text{};
  double min = 0, max = 0;  // that the parameter may have
  bool whole = false;       // a whole number
};

using Matrix = std::vector<std::vector<double>>;

// Every combination, the last column fastest.
Matrix grid(const std::vector<Column>& columns);
// The i-th values of all columns.
Matrix list(const std::vector<Column>& columns);

// Numbers in (0, 1), one row a point. Each column of a Latin hypercube has one number in each of
// `points` equal strata; a column depends on the seed and its path and on no other column.
Matrix latin_hypercube(const std::vector<Column>& columns, int points, std::uint64_t seed);
// Numbers in (0, 1) for one replicate, one a column: each depends on the seed, the replicate and
// the path of the column.
std::vector<double> shares_of_replicate(const std::vector<Column>& columns, std::uint64_t seed,
                                        int replicate);
// The points 2^m to 2^m + points - 1 of the Sobol sequence (directions of Joe and Kuo, 2008), with
// 2^m the least power of two that is not below `points`: a power of two of them is a net, and none
// has a coordinate of 0.
Matrix sobol(std::size_t dimensions, int points);
constexpr std::size_t kMostSobolDimensions = 3667;

// Shares turned into values of the columns' priors.
void to_values(Matrix& shares, const std::vector<Column>& columns);

}  // namespace talentsim::ensemble
