// SPDX-License-Identifier: MIT
// Persons whose blocks are drawn side by side: as many as a vector holds, each block for all of
// them when the first of them asks for it. The words are those of Luck::block.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "random/many.h"

namespace talentsim::random {

class Together {
 public:
  static constexpr std::size_t kPersons = kBlocksAtOnce;
  Together(const Luck& luck, Month month) : luck_(luck), month_(month) {}

  // Whose blocks are asked for from now on: keys of places 0..count-1.
  template <class KeyOf>
  void seat(std::size_t count, const KeyOf& key_of) {
    for (std::size_t i = 0; i < count; ++i) keys_[i] = key_of(i);
    drawn_ = next_ = 0;
  }

  Block block(std::size_t place, Stream stream, std::uint32_t ordinal) {
    const auto* words = &words_[found(stream, ordinal)][4 * place];
    return {words[0], words[1], words[2], words[3]};
  }

 private:
  struct Asked {
    Stream stream;
    std::uint32_t ordinal;
    bool operator==(const Asked&) const = default;
  };
  static constexpr std::size_t kKept = 48;

  // Persons mostly ask in the same order: the block after the last one is tried first.
  std::size_t found(Stream stream, std::uint32_t ordinal) {
    const Asked wanted{stream, ordinal};
    if (next_ < drawn_ && asked_[next_] == wanted) return next_++;
    const auto end = asked_.begin() + static_cast<std::ptrdiff_t>(drawn_);
    const auto at =
        static_cast<std::size_t>(std::find(asked_.begin(), end, wanted) - asked_.begin());
    if (at < drawn_) {
      next_ = at + 1;
      return at;
    }
    return draw(wanted);
  }
  std::size_t draw(const Asked& wanted) {
    const auto at = drawn_ == kKept ? 0 : drawn_;
    asked_[at] = wanted;
    blocks(luck_, keys_, month_, wanted.stream, wanted.ordinal, words_[at]);
    drawn_ = next_ = at + 1;
    return at;
  }

  const Luck& luck_;
  Month month_;
  std::size_t drawn_ = 0, next_ = 0;
  std::array<std::uint64_t, kPersons> keys_{};
  std::array<Asked, kKept> asked_;
  std::array<std::array<std::uint32_t, 4 * kPersons>, kKept> words_;
};

// The draws of one person of a month: alone, or seated with others.
class OwnDraws {
 public:
  OwnDraws(const Luck& luck, std::uint64_t key, Month month)
      : luck_(luck), key_(key), month_(month) {}
  Block block(Stream stream, std::uint32_t ordinal = 0) const {
    return luck_.block(key_, month_, stream, ordinal);
  }
  double uniform(Stream stream, std::uint32_t ordinal = 0) const {
    return unit(block(stream, ordinal)[0]);
  }

 private:
  const Luck& luck_;
  std::uint64_t key_;
  Month month_;
};
class SharedDraws {
 public:
  SharedDraws(Together& together, std::size_t place) : together_(together), place_(place) {}
  Block block(Stream stream, std::uint32_t ordinal = 0) const {
    return together_.block(place_, stream, ordinal);
  }
  double uniform(Stream stream, std::uint32_t ordinal = 0) const {
    return unit(block(stream, ordinal)[0]);
  }

 private:
  Together& together_;
  std::size_t place_;
};

// Calls use(i, draws) for persons i = 0..count-1 of one month, whose keys are key_of(i).
template <class KeyOf, class Use>
void for_draws(const Luck& luck, Month month, std::size_t count, const KeyOf& key_of,
               const Use& use) {
  Together together(luck, month);
  for (std::size_t first = 0; first < count; first += Together::kPersons) {
    const auto seated = std::min(Together::kPersons, count - first);
    together.seat(seated, [&](std::size_t i) { return key_of(first + i); });
    for (std::size_t i = 0; i < seated; ++i) use(first + i, SharedDraws(together, i));
  }
}

}  // namespace talentsim::random
