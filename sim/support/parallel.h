// SPDX-License-Identifier: MIT
// The one shape of parallel loop: fixed chunks, no shared writes, exceptions collected.
#pragma once

#include <omp.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <vector>

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
// The thread sanitizer sees neither the fork nor the join inside libgomp, which is not
// instrumented. The loop below is therefore left unwatched and tells it of both; the body of the
// loop stays watched.
#define TALENTSIM_UNWATCHED __attribute__((no_sanitize("thread")))
#define TALENTSIM_HAPPENS_BEFORE(event) __tsan_release(event)
#define TALENTSIM_HAPPENS_AFTER(event) __tsan_acquire(event)
#else
#define TALENTSIM_UNWATCHED
#define TALENTSIM_HAPPENS_BEFORE(event) static_cast<void>(event)
#define TALENTSIM_HAPPENS_AFTER(event) static_cast<void>(event)
#endif

namespace talentsim {

// Rows per chunk. Chunks do not depend on the number of threads, so whatever is kept per chunk is
// the same at 1 or 64.
constexpr std::size_t kChunkRows = 1 << 15;

inline std::size_t chunk_count(std::size_t rows, std::size_t chunk_rows = kChunkRows) {
  return (rows + chunk_rows - 1) / chunk_rows;
}

// Calls body(chunk, begin, end) once for each chunk of 0..rows-1, in parallel. The body may write
// only what belongs to its chunk or its rows. The exception of the lowest chunk is rethrown after
// all chunks have ended.
template <class Body>
TALENTSIM_UNWATCHED void parallel_chunks(std::size_t rows, const Body& body,
                                         std::size_t chunk_rows = kChunkRows) {
  const auto chunks = static_cast<std::ptrdiff_t>(chunk_count(rows, chunk_rows));
  std::vector<std::exception_ptr> failures(static_cast<std::size_t>(chunks));
  char fork = 0, join = 0;  // events, by address
  TALENTSIM_HAPPENS_BEFORE(&fork);
#pragma omp parallel if (chunks > 1)
  {
    TALENTSIM_HAPPENS_AFTER(&fork);
#pragma omp for schedule(dynamic) nowait
    for (std::ptrdiff_t c = 0; c < chunks; ++c) {
      const auto chunk = static_cast<std::size_t>(c);
      try {
        body(chunk, chunk * chunk_rows, std::min(rows, (chunk + 1) * chunk_rows));
      } catch (...) {
        failures[chunk] = std::current_exception();
      }
    }
    TALENTSIM_HAPPENS_BEFORE(&join);
  }
  TALENTSIM_HAPPENS_AFTER(&join);
  for (const auto& failure : failures)
    if (failure) std::rethrow_exception(failure);
}

}  // namespace talentsim
