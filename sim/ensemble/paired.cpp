// SPDX-License-Identifier: MIT
#include "ensemble/paired.h"

#include <cmath>

namespace talentsim::ensemble {

void PairedMoments::add(double base, double variant) {
  base_.add(base);
  variant_.add(variant);
  difference_.add(variant - base);
}

std::optional<Paired> PairedMoments::paired() const {
  if (difference_.missing()) return {};
  Paired paired;
  paired.base = base_.mean;
  paired.variant = variant_.mean;
  paired.difference = difference_.mean;
  if (difference_.count < 2) return paired;
  const double error = difference_.standard_error(),
               margin = run::student_95(difference_.count) * error;
  paired.standard_error = error;
  paired.lower = paired.difference - margin;
  paired.upper = paired.difference + margin;
  const double ratio = (base_.variance() + variant_.variance()) / difference_.variance();
  if (!std::isnan(ratio)) paired.variance_reduction = ratio;
  return paired;
}

}  // namespace talentsim::ensemble
