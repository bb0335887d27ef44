// SPDX-License-Identifier: MIT
// Open posts of the market of single vacancies, one row each, in narrow columns (30 bytes a post).
// What a post is like follows from its identity alone and never from a place in this list.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "population/keys.h"
#include "population/residents.h"
#include "random/draws.h"

namespace talentsim::population {

// How a post came to be open. Nobody leaves more than one post before the month's matching, nor
// more than one after it. Who changes jobs in the matching had one to leave until then, and leaves
// it as one left before: it opens for the next month.
enum class PostOrigin : std::uint8_t { growth, left_before_matching, left_after_matching };

// A post to be opened.
struct NewPost {
  Key key;
  Job job;
};

struct Vacancies {
  bool kept = false;                      // the market of single vacancies is in force
  std::vector<std::uint64_t> id;          // see vacancy_id
  std::vector<std::uint64_t> hash;        // two words of the post's own
  std::vector<std::uint32_t> pay_word;    // its place in the pay of its cell
  std::vector<std::uint32_t> trait_word;  // employer: low half, working language: high half
  std::vector<std::uint16_t> cell;
  std::vector<std::int16_t> opened;  // month

  std::size_t size() const { return id.size(); }
  PostOrigin origin(std::size_t row) const { return static_cast<PostOrigin>(id[row] >> 62); }
  // Opens a post: `key` is that of a growth post or of the person who left it. Does nothing unless
  // kept.
  void open(const random::Luck& luck, Key key, Month month, PostOrigin origin, Job job);
  // Likewise many, in their order.
  void open(const random::Luck& luck, std::span<const NewPost> posts, Month month,
            PostOrigin origin);
  // Takes out the rows for which `gone` says 1 and not 0; the others keep their order.
  void remove(std::span<const std::uint8_t> gone);
  void clear() { resize(0); }

 private:
  void write_row(std::size_t row, const NewPost& post, const random::Block& words, Month month,
                 PostOrigin origin);
  void resize(std::size_t rows);
};

// Key of the slot-th post of a cell that growth opens in a month: kind 2 in bits 51..52, cell (7
// bits), month since 1950 (11 bits), slot (24 bits). Throws RunError beyond.
Key growth_key(Job job, Month month, std::uint32_t slot);

// Bits 0..52 the key, 53..61 the month of opening modulo 512, 62..63 the origin.
std::uint64_t vacancy_id(Key key, Month month, PostOrigin origin);

}  // namespace talentsim::population
