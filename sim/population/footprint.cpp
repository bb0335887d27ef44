// SPDX-License-Identifier: MIT
#include "population/footprint.h"

namespace talentsim::population {
namespace {

void add(Footprint&) {}

template <class Column, class... Columns>
void add(Footprint& sum, const Column& column, const Columns&... others) {
  constexpr auto kEntryBytes = sizeof(typename Column::value_type);
  sum.used_bytes += column.size() * kEntryBytes;
  sum.reserved_bytes += column.capacity() * kEntryBytes;
  add(sum, others...);
}

}  // namespace

Footprint bytes_held(const Residents& residents, const Households& households) {
  const auto& r = residents;
  const auto& h = households;
  Footprint sum;
  add(sum, r.index, r.household, r.birth, r.state, r.job, r.since, r.pay_hkd_month, r.late_key);
  add(sum, h.first, h.initial_member, h.late_member, h.late_next);
  // A node of the hash map: its entry and the link to the next; beside the nodes, one pointer a
  // bucket.
  using Map = decltype(h.taken_in);
  const auto map = h.taken_in.size() * (sizeof(Map::value_type) + sizeof(void*)) +
                   h.taken_in.bucket_count() * sizeof(void*);
  sum.used_bytes += map;
  sum.reserved_bytes += map;
  for (const auto& [household, rows] : h.taken_in) add(sum, rows);
  return sum;
}

}  // namespace talentsim::population
