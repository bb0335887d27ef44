// SPDX-License-Identifier: MIT
// The rows of measures() that group `labour` has, in the order of Measure.
#pragma once

#include <vector>

#include "stats/measures.h"

namespace talentsim::stats {

// Who works, posts, pay.
std::vector<MeasureInfo> employment();
// Who looks for work and what they find: channels, fit, professions, first jobs, own account.
std::vector<MeasureInfo> search_for_work();

}  // namespace talentsim::stats
