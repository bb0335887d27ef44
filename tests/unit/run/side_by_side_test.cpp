// SPDX-License-Identifier: MIT
#include "run/side_by_side.h"

#include <doctest/doctest.h>

namespace talentsim::run {

TEST_CASE("small cities live side by side, large ones alone") {
  CHECK(replicates_side_by_side(1e5, 6, 1, false) == 1);
  CHECK(replicates_side_by_side(1e5, 6, 4, true) == 4);
  CHECK(replicates_side_by_side(1e5, 2, 8, true) == 2);
  CHECK(replicates_side_by_side(1e5, 1, 8, false) == 1);
  CHECK(replicates_side_by_side(750'000, 8, 8, false) == 8);
  CHECK(replicates_side_by_side(750'000, 7, 8, false) == 1);  // chunks use the threads better
  CHECK(replicates_side_by_side(750'000, 8, 8, true) == 1);   // events would pile up
  CHECK(replicates_side_by_side(7.5e6, 100, 8, false) == 1);
}

}  // namespace talentsim::run
