// SPDX-License-Identifier: MIT
// The difference between two figures whose replicates share their random numbers.
#pragma once

#include <optional>

#include "run/moments.h"

namespace talentsim::ensemble {

// One figure under both policies. What has no value is none: the error with one replicate, the
// ratio 0/0 of figures that never vary.
struct Paired {
  double base = 0, variant = 0, difference = 0;  // means over replicates
  std::optional<double> standard_error;          // Monte Carlo, of the mean difference
  std::optional<double> lower, upper;            // interval, by Student's t
  // (Var B + Var V) / Var(V - B): how many times more replicates unpaired runs would need;
  // infinite when every replicate differs by the same.
  std::optional<double> variance_reduction;

  bool unchanged() const { return difference == 0 && standard_error.value_or(0) == 0; }
};

class PairedMoments {
 public:
  void add(double base, double variant);
  // None when the figure has no value in some replicate.
  std::optional<Paired> paired() const;

 private:
  run::Moments base_, variant_, difference_;
};

}  // namespace talentsim::ensemble
