// SPDX-License-Identifier: MIT
#include "population/room.h"

#include <algorithm>
#include <span>
#include <vector>

#include "support/memory.h"

namespace talentsim::population {
namespace {

// Rows whose memory is touched at a time: a page, half of one, or less, of each column.
constexpr std::size_t kStep = std::size_t{1} << 18;

// What of the columns the next rows, a step of them and `rows`, will fill.
class Room {
 public:
  explicit Room(std::size_t rows) : rows_(kStep + rows) {}
  template <class Entry>
  void add(const std::vector<Entry>& column) {
    auto* const end = const_cast<Entry*>(column.data()) + column.size();
    const auto entries = std::min(rows_, column.capacity() - column.size());
    blocks_.emplace_back(reinterpret_cast<char*>(end), entries * sizeof(Entry));
  }
  void touch() const { touch_blocks(blocks_); }

 private:
  std::size_t rows_;
  std::vector<std::span<char>> blocks_;
};

// Whether appending so many comes to the end of a step.
bool ends_step(std::size_t held, std::size_t rows) { return held / kStep != (held + rows) / kStep; }

template <class... Columns>
void make_room(std::size_t held, std::size_t rows, const Columns&... columns) {
  if (!ends_step(held, rows)) return;
  Room room(rows);
  (room.add(columns), ...);
  room.touch();
}

}  // namespace

void make_room_for_residents(City& city, std::size_t rows) {
  const auto& r = city.residents;
  make_room(r.size(), rows, r.household, r.birth, r.state, r.job, r.since, r.pay_hkd_month,
            city.households.next);
}

void make_room_for_newcomers(City& city, std::size_t rows) {
  const auto& n = city.newcomers;
  make_room(n.size(), rows, n.key, n.principal, n.birth, n.since, n.arrival, n.residence_start,
            n.applied, n.approved, n.expiry, n.decision, n.pay_hkd_month, n.pay_here_hkd_month,
            n.pay_bin, n.earning_since, n.earned_hkd, n.sex, n.relation, n.place, n.activity,
            n.scheme, n.entry_scheme, n.pool, n.job, n.field, n.profession, n.extensions,
            n.own_account, n.births, n.frailty, n.mode, n.flags, n.family_next);
}

}  // namespace talentsim::population
