// SPDX-License-Identifier: MIT
// The posts that are open this month and where they stand.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "phases/job_search.h"
#include "phases/month_context.h"
#include "support/unset_list.h"

namespace talentsim::phases {

// The posts of all cells, side by side, and where they stand.
struct OpenMarket {
  std::vector<std::size_t> first;  // of each cell, and the end
  UnsetList<OpenPost> posts;
  std::vector<std::uint32_t> places;  // of each cell
  std::vector<OpenChannel> channels;
  std::vector<std::uint16_t> open;  // of each cell, bits of the channels that work there
  std::vector<Board> boards;        // of each cell

  std::span<const OpenPost> of(std::size_t cell) const {
    return std::span(posts).subspan(first[cell], first[cell + 1] - first[cell]);
  }
};
OpenMarket open_market(const MonthContext& month);

}  // namespace talentsim::phases
