// SPDX-License-Identifier: MIT
#pragma once

namespace talentsim {

// Lets the C library keep freed memory for the next month's lists, which are as long as this
// month's: given back, it would be asked for again page by page. Peak memory is what it was.
void keep_freed_memory();

}  // namespace talentsim
