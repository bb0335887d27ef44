// SPDX-License-Identifier: MIT
#include "population/households.h"

#include <doctest/doctest.h>

#include <utility>

namespace talentsim::population {

TEST_CASE("households are walked many at a time as one by one") {
  constexpr std::uint32_t kHouseholds = 100, kPersons = 250;
  Residents residents;
  residents.resize(kPersons);
  for (std::uint32_t row = 0; row < kPersons; ++row) residents.household[row] = row * row % 97;
  Households households;
  households.build(residents, kHouseholds);
  CHECK(households.size() == kHouseholds);
  CHECK(households.initial == kHouseholds);

  const std::vector<std::uint32_t> asked = {99, 0, 1,  4,  4,  96, 25, 36,
                                            50, 9, 16, 49, 64, 81, 3,  2};
  std::vector<std::pair<std::size_t, std::uint32_t>> one_by_one, together;
  for (std::size_t i = 0; i < asked.size(); ++i)
    households.for_members(asked[i], [&](std::uint32_t row) { one_by_one.emplace_back(i, row); });
  households.for_members_of(
      asked, residents, [&](std::size_t i, std::uint32_t row) { together.emplace_back(i, row); });
  CHECK(one_by_one.size() > asked.size());
  CHECK(together == one_by_one);
}

}  // namespace talentsim::population
