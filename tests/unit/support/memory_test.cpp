// SPDX-License-Identifier: MIT
#include "support/memory.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <thread>
#include <vector>

using namespace talentsim;

namespace {

// Pages that the system has had to bring so far.
long faults() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_minflt;
}

}  // namespace

TEST_CASE("large blocks hold what is written to their last byte") {
  for (const std::size_t bytes : {kHugePage - 1, kHugePage, kHugePage + 1, 20 * kHugePage}) {
    const auto block = std::make_unique<unsigned char[]>(bytes);
    CHECK(block[bytes - 1] == 0);
    block[bytes - 1] = 7;
    CHECK(block[bytes - 1] == 7);
  }
}

TEST_CASE("lists as long as those of the month before are not asked for page by page") {
  keep_freed_memory();
  const auto live = [] {
    for (const std::size_t bytes : {kHugePage / 2, kHugePage, kHugePage / 2 + 4096})
      std::vector<char> list(bytes, 1);
  };
  live();
  const auto before = faults();
  for (int month = 0; month < 20; ++month) live();
  CHECK(faults() - before < 20);
}

TEST_CASE("a column keeps its entries when it grows into a large block") {
  std::vector<std::uint32_t> column;
  for (std::uint32_t i = 0; i < kHugePage; ++i) column.push_back(i);
  bool same = true;
  for (std::uint32_t i = 0; i < column.size(); ++i) same = same && column[i] == i;
  CHECK(same);
}

TEST_CASE("empty blocks have addresses of their own") {
  void* first = ::operator new(0);
  void* second = ::operator new(0);
  CHECK(first != second);
  ::operator delete(first);
  ::operator delete(second);
}

TEST_CASE("a block larger than any memory is refused, not wrapped round to a small one") {
  volatile std::size_t bytes = std::numeric_limits<std::size_t>::max() - 1;
  CHECK_THROWS_AS(::operator delete(::operator new(bytes)), std::bad_alloc);
}

TEST_CASE("blocks whose first touch is asked for keep what they hold and what they are given") {
  std::vector<char> list;
  list.reserve(5 * kHugePage);
  list.assign(kHugePage / 2, 3);
  const std::span<char> gain(list.data() + list.size(), list.capacity() - list.size());
  touch_blocks(std::vector{gain, std::span<char>{}});
  list.resize(list.capacity(), 4);
  CHECK(std::count(list.begin(), list.end(), 3) == static_cast<std::ptrdiff_t>(kHugePage / 2));
  CHECK(list.back() == 4);
}

TEST_CASE("blocks of several threads, of all sizes, hold what is written to them") {
  keep_freed_memory();
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t)
    threads.emplace_back([&wrong, t] {
      const auto mark = static_cast<char>(t + 1);
      std::vector<std::vector<char>> lists;
      for (std::size_t bytes = 16; bytes <= 2 * kHugePage; bytes *= 2)
        lists.emplace_back(bytes, mark);
      for (const auto& list : lists)
        wrong[t] +=
            std::count(list.begin(), list.end(), mark) != static_cast<std::ptrdiff_t>(list.size());
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4));
}
