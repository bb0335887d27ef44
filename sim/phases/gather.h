// SPDX-License-Identifier: MIT
// Decide in parallel, commit in order: each chunk fills a list of its own, the lists are joined in
// chunk order.
#pragma once

#include <vector>

#include "support/parallel.h"

namespace talentsim::phases {

// Calls decide(list, begin, end) for each chunk of 0..rows-1 and returns the joined lists.
template <class Change, class Decide>
std::vector<Change> gather(std::size_t rows, const Decide& decide,
                           std::size_t chunk_rows = kChunkRows) {
  std::vector<std::vector<Change>> lists(chunk_count(rows, chunk_rows));
  parallel_chunks(
      rows,
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        decide(lists[chunk], begin, end);
      },
      chunk_rows);
  std::size_t total = 0;
  for (const auto& list : lists) total += list.size();
  std::vector<Change> joined;
  joined.reserve(total);
  for (const auto& list : lists) joined.insert(joined.end(), list.begin(), list.end());
  return joined;
}

}  // namespace talentsim::phases
