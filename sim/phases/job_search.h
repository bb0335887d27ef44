// SPDX-License-Identifier: MIT
// Those who look for work and what they see on the boards of their cells (phases/board.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "phases/board.h"
#include "phases/offers.h"
#include "scenario/scenario.h"
#include "support/unset_list.h"

namespace talentsim::phases {

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
  std::uint32_t reading;       // word of the month: where reading starts
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

// Places of a channel that a seeker who uses it reads in the month.
int looks_of(const Searcher& seeker, const scenario::Channel& channel);

// A post that a seeker sees on a channel and that does not pay too little.
struct Sighting {
  std::uint32_t seeker, post;  // place in the list of those who look, number of the post
  std::uint8_t channel;        // among the channels of the scenario
};

// What those who look see this month on the boards of their cells, of which there is one each.
UnsetList<Sighting> read_boards(const std::vector<OpenChannel>& channels,
                                std::span<const Searcher> searchers, std::span<const Board> boards);

}  // namespace talentsim::phases
