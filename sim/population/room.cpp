// SPDX-License-Identifier: MIT
#include "population/room.h"

#include <algorithm>
#include <span>
#include <vector>

#include "population/columns.h"
#include "support/memory.h"

namespace talentsim::population {
namespace {

// Rows whose memory is touched at a time: a page, half of one, or less, of each column.
constexpr std::size_t kStep = std::size_t{1} << 18;

// What of the columns visited the next rows, a step of them and `rows`, will fill.
class Room {
 public:
  explicit Room(std::size_t rows) : rows_(kStep + rows) {}
  template <class Entry>
  void operator()(std::vector<Entry>& column) {
    const auto entries = std::min(rows_, column.capacity() - column.size());
    blocks_.emplace_back(reinterpret_cast<char*>(column.data() + column.size()),
                         entries * sizeof(Entry));
  }
  void operator()(std::uint32_t&) {}  // no column
  void touch() const { touch_blocks(blocks_); }

 private:
  std::size_t rows_;
  std::vector<std::span<char>> blocks_;
};

// Whether appending so many comes to the end of a step.
bool ends_step(std::size_t held, std::size_t rows) { return held / kStep != (held + rows) / kStep; }

}  // namespace

void make_room_for_residents(City& city, std::size_t rows) {
  if (!ends_step(city.residents.size(), rows)) return;
  Room room(rows);
  visit_columns(room, city.residents);
  room(city.households.next);
  room.touch();
}

void make_room_for_newcomers(City& city, std::size_t rows) {
  if (!ends_step(city.newcomers.size(), rows)) return;
  Room room(rows);
  visit_columns(room, city.newcomers);
  room.touch();
}

}  // namespace talentsim::population
