// SPDX-License-Identifier: MIT
#include "support/memory.h"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>

#include "support/parallel.h"

namespace talentsim {
namespace {

// Zero-sized blocks have addresses of their own. Null when there is no memory.
void* allocate(std::size_t bytes) {
  void* block = std::malloc(bytes == 0 ? 1 : bytes);
  if (bytes < kHugeBlock || block == nullptr) return block;
  // Not aligned: the C library finds a freed block again for the next list of about its length only
  // when both begin anywhere. The pages that the block shares with others are asked for as well.
  const auto begin = reinterpret_cast<std::uintptr_t>(block) / kHugePage * kHugePage;
  const auto end = reinterpret_cast<std::uintptr_t>(block) + bytes;
  madvise(reinterpret_cast<void*>(begin), (end - begin + kHugePage - 1) / kHugePage * kHugePage,
          MADV_HUGEPAGE);  // a wish; refused, it still works
  return block;
}

}  // namespace

void touch_together([[maybe_unused]] void* block, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_POPULATE_WRITE
  const auto begin = (reinterpret_cast<std::uintptr_t>(block) + kHugePage - 1) / kHugePage;
  const auto end = (reinterpret_cast<std::uintptr_t>(block) + bytes) / kHugePage;
  if (begin >= end) return;
  parallel_chunks(
      end - begin,
      [&](std::size_t, std::size_t first, std::size_t last) {
        madvise(reinterpret_cast<void*>((begin + first) * kHugePage), (last - first) * kHugePage,
                MADV_POPULATE_WRITE);  // a wish as well
      },
      1);
#endif
}

void keep_freed_memory() {
  constexpr int kSmallestMap = 1 << 25;  // bytes: columns of a whole city are mapped on their own
  mallopt(M_MMAP_THRESHOLD, kSmallestMap);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
}

}  // namespace talentsim

// The sanitizers bring an allocator of their own, which watches every block.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

void* operator new(std::size_t bytes) {
  for (;;) {
    if (void* block = talentsim::allocate(bytes)) return block;
    const auto handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

#endif
