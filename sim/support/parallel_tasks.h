// SPDX-License-Identifier: MIT
// Tasks that share nothing, such as one for each column of a table, side by side.
#pragma once

#include <functional>
#include <vector>

#include "support/parallel.h"

namespace talentsim {

inline void parallel_tasks(const std::vector<std::function<void()>>& tasks) {
  parallel_chunks(
      tasks.size(), [&](std::size_t task, std::size_t, std::size_t) { tasks[task](); }, 1);
}

}  // namespace talentsim
