// SPDX-License-Identifier: MIT
// Households of local residents: who lives with whom. Newcomers' families are chains in Newcomers
// instead.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "population/residents.h"
#include "support/fetch_line.h"

namespace talentsim::population {

constexpr std::uint32_t kNoRow = 0xFFFFFFFF;
constexpr int kAdultAge = 18;

// A chain of rows a household. Whoever dies or leaves stays in the chain for as long as the row is
// kept, so that going needs no search.
struct Households {
  std::vector<std::uint32_t> head;  // by household: first row of its chain, kNoRow: none
  std::vector<std::uint32_t> next;  // by row of residents: the row after it in the chain
  std::uint32_t initial = 0;        // households below it: those of the start

  std::size_t size() const { return head.size(); }
  // Households 0..count-1 from the household column of `residents`, all rows being initial ones.
  void build(const Residents& residents, std::uint32_t count);
  std::uint32_t open();  // an empty household; returns its number
  void add(const Residents& residents, std::uint32_t row);               // a new row
  void move(Residents& residents, std::uint32_t row, std::uint32_t to);  // to another household
  // Calls visit(row) for every row of the chain; check presence.
  template <class Visit>
  void for_members(std::uint32_t household, const Visit& visit) const {
    for (auto row = head[household]; row != kNoRow; row = next[row]) visit(row);
  }
  // Calls visit(i, row) for every row of the chain of each households[i]. Chains lie anywhere: the
  // first row of each is asked for a little ahead.
  template <class Visit>
  void for_members_of(std::span<const std::uint32_t> households, const Residents& residents,
                      const Visit& visit) const {
    constexpr std::size_t kAhead = 8;
    for (std::size_t i = 0; i < households.size(); ++i) {
      if (i + 2 * kAhead < households.size()) fetch_line(&head[households[i + 2 * kAhead]]);
      if (i + kAhead < households.size()) fetch_first(residents, households[i + kAhead]);
      for_members(households[i], [&](std::uint32_t row) { visit(i, row); });
    }
  }

 private:
  void fetch_first(const Residents& residents, std::uint32_t household) const {
    const auto row = head[household];
    if (row == kNoRow) return;
    fetch_row(row, next, residents.state, residents.birth);
  }
};

}  // namespace talentsim::population
