// SPDX-License-Identifier: MIT
#include "ensemble/matrix.h"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <numeric>

#include "ensemble/quantile.h"
#include "random/philox.h"
#include "scenario/loader.h"

namespace talentsim::ensemble {
namespace {

constexpr double kPer53Bits = 0x1p-53;

// 53 bits as a number strictly between 0 and 1.
double unit(std::uint64_t bits) { return (static_cast<double>(bits >> 11) + 0.5) * kPer53Bits; }

std::uint64_t joined(std::uint32_t high, std::uint32_t low) {
  return std::uint64_t{high} << 32 | low;
}

// Two words of 64 bits for one point of one column.
struct Pair {
  std::uint64_t rank, within;
};
Pair draw(std::uint64_t seed, std::uint64_t column, int point) {
  const auto block =
      random::philox4x32({static_cast<std::uint32_t>(point), static_cast<std::uint32_t>(column),
                          static_cast<std::uint32_t>(column >> 32), 0},
                         static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32));
  return {joined(block[0], block[1]), joined(block[2], block[3])};
}

// A number for a path, from its SHA-256.
std::uint64_t number_of(const std::string& path) {
  return std::stoull(scenario::sha256_of(path).substr(0, 16), nullptr, 16);
}

Matrix empty(std::size_t points, std::size_t columns) {
  return Matrix(points, std::vector<double>(columns));
}

}  // namespace

Matrix grid(const std::vector<Column>& columns) {
  std::size_t points = 1;
  for (const Column& column : columns) points *= column.values.size();
  Matrix matrix = empty(points, columns.size());
  std::size_t repeats = points;  // of each value of the column, in a row
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const auto& values = columns[j].values;
    repeats /= values.size();
    for (std::size_t i = 0; i < points; ++i) matrix[i][j] = values[i / repeats % values.size()];
  }
  return matrix;
}

Matrix list(const std::vector<Column>& columns) {
  Matrix matrix = empty(columns.front().values.size(), columns.size());
  for (std::size_t j = 0; j < columns.size(); ++j)
    for (std::size_t i = 0; i < matrix.size(); ++i) matrix[i][j] = columns[j].values[i];
  return matrix;
}

Matrix latin_hypercube(const std::vector<Column>& columns, int points, std::uint64_t seed) {
  const auto count = static_cast<std::size_t>(points);
  Matrix matrix = empty(count, columns.size());
  std::vector<Pair> draws(count);
  std::vector<std::size_t> order(count);
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const auto number = number_of(columns[j].path);
    for (int i = 0; i < points; ++i) draws[static_cast<std::size_t>(i)] = draw(seed, number, i);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return draws[a].rank < draws[b].rank; });
    for (std::size_t stratum = 0; stratum < count; ++stratum)
      matrix[order[stratum]][j] =
          (static_cast<double>(stratum) + unit(draws[order[stratum]].within)) / points;
  }
  return matrix;
}

std::vector<double> shares_of_replicate(const std::vector<Column>& columns, std::uint64_t seed,
                                        int replicate) {
  // A seed of their own keeps these numbers apart from those of persons.
  const auto own = number_of(std::to_string(seed) + "/priors");
  std::vector<double> shares;
  for (const Column& column : columns)
    shares.push_back(unit(draw(own, number_of(column.path), replicate).within));
  return shares;
}

Matrix sobol(std::size_t dimensions, int points) {
  boost::random::sobol sequence(dimensions);
  std::uint64_t first = 1;
  while (first < static_cast<std::uint64_t>(points)) first *= 2;
  sequence.discard((first - 1) * dimensions);  // the library leaves out point 0
  Matrix matrix = empty(static_cast<std::size_t>(points), dimensions);
  for (auto& row : matrix)
    for (double& share : row) share = std::ldexp(static_cast<double>(sequence()), -64);
  return matrix;
}

void to_values(Matrix& shares, const std::vector<Column>& columns) {
  for (auto& row : shares)
    for (std::size_t j = 0; j < columns.size(); ++j) {
      const Column& column = columns[j];
      row[j] = quantile(column.prior, row[j], column.min, column.max);
      if (column.whole) row[j] = std::round(row[j]);
    }
}

}  // namespace talentsim::ensemble
