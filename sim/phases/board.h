// SPDX-License-Identifier: MIT
// Who sees which post. Each cell has a board with a fixed number N of places in a ring, the same on
// all channels. A post stands at one place for each channel it is posted on, after a hash of its
// own and the channel's; a seeker reads, from one place drawn for the month, K places side by side
// on each channel used, and applies to every post that stands there on that channel. The chance
// that a seeker sees a post on a channel is K / N whatever others do: no draw indexes a list, so
// that one more seeker moves nobody's application and one more post none but those to it. Whoever
// reads more reads all that was read with fewer looks. Since a post's places on two channels have
// nothing to do with each other, neither has what a seeker sees on them, though reading starts at
// one place: all that stands near it lies side by side in memory.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "random/draws.h"
#include "scenario/scenario.h"
#include "support/fetch_line.h"

namespace talentsim::phases {

// The finaliser of MurmurHash3, which mixes all bits into all.
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ x >> 33) * 0xFF51AFD7ED558CCDu;
  x = (x ^ x >> 33) * 0xC4CEB9FE1A85EC53u;
  return x ^ x >> 33;
}

// A word for a person or post and a channel, by the channel's name.
constexpr std::uint64_t channel_word(std::uint64_t hash, std::uint32_t channel_ordinal) {
  return mix(hash ^ (channel_ordinal + 1) * 0x9E3779B97F4A7C15u);
}

// How many of the words 0, 1, ... stand for a uniform below the share.
inline std::uint64_t words_under(double share) {
  return share > 0 ? static_cast<std::uint64_t>(std::ceil(share * 0x1p32 - 0.5)) : 0;
}

// The place, of `places`, that a word names.
constexpr std::uint32_t place_of(std::uint32_t word, std::uint32_t places) {
  return static_cast<std::uint32_t>(std::uint64_t{word} * places >> 32);
}

// An open post, as search and ranking see it; in one line of the processor's memory.
struct alignas(32) OpenPost {
  std::uint64_t hash;
  std::uint64_t advertisement;  // hash of the present one: where the post stands
  std::uint32_t pay_word;
  std::uint32_t row;  // among the vacancies
  scenario::EmployerKind employer;
  scenario::WorkingLanguage language;
  std::uint8_t bars;        // bit: Bar (phases/hiring_rules.h)
  std::uint8_t profession;  // asked for: 0 none, else from 1
  scenario::EmployerSize size;
};

// A channel that is open this month.
struct OpenChannel {
  const scenario::Channel* rules;
  std::uint8_t index;       // among the channels of the scenario
  std::uint32_t ordinal;    // of its name
  double sector_share = 1;  // of the cell's sector
};
std::vector<OpenChannel> open_channels(const scenario::VacancyMarket& market, Month month);

// A post that stands somewhere.
struct PostSeen {
  std::uint32_t post, pay_word;
};

// The posts of a cell on all channels, by place. Where they stand and which they are lies apart:
// what is read of the former stays near the processor, and few of those read are of any use.
class Board {
 public:
  // A place and a channel take 32 bits together, less one for what lies beyond all of them.
  static constexpr std::uint32_t kMostPlaces = (std::uint32_t{1} << 28) - 1;

  Board() = default;  // on which nothing stands
  // `channels`: of the cell's sector. `first`: number of the first of the posts.
  Board(std::span<const OpenChannel> channels, std::span<const OpenPost> posts, std::uint32_t first,
        std::uint32_t places);
  // Asks for the memory that says which posts stand near the place which a word names.
  void fetch_slot(std::uint32_t word) const {
    fetch_line(&first_[slot_of(place_of(word, places_))]);
  }
  // Asks for where they stand, once that is there.
  void fetch_standing(std::uint32_t word) const {
    const auto* standing = &standing_[first_[slot_of(place_of(word, places_))]];
    fetch_line(standing);
    fetch_line(standing + kNear);
  }
  // Calls visit(number, channel, ahead) for every post at `looks` places side by side from the one
  // that a word names, with its number on the board and the number of places that lie before it; at
  // all places when they are no more.
  template <class Visit>
  void read(std::uint32_t word, std::uint32_t looks, const Visit& visit) const {
    const auto from = place_of(word, places_);
    const auto to = from + std::min(looks, places_);
    read_line(first_[slot_of(from)], from, std::min(to, places_), from, visit);
    if (to > places_) read_line(0, 0, to - places_, from - places_, visit);
  }
  const PostSeen& seen(std::uint32_t number) const { return seen_[number]; }

 private:
  static constexpr unsigned kChannelBits = 4;
  static constexpr std::uint32_t kChannels = 1u << kChannelBits;
  static constexpr std::uint32_t kNear = 8;  // that one reading seldom goes beyond
  static_assert(scenario::kMostChannels <= kChannels);

  std::uint32_t slot_of(std::uint32_t place) const { return place >> places_a_slot_bits_; }
  // Those at the places from..to-1, which are a line, the first of them `number` or one a little
  // after it; the place from which reading started may lie before the ring's beginning.
  template <class Visit>
  void read_line(std::uint32_t number, std::uint32_t from, std::uint32_t to, std::uint32_t start,
                 const Visit& visit) const {
    while (standing_[number] < from * kChannels) ++number;
    for (; standing_[number] < to * std::uint64_t{kChannels}; ++number)
      visit(number, static_cast<std::uint8_t>(standing_[number] % kChannels),
            standing_[number] / kChannels - start);
  }
  struct Found {
    std::uint32_t standing;
    PostSeen post;
  };
  void settle(std::span<const Found> found);

  std::uint32_t places_ = 1, places_a_slot_bits_ = 0;
  std::vector<std::uint32_t> first_;  // of each slot, number of the first there; and the end
  std::vector<std::uint32_t>
      standing_;  // place * kChannels + channel, rising; some beyond them all
  std::vector<PostSeen> seen_;
};

}  // namespace talentsim::phases
