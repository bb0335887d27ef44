// SPDX-License-Identifier: MIT
// Values of a prior by inversion, within the bounds that a parameter may have.
#pragma once

#include "scenario/prior.h"

namespace talentsim::ensemble {

// The value below which a share `u` (0 to 1, exclusive) lies of the prior, cut off at [min, max].
double quantile(const scenario::Prior& prior, double u, double min, double max);

}  // namespace talentsim::ensemble
