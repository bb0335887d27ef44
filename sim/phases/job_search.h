// SPDX-License-Identifier: MIT
// Who sees which post. Each cell and channel has a fixed number N of places. A post stands at one
// place of each channel it is posted on, after a hash of its own; a seeker looks at K places of
// each channel used, drawn from words of his own, and applies to every post that stands there. The
// chance that a seeker applies to a post is 1 - (1 - 1/N)^K whatever others do: no draw indexes a
// list, so that one more seeker moves nobody's application and one more post none but those to it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "phases/offers.h"
#include "random/draws.h"
#include "scenario/scenario.h"

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

// A hash that is another one after each `period_months`.
inline std::uint64_t period_word(std::uint64_t hash, int months, double period_months) {
  const auto period = static_cast<std::uint64_t>(months / period_months);
  return mix(hash + period * 0xD1B54A32D192ED03u);
}

// The place, of `places`, that a word names.
constexpr std::uint32_t place_of(std::uint32_t word, std::uint32_t places) {
  return static_cast<std::uint32_t>(std::uint64_t{word} * places >> 32);
}

// An open post, as search and ranking see it.
struct OpenPost {
  std::uint64_t id, hash;
  std::uint64_t advertisement;  // hash of the present one: where the post stands
  std::uint32_t pay_word, row;
  scenario::EmployerKind employer;
  scenario::WorkingLanguage language;
  std::uint8_t bars;            // bit: Bar (phases/hiring_rules.h)
  std::uint8_t profession = 0;  // asked for: 0 none, else from 1
  scenario::EmployerSize size = scenario::EmployerSize::small_medium;
};

// Somebody who looks for work, likewise.
struct JobSeeker {
  std::uint64_t key;
  std::uint32_t row;
  std::uint16_t cell;
  bool newcomer, in_field, limited_stay;
  std::uint8_t group;   // stats::ResidentGroup
  std::uint16_t since;  // month in which the search began
  scenario::SeekerOrigin origin;
  std::uint8_t speaks;     // bit: WorkingLanguage
  std::uint16_t channels;  // bit: place among the channels of the scenario
  float efficiency, part_of_look;
  float skill, local_experience, outside_experience, reservation;
  float preference;         // of the sector's posts
  std::uint8_t barred_by;   // bit: Bar
  std::uint8_t profession;  // that the seeker may practise
  bool employed;            // looks for a better post than the one held
  std::uint32_t least_pay_word;
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

// Places of a channel that a seeker who uses it looks at in the month.
int looks_of(const JobSeeker& seeker, const scenario::Channel& channel);

// The posts of a channel in one cell, by place. Places are many more than posts: they are kept in
// about as many slots as there are posts, in which neighbouring places stand together.
class Board {
 public:
  Board(const OpenChannel& channel, const std::vector<OpenPost>& posts, std::uint32_t places);
  // Calls visit(post) for every post that stands at the place which a word names.
  template <class Visit>
  void look(std::uint32_t word, const Visit& visit) const {
    const auto place = place_of(word, places_);
    const auto slot = slot_of(place);
    for (auto i = first_[slot]; i < first_[slot + 1]; ++i)
      if (standing_[i].place == place) visit(standing_[i].post);
  }

 private:
  struct Standing {
    std::uint32_t place, post;  // post: place in the list of posts
  };
  std::uint32_t slot_of(std::uint32_t place) const {
    return static_cast<std::uint32_t>(std::uint64_t{place} * slots_ / places_);
  }
  std::uint32_t places_, slots_;
  std::vector<std::uint32_t> first_;  // of each slot, and the end
  std::vector<Standing> standing_;
};

// What the seekers of a cell apply for this month.
std::vector<JobApplication> apply_for_posts(const random::Luck& luck, Month month,
                                            const scenario::VacancyMarket& market,
                                            const std::vector<OpenChannel>& channels,
                                            const std::vector<OpenPost>& posts,
                                            std::span<const JobSeeker> seekers,
                                            std::uint32_t places);

}  // namespace talentsim::phases
