// SPDX-License-Identifier: MIT
#include "support/memory.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>

#include "support/parallel.h"

namespace talentsim {
namespace {

constexpr std::size_t kSmallestMap = std::size_t{1} << 25;  // bytes: whole columns, mapped each
constexpr int kHeapStep = 1 << 26;                          // bytes by which the heap grows

// Asks for huge pages for the memory from..to-1; a wish: refused, it still works.
void ask_for_huge_pages(std::uintptr_t from, std::uintptr_t to) {
  madvise(reinterpret_cast<void*>(from / kHugePage * kHugePage),
          (to - from / kHugePage * kHugePage + kHugePage - 1) / kHugePage * kHugePage,
          MADV_HUGEPAGE);
}

std::uintptr_t end_of_heap() { return reinterpret_cast<std::uintptr_t>(sbrk(0)); }

// The first thread's heap up to here has been asked for; 0: nobody asked to keep it.
std::atomic<std::uintptr_t> asked_up_to{0};

// Asks for the pages of the heap in which a block lies, if that has not been done. The system lays
// out the first thread's heap, which ends below all maps, anew each time it grows. Those of other
// threads are maps of the C library's at multiples of their size.
void ask_for_heap_of(std::uintptr_t block) {
  const auto before = asked_up_to.load(std::memory_order_relaxed);
  if (before == 0) return;
  if (const auto end = end_of_heap(); block < end) {
    if (end == before) return;
    const auto from = asked_up_to.exchange(end, std::memory_order_relaxed);
    if (from < end) ask_for_huge_pages(from, end);
    return;
  }
  constexpr std::uintptr_t kThreadHeap = std::uintptr_t{1} << 26;
  thread_local std::uintptr_t asked = 0;
  if (const auto heap = block / kThreadHeap * kThreadHeap; heap != asked)
    ask_for_huge_pages(asked = heap, heap + kThreadHeap);
}

// Zero-sized blocks have addresses of their own. Null when there is no memory.
void* allocate(std::size_t bytes) {
  void* const block = std::malloc(bytes == 0 ? 1 : bytes);
  if (const auto begin = reinterpret_cast<std::uintptr_t>(block); bytes < kSmallestMap)
    ask_for_heap_of(begin);
  else if (begin != 0)
    ask_for_huge_pages(begin, begin + bytes);
  return block;
}

// Huge pages by number; a wish as well.
void touch_pages([[maybe_unused]] std::uintptr_t begin, [[maybe_unused]] std::uintptr_t end) {
#ifdef MADV_POPULATE_WRITE
  madvise(reinterpret_cast<void*>(begin * kHugePage), (end - begin) * kHugePage,
          MADV_POPULATE_WRITE);
#endif
}

}  // namespace

void touch_together([[maybe_unused]] void* block, [[maybe_unused]] std::size_t bytes) {
  const auto begin = (reinterpret_cast<std::uintptr_t>(block) + kHugePage - 1) / kHugePage;
  const auto end = (reinterpret_cast<std::uintptr_t>(block) + bytes) / kHugePage;
  if (begin >= end) return;
  parallel_chunks(
      end - begin,
      [&](std::size_t, std::size_t first, std::size_t last) {
        touch_pages(begin + first, begin + last);
      },
      1);
}

void touch_blocks(std::span<const std::span<char>> blocks) {
  parallel_chunks(
      blocks.size(),
      [&](std::size_t i, std::size_t, std::size_t) {
        const auto from = reinterpret_cast<std::uintptr_t>(blocks[i].data());
        const auto begin = (from + kHugePage - 1) / kHugePage;
        const auto end = (from + blocks[i].size() + kHugePage - 1) / kHugePage;
        if (begin < end) touch_pages(begin, end);
      },
      1);
}

void grow_stack(std::size_t bytes) {
  constexpr std::size_t kFrame = std::size_t{1} << 12;  // a page
  volatile char frame[kFrame];
  frame[0] = 0;
  if (bytes > kFrame) grow_stack(bytes - kFrame);
  frame[0] = frame[0] + 1;  // so that the frame is kept
}

void keep_freed_memory() {
  mallopt(M_MMAP_THRESHOLD, static_cast<int>(kSmallestMap));
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  mallopt(M_TOP_PAD, kHeapStep);
  asked_up_to = end_of_heap();
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
