// SPDX-License-Identifier: MIT
#include "phases/job_search.h"

#include <algorithm>
#include <array>

namespace talentsim::phases {
namespace {

constexpr float kMostLooks = 4096;  // of one seeker on one channel

// Those of which the whole number counts.
float looks_of(const Searcher& seeker, float looks_month) {
  return std::min(looks_month * seeker.efficiency + seeker.part_of_look, kMostLooks);
}

// Looks a month on each channel, and the most of any.
struct Looks {
  std::array<float, scenario::kMostChannels> month{};
  float most_month = 0;
  explicit Looks(const std::vector<OpenChannel>& channels) {
    for (const auto& channel : channels) {
      month[channel.index] = static_cast<float>(channel.rules->looks_month);
      most_month = std::max(most_month, month[channel.index]);
    }
  }
  // Whether somebody reads a channel so many places ahead of where reading starts.
  bool read(const Searcher& s, std::uint8_t channel, std::uint32_t ahead) const {
    const float looks = month[channel] * s.efficiency + s.part_of_look;
    return ((s.channels >> channel & 1) != 0) & (static_cast<float>(ahead + 1) <= looks);
  }
};

// What those of the places begin..end-1 see on the channels used, by number on the board of the
// cell, to seen[count] and after. Without a branch a post: which are seen is as good as random to
// the processor.
void see_posts(const Looks& looks, std::span<const Searcher> searchers, std::size_t begin,
               std::size_t end, std::span<const Board> boards, UnsetList<Sighting>& seen,
               std::size_t& count) {
  auto room = seen.size();
  for (auto i = begin; i < end; ++i) {
    const auto& s = searchers[i];
    const auto most = static_cast<std::uint32_t>(looks_of(s, looks.most_month));
    boards[s.cell].read(s.reading, most,
                        [&](std::uint32_t number, std::uint8_t channel, std::uint32_t ahead) {
                          if (count == room) seen.resize(room = 2 * room);
                          seen[count] = {static_cast<std::uint32_t>(i), number, channel};
                          count += looks.read(s, channel, ahead) ? 1 : 0;
                        });
  }
}

// Boards of all cells do not fit beside the processor: what reading needs is asked for ahead, of so
// many who look that all of it stays.
UnsetList<Sighting> posts_seen(const Looks& looks, std::span<const Searcher> searchers,
                               std::span<const Board> boards) {
  constexpr std::size_t kTogether = 128;
  UnsetList<Sighting> seen(2 * searchers.size() + 1);
  std::size_t count = 0;
  for (std::size_t begin = 0; begin < searchers.size(); begin += kTogether) {
    const auto end = std::min(begin + kTogether, searchers.size());
    const auto together = searchers.subspan(begin, end - begin);
    for (const auto& s : together) boards[s.cell].fetch_slot(s.reading);
    for (const auto& s : together) boards[s.cell].fetch_standing(s.reading);
    see_posts(looks, searchers, begin, end, boards, seen, count);
  }
  seen.resize(count);
  return seen;
}

}  // namespace

int looks_of(const Searcher& seeker, const scenario::Channel& channel) {
  return static_cast<int>(looks_of(seeker, static_cast<float>(channel.looks_month)));
}

UnsetList<Sighting> read_boards(const std::vector<OpenChannel>& channels,
                                std::span<const Searcher> searchers,
                                std::span<const Board> boards) {
  auto seen = posts_seen(Looks(channels), searchers, boards);
  for (const auto& sighting : seen)
    fetch_line(&boards[searchers[sighting.seeker].cell].seen(sighting.post));
  auto* kept = seen.data();
  for (const auto& sighting : seen) {
    const auto& s = searchers[sighting.seeker];
    const auto post = boards[s.cell].seen(sighting.post);
    *kept = {sighting.seeker, post.post, sighting.channel};
    kept += post.pay_word >= s.low_pay_word ? 1 : 0;
  }
  seen.resize(static_cast<std::size_t>(kept - seen.data()));
  return seen;
}

}  // namespace talentsim::phases
