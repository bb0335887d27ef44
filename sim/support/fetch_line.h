// SPDX-License-Identifier: MIT
// Asks for a line of memory ahead of its use.
#pragma once

#include <cstddef>

namespace talentsim {

// GCC 12 takes a function of prefetches alone for one that does nothing and drops the calls of it,
// and the prefetches with them; an instruction written out it keeps.
inline void fetch_line(const void* place) {
#if defined(__x86_64__)
  asm volatile("prefetcht0 %0" : : "m"(*static_cast<const char*>(place)));
#else
  __builtin_prefetch(place);
#endif
}

// The row's entries of some columns.
template <class... Columns>
void fetch_row(std::size_t row, const Columns&... columns) {
  (fetch_line(&columns[row]), ...);
}

}  // namespace talentsim
