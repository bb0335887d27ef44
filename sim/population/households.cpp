// SPDX-License-Identifier: MIT
#include "population/households.h"

namespace talentsim::population {

void Households::build(const Residents& residents, std::uint32_t count) {
  first.assign(count + 1, 0);
  for (const auto household : residents.household) ++first[household + 1];
  for (std::uint32_t h = 0; h < count; ++h) first[h + 1] += first[h];
  initial_member.resize(residents.size());
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for (std::uint32_t row = 0; row < residents.size(); ++row)
    initial_member[next[residents.household[row]]++] = row;
  late_member.assign(count, kNoRow);
}

std::uint32_t Households::open() {
  late_member.push_back(kNoRow);
  return static_cast<std::uint32_t>(late_member.size() - 1);
}

void Households::add_late(const Residents& residents, std::uint32_t row) {
  const auto household = residents.household[row];
  late_next.resize(row - residents.initial + 1, kNoRow);
  late_next[row - residents.initial] = late_member[household];
  late_member[household] = row;
}

}  // namespace talentsim::population
