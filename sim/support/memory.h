// SPDX-License-Identifier: MIT
// How the process asks the system for memory. Blocks of kHugeBlock bytes or more, in practice the
// columns of a large city, are laid out for pages of 2 MiB: a phase that touches rows anywhere
// otherwise spends much of its time on finding pages. This holds for every `new` of the program.
#pragma once

#include <cstddef>

namespace talentsim {

constexpr std::size_t kHugePage = std::size_t{1} << 21, kHugeBlock = 3 * kHugePage;  // bytes

// Lets the C library keep freed memory for the next month's lists, which are as long as this
// month's: given back, it would be asked for again page by page.
void keep_freed_memory();

}  // namespace talentsim
