// SPDX-License-Identifier: MIT
// The one shape of parallel loop: fixed chunks, no shared writes, exceptions collected.
#pragma once

#include <omp.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <vector>

namespace talentsim {

// Rows per chunk. Chunks do not depend on the number of threads, so whatever is kept per chunk is the same at 1 or 64.
constexpr std::size_t kChunkRows = 1 << 15;

inline std::size_t chunk_count(std::size_t rows, std::size_t chunk_rows = kChunkRows) {
  return (rows + chunk_rows - 1) / chunk_rows;
}

// Calls body(chunk, begin, end) once for each chunk of 0..rows-1, in parallel. The body may write only what belongs to
// its chunk or its rows. The exception of the lowest chunk is rethrown after all chunks have ended.
template <class Body>
void parallel_chunks(std::size_t rows, const Body& body, std::size_t chunk_rows = kChunkRows) {
  const auto chunks = static_cast<std::ptrdiff_t>(chunk_count(rows, chunk_rows));
  std::vector<std::exception_ptr> failures(static_cast<std::size_t>(chunks));
#pragma omp parallel for schedule(dynamic) if (chunks > 1)
  for (std::ptrdiff_t c = 0; c < chunks; ++c) {
    const auto chunk = static_cast<std::size_t>(c);
    try {
      body(chunk, chunk * chunk_rows, std::min(rows, (chunk + 1) * chunk_rows));
    } catch (...) {
      failures[chunk] = std::current_exception();
    }
  }
  for (const auto& failure : failures)
    if (failure) std::rethrow_exception(failure);
}

}  // namespace talentsim
