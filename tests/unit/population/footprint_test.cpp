// SPDX-License-Identifier: MIT
#include "population/footprint.h"

#include <doctest/doctest.h>

#include "population/columns.h"

using namespace talentsim;
using namespace talentsim::population;

TEST_CASE("a resident takes 15 bytes in columns and 4 in the household's list of members") {
  Residents residents;
  residents.resize(1000);  // all in household 0
  residents.initial = 1000;
  Households households;
  households.build(residents, 1);
  const auto held = bytes_held(residents, households);
  CHECK(held.used_bytes == 1000 * 19 + 4);  // beside them, the head of one chain
  CHECK(held.reserved_bytes >= held.used_bytes);
}

TEST_CASE("someone born later takes 27 bytes: 15, a key and a place in the household's chain") {
  Residents residents;
  residents.resize(10);
  residents.initial = 10;
  Households households;
  households.build(residents, 1);
  const auto before = bytes_held(residents, households);
  households.add(residents,
                 residents.append(birth_key(resident_key(3), 1), 0, 1500, {}, {}, 1500, 0));
  CHECK(bytes_held(residents, households).used_bytes - before.used_bytes == 27);
}

TEST_CASE("a newcomer takes 65 bytes in 32 columns, as docs/performance.md says") {
  std::size_t bytes = 0, columns = 0;
  Newcomers newcomers;
  const auto count = [&](const auto& column) {
    bytes += sizeof(column[0]);
    ++columns;
  };
  visit_columns(count, newcomers);
  CHECK(bytes == 65);
  CHECK(columns == 32);
}
