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
  add(sum, h.head, h.next);
  return sum;
}

}  // namespace talentsim::population
