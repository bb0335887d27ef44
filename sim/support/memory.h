// SPDX-License-Identifier: MIT
// How the process asks the system for memory: in pages of 2 MiB, for the columns of a large city as
// for the lists of a month. A phase that touches rows anywhere otherwise spends much of its time on
// finding pages. This holds for every `new` of the program.
#pragma once

#include <cstddef>
#include <span>

namespace talentsim {

constexpr std::size_t kHugePage = std::size_t{1} << 21;  // bytes

// Lets the C library keep freed memory for the next month's lists, which are as long as this
// month's: given back, it would be asked for again page by page. From here on heaps grow in large
// steps, so that their pages can be huge.
void keep_freed_memory();

// Lets the stack of this thread grow while there is room: where the stacks of other threads have
// taken all addresses, the C library could not even say so.
void grow_stack(std::size_t bytes);

// Lets all threads take part in the first touch of a block that one thread is about to fill: the
// system clears a page at its first touch, which takes longer than filling it.
void touch_together(void* block, std::size_t bytes);
// Likewise of many blocks, each by one thread. Of a page that a block shares with another one
// before it nothing is touched.
void touch_blocks(std::span<const std::span<char>> blocks);

// Rows 0..rows-1 of a column of a whole city, all zero, with room for a quarter more: for those who
// are born or move in, so that no column is copied while months go by.
template <class Column>
void lay_out(Column& column, std::size_t rows) {
  column.reserve(rows + rows / 4);
  touch_together(column.data(), rows * sizeof column[0]);
  column.resize(rows);
}

}  // namespace talentsim
