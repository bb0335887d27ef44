// SPDX-License-Identifier: MIT
// How long a stay is granted: the same for who lands, who changes scheme and who extends, and for
// whoever tells of it afterwards.
#pragma once

#include <functional>

#include "population/profile.h"
#include "scenario/scenario.h"

namespace talentsim::population {

// What the applicant or holder shows; asked for only under a scheme with cases, as it takes draws.
using Shown = std::function<Attributes()>;

// The first case whose requirements hold, or null.
const scenario::StayCase* first_case(const std::vector<scenario::StayCase>& cases,
                                     const Attributes& attributes);

// Of lengths granted in turn, the one after `granted` earlier ones; the last one is repeated.
double in_turn(const std::vector<double>& months, std::size_t granted);

// Months of a first stay under the scheme; 0: no limit of stay.
int first_stay_months(const scenario::Scheme& scheme, const Shown& shown);

// Months of the extension after `granted` earlier ones, of a scheme that has extensions.
int extension_months(const scenario::Scheme& scheme, std::size_t granted, const Shown& shown);

}  // namespace talentsim::population
