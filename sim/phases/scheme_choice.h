// SPDX-License-Identifier: MIT
// Which scheme a candidate applies under, if any.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "phases/caps.h"
#include "population/profile.h"

namespace talentsim::phases {

// What is the same for all candidates of a month.
struct OpenScheme {
  int index;
  std::uint32_t ordinal;    // of its draws in the choice
  double weight, approval;  // weight: exp(utility)
  std::shared_ptr<const random::LagTable> decision_lag, arrival_lag;
  std::vector<NumberedCap> caps;
  bool caps_by_unit;  // some cap is counted by trade, sector or employer
};
using OpenSchemes = std::vector<OpenScheme>;

// Caps that kept candidates out, a bit each, by open scheme. Bits are only ever set, so that the
// order in which threads set them is irrelevant.
using Barred = std::vector<std::atomic<std::uint32_t>>;

OpenSchemes open_schemes(const MonthContext& month);

// What is the same for all candidates of a pool.
struct PoolChoice {
  int index;
  std::vector<std::size_t> schemes;  // of those open, for which somebody can be eligible
  double staying_away;               // exp(utility) of it
};

PoolChoice choice_of(const MonthContext& month, const OpenSchemes& open, int pool_index);

// One candidate before the choice.
struct Candidate {
  population::Key key;
  const PoolChoice& pool;
  const population::Profile& profile;
  const random::SharedDraws& draws;
};

// The candidate's choice: index into `open`, or -1 for staying away. Caps that bar the candidate
// are noted.
int choose(const MonthContext& month, const OpenSchemes& open, const Candidate& candidate,
           Barred& barred);

}  // namespace talentsim::phases
