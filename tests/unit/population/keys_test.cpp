// SPDX-License-Identifier: MIT
#include "population/keys.h"

#include <doctest/doctest.h>

#include <set>

#include "support/error.h"

namespace talentsim::population {
namespace {

const std::vector<std::string> kPoolNames = {"mainland_graduate", "overseas_offer"};

// One family from every corner of the ranges that keys have.
std::vector<Key> corner_keys() {
  std::vector<Key> principals;
  for (const std::uint32_t index : {0u, 1u, 7'472'599u, 0xfffffffeu})
    principals.push_back(resident_key(index));
  for (const std::uint32_t pool : {0u, 1u, kPools - 1})
    for (const Month month : {Month::of(1950, 1), Month::of(2022, 12), Month::of(2120, 8)})
      for (const std::uint32_t slot : {0u, 1u, kSlots - 1})
        principals.push_back(candidate_key(pool, month, slot));
  std::vector<Key> keys = principals;
  for (const auto principal : principals)
    for (int relation = 1; relation <= 3; ++relation)
      for (const int ordinal : {0, 1, 15})
        keys.push_back(dependant_key(principal, relation, ordinal));
  const auto grown = keys.size();
  for (std::size_t i = 0; i < grown; ++i)
    for (const int first : {1, kBirthOrdinals}) {
      keys.push_back(birth_key(keys[i], first));
      for (const int second : {1, kBirthOrdinals})
        keys.push_back(birth_key(birth_key(keys[i], first), second));
    }
  return keys;
}

}  // namespace

TEST_CASE("keys are unique and fit 53 bits") {
  const auto keys = corner_keys();
  std::set<Key> seen;
  for (const auto key : keys) {
    CHECK(key < Key{1} << 53);
    CHECK(static_cast<Key>(static_cast<double>(key)) == key);
    CHECK(seen.insert(key).second);
  }
}

TEST_CASE("keys print as lives that a person can tell apart") {
  const auto keys = corner_keys();
  std::set<std::string> texts;
  for (const auto key : keys) CHECK(texts.insert(readable(key, kPoolNames)).second);
  CHECK(readable(resident_key(12345), kPoolNames) == "resident/12345");
  const auto candidate = candidate_key(0, Month::of(2023, 5), 123);
  CHECK(readable(candidate, kPoolNames) == "mainland_graduate/2023-05/123");
  CHECK(readable(dependant_key(candidate, 1, 1), kPoolNames) ==
        "mainland_graduate/2023-05/123/spouse1");
  CHECK(readable(birth_key(dependant_key(candidate, 1, 1), 2), kPoolNames) ==
        "mainland_graduate/2023-05/123/spouse1/birth2");
  CHECK(readable(birth_key(birth_key(resident_key(7), 2), 1), kPoolNames) ==
        "resident/7/birth2/birth1");
  const auto helper =
      candidate_key(static_cast<std::uint32_t>(MovementPool::helper), Month::of(2024, 1), 5);
  CHECK(readable(helper, kPoolNames) == "domestic_helper/2024-01/5");
}

TEST_CASE("a key says who it is of") {
  const auto candidate = candidate_key(3, Month::of(2023, 5), 123);
  const auto child = birth_key(birth_key(dependant_key(candidate, 2, 4), 2), 1);
  const auto parts = parts_of(child);
  CHECK(parts.candidate);
  CHECK(parts.pool == 3);
  CHECK(parts.appeared == Month::of(2023, 5));
  CHECK(parts.index == 123);
  CHECK(parts.relation == 2);
  CHECK(parts.ordinal == 4);
  CHECK(parts.first_birth == 2);
  CHECK(parts.second_birth == 1);
  CHECK(root_of(child) == candidate);
  const auto resident = parts_of(birth_key(resident_key(7'000'000), 1));
  CHECK_FALSE(resident.candidate);
  CHECK(resident.index == 7'000'000);
  CHECK(resident.first_birth == 1);
  CHECK(root_of(birth_key(resident_key(7'000'000), 1)) == resident_key(7'000'000));
}

TEST_CASE("what has no key is refused") {
  CHECK_THROWS_AS(candidate_key(kPools, Month::of(2023, 1), 0), RunError);
  CHECK_THROWS_AS(candidate_key(0, Month::of(2023, 1), kSlots), RunError);
  CHECK_THROWS_AS(birth_key(resident_key(1), 0), RunError);
  CHECK_THROWS_AS(birth_key(resident_key(1), kBirthOrdinals + 1), RunError);
  const auto grandchild = birth_key(birth_key(resident_key(1), 1), 1);
  CHECK_THROWS_AS(birth_key(grandchild, 1), RunError);
}

}  // namespace talentsim::population
