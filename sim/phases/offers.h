// SPDX-License-Identifier: MIT
// Who is hired for what: posts offer, seekers choose. Deferred acceptance with posts proposing
// (Gale and Shapley 1962; Roth and Sotomayor 1990, theorem 2.12): every post offers itself to its
// applicants from the best downwards, every seeker keeps the best offer so far. Preferences are
// strict, ties being settled by keys, so that the outcome is one and the same for every order of
// posts, seekers and applications.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "support/unset_list.h"

namespace talentsim::phases {

struct JobApplication {
  std::uint32_t seeker, post;   // places in the lists below
  float score;                  // by which the post ranks
  std::uint8_t channel, group;  // group: stats::ResidentGroup of the seeker
  std::uint64_t key;            // of the seeker
};

// By what a seeker chooses among offers: the higher pay, then the lower id.
struct OfferedPost {
  std::uint32_t pay_word;
  std::uint64_t id;
};

// The applications of each post, the best first: by score, then by the seeker's key and the
// channel.
struct RankedApplications {
  std::vector<std::uint32_t> first;  // of each post, and the end
  UnsetList<JobApplication> list;
};
RankedApplications rank(std::span<const JobApplication> applications, std::size_t posts);

// Places in `ranked.list` of the applications that lead to a hire, by post. `apart`: first post of
// each group, and the end; nobody applies for posts of two groups. Nobody below `least_score` gets
// an offer.
std::vector<std::uint32_t> accept_offers(const RankedApplications& ranked,
                                         std::span<const OfferedPost> posts,
                                         std::span<const std::size_t> apart, std::size_t seekers,
                                         float least_score);

}  // namespace talentsim::phases
