// SPDX-License-Identifier: MIT
// Decide in parallel, commit in order: each chunk fills a list of its own, the lists are joined in
// chunk order, and a phase commits the changes in that order on one thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "support/parallel.h"
#include "support/unset_list.h"

namespace talentsim::phases {

// Appends the lists, in their order, to `joined`.
template <class Joined, class List>
void join(Joined& joined, const std::vector<List>& lists) {
  std::vector<std::size_t> place = {joined.size()};  // of each list
  for (const auto& list : lists) place.push_back(place.back() + list.size());
  joined.resize(place.back());
  parallel_chunks(
      lists.size(),
      [&](std::size_t i, std::size_t, std::size_t) {
        std::copy(lists[i].begin(), lists[i].end(),
                  joined.begin() + static_cast<std::ptrdiff_t>(place[i]));
      },
      1);
}

// Likewise of one member of the chunks' results.
template <class Joined, class List, class Part>
void join(Joined& joined, std::vector<Part>& parts, List Part::*list) {
  std::vector<List> lists;
  for (auto& part : parts) lists.push_back(std::move(part.*list));
  join(joined, lists);
}

// Calls decide(list, begin, end) for each chunk of 0..rows-1 and appends the lists to `joined`.
template <class Joined, class Decide>
void gather_into(Joined& joined, std::size_t rows, const Decide& decide,
                 std::size_t chunk_rows = kChunkRows) {
  std::vector<Joined> lists(chunk_count(rows, chunk_rows));
  parallel_chunks(
      rows,
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        decide(lists[chunk], begin, end);
      },
      chunk_rows);
  join(joined, lists);
}

// The joined lists alone.
template <class Change, class Decide>
std::vector<Change> gather(std::size_t rows, const Decide& decide,
                           std::size_t chunk_rows = kChunkRows) {
  std::vector<Change> joined;
  gather_into(joined, rows, decide, chunk_rows);
  return joined;
}

// The rows of a list for which test(row) holds, in order. Without a branch a row: which rows pass
// is as good as random to the processor.
template <class Test>
std::vector<std::uint32_t> rows_where(std::span<const std::uint32_t> rows, const Test& test) {
  return gather<std::uint32_t>(
      rows.size(), [&](std::vector<std::uint32_t>& list, std::size_t begin, std::size_t end) {
        const auto kept = std::make_unique_for_overwrite<std::uint32_t[]>(end - begin);
        auto* to = kept.get();
        for (auto from = begin; from < end; ++from) {
          *to = rows[from];
          to += test(rows[from]) ? 1 : 0;
        }
        list.assign(kept.get(), to);
      });
}

// Calls use(item) for one item after another; `fetch` asks for the memory of an item a little ahead
// of its turn, since the rows of changes lie anywhere.
template <class Items, class Fetch, class Use>
void for_fetched(Items&& items, const Fetch& fetch, const Use& use) {
  constexpr std::size_t kAhead = 12;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i + kAhead < items.size()) fetch(items[i + kAhead]);
    use(items[i]);
  }
}

// Commits changes one after another.
template <class Change, class Fetch, class Commit>
void commit_in_order(const std::vector<Change>& changes, const Fetch& fetch, const Commit& commit) {
  for_fetched(changes, fetch, commit);
}

}  // namespace talentsim::phases
