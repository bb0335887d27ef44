// SPDX-License-Identifier: MIT
// Mean and variance of numbers as they come, after Welford (Technometrics 4, 1962).
#pragma once

#include <cmath>

namespace talentsim::run {

constexpr double kConfidence = 0.95;  // of all intervals
// Half the width of the interval of a mean of `count` numbers, in standard errors: Student's t.
double student_95(int count);

struct Moments {
  int count = 0;
  double mean = 0, squares = 0;  // sum of squared deviations from the mean

  void add(double value) {
    ++count;
    const double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  bool missing() const { return std::isnan(mean); }                        // of any number
  double variance() const { return squares / (count - 1); }                // of two numbers or more
  double standard_error() const { return std::sqrt(variance() / count); }  // of the mean
};

}  // namespace talentsim::run
