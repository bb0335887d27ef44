// SPDX-License-Identifier: MIT
#include "run/side_by_side.h"

#include <algorithm>
#include <numeric>

#include "support/parallel.h"

namespace talentsim::run {
namespace {

constexpr double kSmall = 4.0 * kChunkRows, kMedium = 32.0 * kChunkRows;  // residents

}  // namespace

double expected_residents(const scenario::Scenario& scenario) {
  double persons = 0;
  for (const auto& by_age : scenario.timeline.front().rules.initial.by_single_age)
    persons += std::accumulate(by_age.begin(), by_age.end(), 0.0);
  return persons * scenario.scale;
}

int replicates_side_by_side(double residents, int replicates, int threads, bool events) {
  const bool several =
      residents <= kSmall || (residents <= kMedium && !events && replicates >= threads);
  return several ? std::max(1, std::min(replicates, threads)) : 1;
}

}  // namespace talentsim::run
