// SPDX-License-Identifier: MIT
#include "phases/offers.h"

#include <algorithm>
#include <limits>

#include "support/parallel.h"

namespace talentsim::phases {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

bool prefers(const OfferedPost& a, const OfferedPost& b) {
  return a.pay_word != b.pay_word ? a.pay_word > b.pay_word : a.id < b.id;
}

}  // namespace

RankedApplications rank(const std::vector<JobApplication>& applications, std::size_t posts) {
  RankedApplications ranked;
  ranked.first.assign(posts + 1, 0);
  for (const auto& a : applications) ++ranked.first[a.post + 1];
  for (std::size_t post = 0; post < posts; ++post) ranked.first[post + 1] += ranked.first[post];
  auto next = ranked.first;
  ranked.list.resize(applications.size());
  for (const auto& a : applications) ranked.list[next[a.post]++] = a;
  const auto better = [](const JobApplication& a, const JobApplication& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.key != b.key ? a.key < b.key : a.channel < b.channel;
  };
  constexpr std::size_t kPosts = 4096;
  parallel_chunks(
      posts,
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for (auto post = begin; post < end; ++post)
          std::sort(ranked.list.begin() + ranked.first[post],
                    ranked.list.begin() + ranked.first[post + 1], better);
      },
      kPosts);
  return ranked;
}

std::vector<std::uint32_t> accept_offers(const RankedApplications& ranked,
                                         const std::vector<OfferedPost>& posts, std::size_t seekers,
                                         float least_score) {
  std::vector<std::uint32_t> next(ranked.first.begin(), ranked.first.end() - 1);
  std::vector<std::uint32_t> held(seekers, kNone);  // post whose offer the seeker keeps
  for (std::uint32_t start = 0; start < posts.size(); ++start) {
    // The post that has nobody makes its next offer; who refuses or is left takes its turn.
    for (auto post = start; post != kNone;) {
      auto& turn = next[post];
      if (turn == ranked.first[post + 1] || ranked.list[turn].score < least_score) {
        turn = ranked.first[post + 1];
        break;
      }
      auto& kept = held[ranked.list[turn].seeker];
      if (kept == kNone) {
        kept = post;
        break;
      }
      if (!prefers(posts[post], posts[kept])) {
        ++turn;
        continue;
      }
      std::swap(kept, post);
      ++next[post];
    }
  }
  std::vector<std::uint32_t> accepted;
  for (std::size_t post = 0; post < posts.size(); ++post)
    if (next[post] < ranked.first[post + 1]) accepted.push_back(next[post]);
  return accepted;
}

}  // namespace talentsim::phases
