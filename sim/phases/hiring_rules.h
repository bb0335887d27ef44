// SPDX-License-Identifier: MIT
// What a sector's posts ask beyond the ranking: bars, which no score overcomes, and a preference
// for locals. Which posts bar whom follows from the post's own hash, so that a share that a policy
// changes turns no other post.
#pragma once

#include <cstdint>
#include <vector>

#include "phases/job_search.h"
#include "population/newcomers.h"

namespace talentsim::phases {

enum class Bar : std::uint8_t {
  no_cantonese = 1 << 0,  // the post asks for Cantonese
  limited_stay = 1 << 1,  // the post is closed to newcomers with a limit of stay
};

// Newcomers whose leave to stay ends some day. Permanent residents, and those admitted without
// limit, count as locals wherever a rule tells locals from newcomers.
bool stay_is_limited(const population::Newcomers& n, std::uint32_t row);

// Bits of Bar.
std::uint8_t bars_of(std::uint64_t post_hash, scenario::WorkingLanguage language,
                     const scenario::Sector& sector);

// Fills in what bars a seeker and how the sector sought prefers them; languages are known.
void heed_hiring_rules(const std::vector<scenario::Sector>& sectors, JobSeeker& seeker);

inline bool barred(const OpenPost& post, const JobSeeker& seeker) {
  return (post.bars & seeker.barred_by) != 0;
}

// The channels that anybody uses and on which posts of a sector stand, with the share of them that
// may.
std::vector<OpenChannel> channels_of(const std::vector<OpenChannel>& channels, std::size_t sector);

}  // namespace talentsim::phases
