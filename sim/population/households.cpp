// SPDX-License-Identifier: MIT
#include "population/households.h"

#include "support/memory.h"

namespace talentsim::population {

void Households::build(const Residents& residents, std::uint32_t count) {
  initial = count;
  lay_out(head, count);
  head.assign(count, kNoRow);
  lay_out(next, residents.size());
  for (auto row = static_cast<std::uint32_t>(residents.size()); row-- > 0;) {
    auto& first = head[residents.household[row]];
    next[row] = first;
    first = row;
  }
}

std::uint32_t Households::open() {
  head.push_back(kNoRow);
  return static_cast<std::uint32_t>(head.size() - 1);
}

void Households::add(const Residents& residents, std::uint32_t row) {
  auto& first = head[residents.household[row]];
  next.resize(row + 1, kNoRow);
  next[row] = first;
  first = row;
}

void Households::move(Residents& residents, std::uint32_t row, std::uint32_t to) {
  auto* link = &head[residents.household[row]];
  while (*link != row) link = &next[*link];
  *link = next[row];
  residents.household[row] = to;
  next[row] = head[to];
  head[to] = row;
}

}  // namespace talentsim::population
