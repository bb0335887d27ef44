// SPDX-License-Identifier: MIT
#include "support/memory.h"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdlib>
#include <limits>
#include <new>

namespace talentsim {
namespace {

// Zero-sized blocks have addresses of their own. Null when there is no memory.
void* allocate(std::size_t bytes) {
  if (bytes < kHugeBlock) return std::malloc(bytes == 0 ? 1 : bytes);
  if (bytes > std::numeric_limits<std::size_t>::max() - kHugePage) return nullptr;
  const std::size_t whole = (bytes + kHugePage - 1) / kHugePage * kHugePage;
  void* block = std::aligned_alloc(kHugePage, whole);
  if (block != nullptr) madvise(block, whole, MADV_HUGEPAGE);  // a wish; refused, it still works
  return block;
}

}  // namespace

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
