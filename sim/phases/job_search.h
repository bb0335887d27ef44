// SPDX-License-Identifier: MIT
// Who sees which post. Each cell and channel has a board with a fixed number N of places in a ring.
// A post stands at one place of the board of each channel it is posted on, after a hash of its own;
// a seeker reads K places side by side on each channel used, from a place drawn for the month, and
// applies to every post that stands there. The chance that a seeker sees a post is K / N whatever
// others do: no draw indexes a list, so that one more seeker moves nobody's application and one
// more post none but those to it. Whoever reads more reads all that was read with fewer looks.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "phases/offers.h"
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

// Hashes that are others after each so many months.
class PeriodWords {
 public:
  PeriodWords(double period_months, int most_months) {
    for (int months = 0; months <= most_months; ++months)
      step_.push_back(static_cast<std::uint64_t>(months / period_months) * 0xD1B54A32D192ED03u);
  }
  // The hash in force after `months`, none of them below 0.
  std::uint64_t operator()(std::uint64_t hash, int months) const {
    return mix(hash + step_[static_cast<std::size_t>(months)]);
  }

 private:
  std::vector<std::uint64_t> step_;
};

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

// Somebody who looks for work this month: who it is, where the search goes on and by which
// channels.
struct Searcher {
  std::uint64_t key;
  std::uint32_t row;
  std::uint16_t cell;
  std::uint16_t since;     // month in which the search began
  std::uint16_t channels;  // bit: place among the channels of the scenario
  std::uint8_t group;      // stats::ResidentGroup
  scenario::SeekerOrigin origin;
  std::uint8_t speaks;        // bit: WorkingLanguage
  std::uint16_t skill_slice;  // which of 1,024 equal slices of the law of skill
  bool newcomer, in_field;
  bool employed;  // looks for a better post than the one held
  float efficiency, part_of_look;
  std::uint64_t reading;       // hash of the month: where reading starts on each channel
  std::uint32_t low_pay_word;  // posts below it pay too little, whatever else is said of the seeker
  std::uint32_t pay_hkd_month;  // of residents in the post held
};

// The same with all that posts and rules ask about: worked out only for those who have seen a post.
struct JobSeeker : Searcher {
  float skill, local_experience, outside_experience, reservation;
  float preference;  // of the sector's posts
  std::uint32_t least_pay_word;
  scenario::Elsewhere worked_in;  // said of outside_experience
  bool limited_stay;
  std::uint8_t barred_by;   // bit: Bar
  std::uint8_t profession;  // that the seeker may practise
};

// Seekers of a chunk of those who look, so few that their lists stay beside the processor.
constexpr std::size_t kSeekersAChunk = 1024;

// Those who have seen a post that may do, by number: the chunk and the place in it.
struct Applicants {
  std::vector<std::vector<JobSeeker>> chunks;
  static std::uint32_t number(std::size_t chunk, std::size_t place) {
    return static_cast<std::uint32_t>(chunk * kSeekersAChunk + place);
  }
  std::size_t numbers() const { return chunks.size() * kSeekersAChunk; }
  const JobSeeker& operator[](std::uint32_t number) const {
    return chunks[number / kSeekersAChunk][number % kSeekersAChunk];
  }
};

// Whether a seeker who sees a post can and would take it.
inline bool may_take(const JobSeeker& seeker, const OpenPost& post) {
  return (post.profession == 0 || post.profession == seeker.profession) &&
         post.pay_word >= seeker.least_pay_word;
}

// A channel that is open this month.
struct OpenChannel {
  const scenario::Channel* rules;
  std::uint8_t index;       // among the channels of the scenario
  std::uint32_t ordinal;    // of its name
  double sector_share = 1;  // of the cell's sector
};
std::vector<OpenChannel> open_channels(const scenario::VacancyMarket& market, Month month);

// Places of a channel that a seeker who uses it reads in the month.
int looks_of(const Searcher& seeker, const scenario::Channel& channel);

// The posts of a channel in one cell, by place. Places are many more than posts, and most of what
// is read is empty: a bit for each place, or for a few side by side, says where a post stands.
class Board {
 public:
  Board() = default;  // on which nothing stands
  // `first`: number of the first of the posts.
  Board(const OpenChannel& channel, std::span<const OpenPost> posts, std::uint32_t first,
        std::uint32_t places);
  bool empty() const { return standing_.empty(); }
  // Asks for what tells whether a post stands near the place which a word names.
  void fetch(std::uint32_t word) const {
    fetch_line(&row_[slot_of(place_of(word, places_)) / kSlots]);
  }
  // Whether a post may stand at `looks` places side by side, at least one, from the one that a word
  // names; asks for what tells which.
  bool may_stand(std::uint32_t word, std::uint32_t looks) const {
    const auto from = place_of(word, places_);
    const auto to = std::uint64_t{from} + looks;
    const auto slot = slot_of(from);
    const auto& row = row_[slot / kSlots];
    fetch_line(standing_.data() + first_of(row, slot));
    const auto slots = slot_of(static_cast<std::uint32_t>(to - 1)) - slot + 1;
    if (to > places_ || slots > kSlots) return true;
    const auto ahead = row.taken >> slot % kSlots | (&row)[1].taken << 1
                                                                    << (kSlots - 1 - slot % kSlots);
    return (ahead & ~std::uint64_t{0} >> (kSlots - slots)) != 0;
  }
  // Calls visit(post, pay_word) for every post that stands there; at all places when they are no
  // more.
  template <class Visit>
  void read(std::uint32_t word, std::uint32_t looks, const Visit& visit) const {
    const auto from = place_of(word, places_);
    const auto to = std::uint64_t{from} + std::min(looks, places_);
    read_places(from, static_cast<std::uint32_t>(std::min<std::uint64_t>(to, places_)), visit);
    if (to > places_) read_places(0, static_cast<std::uint32_t>(to - places_), visit);
  }

 private:
  static constexpr std::uint32_t kSlots = 64;  // of a row
  struct Row {
    std::uint64_t taken = 0;  // bit: a post stands in the slot
    std::uint32_t first = 0;  // of the row's posts
  };
  struct Standing {
    std::uint32_t place, post, pay_word;
  };
  std::uint32_t slot_of(std::uint32_t place) const { return place >> places_a_slot_bits_; }
  // Of the posts in order of place, the first in the slot or one a little before it: at least one
  // stands in each slot that is taken.
  static std::uint32_t first_of(const Row& row, std::uint32_t slot) {
    const auto before = row.taken & ((std::uint64_t{1} << slot % kSlots) - 1);
    return row.first + static_cast<std::uint32_t>(std::popcount(before));
  }
  // Places from..to-1, which are a line.
  template <class Visit>
  void read_places(std::uint32_t from, std::uint32_t to, const Visit& visit) const {
    const auto slot = slot_of(from);
    const auto* standing = standing_.data() + first_of(row_[slot / kSlots], slot);
    for (; standing->place < to; ++standing)
      if (standing->place >= from) visit(standing->post, standing->pay_word);
  }
  void settle(std::span<const Standing> found);
  std::uint32_t places_ = 1, places_a_slot_bits_ = 0;
  std::vector<Row> row_;            // and the end
  std::vector<Standing> standing_;  // by place, and one beyond all places
};

// The boards of all cells.
class Boards {
 public:
  Boards(std::size_t cells, std::size_t channels) : channels_(channels), all_(cells * channels) {}
  Board& at(std::size_t cell, std::uint8_t channel) { return all_[cell * channels_ + channel]; }
  const Board& at(std::size_t cell, std::uint8_t channel) const {
    return all_[cell * channels_ + channel];
  }

 private:
  std::size_t channels_;
  std::vector<Board> all_;
};

// A post that a seeker sees on a channel and that does not pay too little.
struct Sighting {
  std::uint32_t seeker, post;  // place in the list of those who look, number of the post
  std::uint8_t channel;        // among the channels of the scenario
};

// What those who look see this month on the boards of their cells. `open`: of each cell, bits of
// the channels of the scenario that work there.
std::vector<Sighting> read_boards(const std::vector<OpenChannel>& channels,
                                  std::span<const std::uint16_t> open,
                                  std::span<const Searcher> searchers, const Boards& boards);

}  // namespace talentsim::phases
