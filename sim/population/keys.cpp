// SPDX-License-Identifier: MIT
#include "population/keys.h"

#include <fmt/format.h>

#include <array>

#include "support/error.h"

namespace talentsim::population {
namespace {

constexpr int kKindShift = 51, kRootShift = 14, kRelationShift = 12, kOrdinalShift = 8;
constexpr int kPoolShift = kRootShift + 29, kMonthShift = kRootShift + 18;
constexpr int kMonthOffset = 600;  // January 1950

std::string pool_name(std::uint32_t pool, const std::vector<std::string>& pools) {
  if (pool < pools.size()) return pools[pool];
  switch (static_cast<MovementPool>(pool)) {
    case MovementPool::returning:
      return "returning_resident";
    case MovementPool::helper:
      return "domestic_helper";
    case MovementPool::nonlocal_student:
      return "nonlocal_student";
  }
  return fmt::format("pool{}", pool);
}

std::string root_text(Key key, const std::vector<std::string>& pools) {
  if (key >> kKindShift == 0) return fmt::format("resident/{}", key >> kRootShift & 0x1FFFFFFFFFu);
  const auto month = Month(static_cast<int>(key >> kMonthShift & 0x7FF) + kMonthOffset);
  return fmt::format("{}/{}/{}",
                     pool_name(static_cast<std::uint32_t>(key >> kPoolShift & 0xFF), pools),
                     month.text(), key >> kRootShift & (kSlots - 1));
}

}  // namespace

Key resident_key(std::uint32_t index) { return Key{index} << kRootShift; }

Key candidate_key(std::uint32_t pool, Month month, std::uint32_t slot) {
  if (pool >= kPools || slot >= kSlots)
    throw RunError(fmt::format(
        "candidate {} of pool {} in {} has no key (a pool holds {} candidates a month); "
        "split the pool",
        slot, pool, month.text(), kSlots));
  return Key{1} << kKindShift | Key{pool} << kPoolShift |
         Key(month.index() - kMonthOffset) << kMonthShift | Key{slot} << kRootShift;
}

Key dependant_key(Key principal, int relation, int ordinal) {
  return principal | Key(relation) << kRelationShift | Key(ordinal & 15) << kOrdinalShift;
}

Key birth_key(Key mother, int ordinal) {
  if (ordinal < 1 || ordinal > kBirthOrdinals || (mother & 0xF) != 0)
    throw RunError(fmt::format(
        "a third generation of births, or birth {} to one mother, has no key (keys hold two "
        "generations of {} births); shorten the period",
        ordinal, kBirthOrdinals));
  return (mother & 0xF0) == 0 ? mother | Key(ordinal) << 4 : mother | Key(ordinal);
}

KeyParts parts_of(Key key) {
  KeyParts parts;
  parts.candidate = key >> kKindShift == 1;
  parts.relation = static_cast<int>(key >> kRelationShift & 3);
  parts.ordinal = static_cast<int>(key >> kOrdinalShift & 15);
  parts.first_birth = static_cast<int>(key >> 4 & 15);
  parts.second_birth = static_cast<int>(key & 15);
  if (!parts.candidate) {
    parts.index = static_cast<std::uint32_t>(key >> kRootShift);
    return parts;
  }
  parts.index = static_cast<std::uint32_t>(key >> kRootShift & (kSlots - 1));
  parts.pool = static_cast<std::uint32_t>(key >> kPoolShift & 0xFF);
  parts.appeared = Month(static_cast<int>(key >> kMonthShift & 0x7FF) + kMonthOffset);
  return parts;
}

Key root_of(Key key) { return key >> kRootShift << kRootShift; }

std::string readable(Key key, const std::vector<std::string>& pools) {
  static constexpr std::array<const char*, 4> kRelationNames = {"", "spouse", "child", "other"};
  std::string text = root_text(key, pools);
  if (const auto relation = key >> kRelationShift & 3; relation != 0)
    text += fmt::format("/{}{}", kRelationNames[relation], key >> kOrdinalShift & 15);
  if (const auto birth = key >> 4 & 15; birth != 0) text += fmt::format("/birth{}", birth);
  if (const auto birth = key & 15; birth != 0) text += fmt::format("/birth{}", birth);
  return text;
}

}  // namespace talentsim::population
