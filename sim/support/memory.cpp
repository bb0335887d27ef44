// SPDX-License-Identifier: MIT
#include "support/memory.h"

#include <malloc.h>

#include <limits>

namespace talentsim {

void keep_freed_memory() {
  constexpr int kSmallestMap = 1 << 25;  // bytes: columns of a whole city are mapped on their own
  mallopt(M_MMAP_THRESHOLD, kSmallestMap);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
}

}  // namespace talentsim
