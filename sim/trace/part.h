// SPDX-License-Identifier: MIT
// One person's lives under two scenarios, side by side: until when they are one, and which rule
// parts them.
#pragma once

#include <optional>

#include "trace/authorities.h"
#include "trace/life.h"

namespace talentsim::trace {

enum class Side : unsigned char { both, base, variant };

struct MarkedEntry {
  Side side;
  Entry entry;
};

struct TwoLives {
  std::vector<MarkedEntry> entries;  // by month; within a month the base's before the variant's
  std::optional<Month> parting;      // none: the same life
  std::vector<std::string> why;      // the rules that differ then and decide what differs
};

TwoLives put_side_by_side(const Life& base, const Life& variant, const Authorities& base_rules,
                          const Authorities& variant_rules);

}  // namespace talentsim::trace
