// SPDX-License-Identifier: MIT
// Households of local residents: who lives with whom. Newcomers' families are chains in Newcomers
// instead.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "population/residents.h"

namespace talentsim::population {

constexpr std::uint32_t kNoRow = 0xFFFFFFFF;
constexpr int kAdultAge = 18;

struct Households {
  std::vector<std::uint32_t>
      first;  // members at the start: initial_member[first[h] .. first[h + 1])
  std::vector<std::uint32_t> initial_member;  // rows
  std::vector<std::uint32_t> late_member;     // head of the chain of later members, kNoRow: none
  std::vector<std::uint32_t>
      late_next;  // by late row (row - initial rows): next later member of the same household
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>
      taken_in;  // rows that moved in from another household

  std::size_t size() const { return late_member.size(); }
  // Households 0..count-1 from the household column of `residents`, all rows being initial ones.
  void build(const Residents& residents, std::uint32_t count);
  std::uint32_t open();  // an empty household; returns its number
  void add_late(const Residents& residents, std::uint32_t row);
  // Calls visit(row) for every member ever; check presence and that residents.household[row] still
  // is `household`.
  template <class Visit>
  void for_members(std::uint32_t household, std::uint32_t initial_rows, const Visit& visit) const {
    if (household + 1 < first.size())
      for (auto i = first[household]; i < first[household + 1]; ++i) visit(initial_member[i]);
    for (auto row = late_member[household]; row != kNoRow; row = late_next[row - initial_rows])
      visit(row);
    if (const auto found = taken_in.find(household); found != taken_in.end())
      for (const auto row : found->second) visit(row);
  }
};

}  // namespace talentsim::population
