// SPDX-License-Identifier: MIT
#include "phases/offers.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "phases/gather.h"
#include "support/fetch_line.h"

namespace talentsim::phases {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

bool prefers(const OfferedPost& a, const OfferedPost& b) {
  return a.pay_word != b.pay_word ? a.pay_word > b.pay_word : a.id < b.id;
}

constexpr std::size_t kPostsTogether = 4096, kApplicationsTogether = 8192;

bool ranks_before(const JobApplication& a, const JobApplication& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.key != b.key ? a.key < b.key : a.channel < b.channel;
}

// Applications by blocks of posts.
struct Dealt {
  std::vector<std::uint32_t> first;  // of each block, and the end
  UnsetList<JobApplication> list;
};
// Counting sort by all threads: each counts, and then places, its own part of the applications.
Dealt deal_to_blocks(std::span<const JobApplication> applications, std::size_t blocks) {
  const auto block_of = [](const JobApplication& a) { return a.post / kPostsTogether; };
  std::vector<std::vector<std::uint32_t>> next(
      chunk_count(applications.size(), kApplicationsTogether), std::vector<std::uint32_t>(blocks));
  const auto for_parts = [&](const auto& use) {
    parallel_chunks(
        applications.size(),
        [&](std::size_t part, std::size_t begin, std::size_t end) {
          for (auto i = begin; i < end; ++i)
            use(applications[i], next[part][block_of(applications[i])]++);
        },
        kApplicationsTogether);
  };
  for_parts([](const JobApplication&, std::uint32_t) {});
  Dealt dealt{std::vector<std::uint32_t>(blocks + 1),
              UnsetList<JobApplication>(applications.size())};
  std::uint32_t place = 0;
  for (std::size_t block = 0; block < blocks; ++block) {
    for (auto& part : next) place += std::exchange(part[block], place);
    dealt.first[block + 1] = place;
  }
  for_parts([&](const JobApplication& a, std::uint32_t to) { dealt.list[to] = a; });
  return dealt;
}

// Ranks the applications for the posts begin..end-1, which have places from `first` on in the list.
void rank_block(std::span<const JobApplication> applications, std::size_t begin, std::size_t end,
                std::uint32_t first, RankedApplications& ranked) {
  std::vector<std::uint32_t> next(end - begin + 1);
  for (const auto& a : applications) ++next[a.post - begin + 1];
  next[0] = first;
  for (auto post = begin; post < end; ++post) {
    next[post - begin + 1] += next[post - begin];
    ranked.first[post + 1] = next[post - begin + 1];
  }
  for (const auto& a : applications) ranked.list[next[a.post - begin]++] = a;
  for (auto post = begin; post < end; ++post)
    std::sort(ranked.list.begin() + (post == begin ? first : ranked.first[post]),
              ranked.list.begin() + ranked.first[post + 1], ranks_before);
}

// Offers of the posts begin..end-1 to applicants who apply for no other post. `next`: of each post,
// place of the offer to be made or that is kept; `held`: post whose offer the seeker keeps.
void offer(const RankedApplications& ranked, std::span<const OfferedPost> posts, std::size_t begin,
           std::size_t end, float least_score, UnsetList<std::uint32_t>& next,
           UnsetList<std::uint32_t>& held) {
  constexpr std::size_t kAhead = 16;
  for (auto start = static_cast<std::uint32_t>(begin); start < end; ++start) {
    if (const auto later = ranked.first[start] + kAhead; later < ranked.list.size())
      fetch_line(&held[ranked.list[later].seeker]);
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
}

}  // namespace

RankedApplications rank(std::span<const JobApplication> applications, std::size_t posts) {
  RankedApplications ranked{std::vector<std::uint32_t>(posts + 1),
                            UnsetList<JobApplication>(applications.size())};
  const auto dealt = deal_to_blocks(applications, chunk_count(posts, kPostsTogether));
  parallel_chunks(
      posts,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        const auto first = dealt.first[block];
        rank_block(std::span(dealt.list).subspan(first, dealt.first[block + 1] - first), begin, end,
                   first, ranked);
      },
      kPostsTogether);
  return ranked;
}

std::vector<std::uint32_t> accept_offers(const RankedApplications& ranked,
                                         std::span<const OfferedPost> posts,
                                         std::span<const std::size_t> apart, std::size_t seekers,
                                         float least_score) {
  UnsetList<std::uint32_t> next(posts.size()), held(seekers);
  parallel_chunks(seekers, [&](std::size_t, std::size_t begin, std::size_t end) {
    std::fill(held.begin() + static_cast<std::ptrdiff_t>(begin),
              held.begin() + static_cast<std::ptrdiff_t>(end), kNone);
  });
  std::vector<std::vector<std::uint32_t>> accepted(apart.size() - 1);  // by group
  parallel_chunks(
      accepted.size(),
      [&](std::size_t group, std::size_t, std::size_t) {
        const auto begin = apart[group], end = apart[group + 1];
        std::copy_n(ranked.first.begin() + static_cast<std::ptrdiff_t>(begin), end - begin,
                    next.begin() + static_cast<std::ptrdiff_t>(begin));
        offer(ranked, posts, begin, end, least_score, next, held);
        for (auto post = begin; post < end; ++post)
          if (next[post] < ranked.first[post + 1]) accepted[group].push_back(next[post]);
      },
      1);
  std::vector<std::uint32_t> joined;
  join(joined, accepted);
  return joined;
}

}  // namespace talentsim::phases
