// SPDX-License-Identifier: MIT
#include "phases/job_search.h"

#include <algorithm>

#include "phases/hiring_rules.h"
#include "phases/job_ranking.h"
#include "random/many.h"

namespace talentsim::phases {
namespace {

using scenario::Channel;

constexpr std::uint32_t kNameBits = 17;  // of the channel's name in the ordinal of a look
constexpr std::size_t kLooksABlock = 4;
constexpr float kMostLooks = 32;  // of one seeker on one channel, as many as its ordinals hold

const Channel& everybodys_channel() {
  static const Channel channel;
  return channel;
}

// Seekers who use the channel, with the number of places they look at.
struct Looker {
  std::uint32_t seeker;
  int looks;
};
std::vector<Looker> lookers(const OpenChannel& channel, std::span<const JobSeeker> seekers) {
  std::vector<Looker> list;
  list.reserve(seekers.size());
  for (std::uint32_t i = 0; i < seekers.size(); ++i) {
    if ((seekers[i].channels >> channel.index & 1) == 0) continue;
    if (const int looks = looks_of(seekers[i], *channel.rules); looks > 0)
      list.push_back({i, looks});
  }
  return list;
}

}  // namespace

int looks_of(const JobSeeker& seeker, const Channel& channel) {
  const float looks =
      static_cast<float>(channel.looks_month) * seeker.efficiency + seeker.part_of_look;
  return static_cast<int>(std::min(looks, kMostLooks));
}

std::vector<OpenChannel> open_channels(const scenario::VacancyMarket& market, Month month) {
  std::vector<OpenChannel> open;
  if (market.channels.empty()) return {{&everybodys_channel(), 0, 0}};
  for (std::size_t i = 0; i < market.channels.size(); ++i)
    if (market.channels[i].open(month))
      open.push_back({&market.channels[i], static_cast<std::uint8_t>(i),
                      random::name_ordinal(market.channels[i].name)});
  return open;
}

Board::Board(const OpenChannel& channel, const std::vector<OpenPost>& posts, std::uint32_t places)
    : places_(places),
      slots_(std::min(places, static_cast<std::uint32_t>(posts.size()) + 1)),
      first_(slots_ + 1, 0) {
  std::vector<Standing> found;
  found.reserve(posts.size());
  for (std::uint32_t i = 0; i < posts.size(); ++i) {
    const auto word = channel_word(posts[i].advertisement, channel.ordinal);
    const auto share =
        channel.rules->posted(posts[i].employer, posts[i].size) * channel.sector_share;
    if (random::unit(static_cast<std::uint32_t>(word >> 32)) >= share) continue;
    found.push_back({place_of(static_cast<std::uint32_t>(word), places), i});
    ++first_[slot_of(found.back().place) + 1];
  }
  for (std::size_t slot = 0; slot < slots_; ++slot) first_[slot + 1] += first_[slot];
  standing_.resize(found.size());
  auto next = first_;
  for (const auto& post : found) standing_[next[slot_of(post.place)]++] = post;
}

std::vector<JobApplication> apply_for_posts(const random::Luck& luck, Month month,
                                            const scenario::VacancyMarket& market,
                                            const std::vector<OpenChannel>& channels,
                                            const std::vector<OpenPost>& posts,
                                            std::span<const JobSeeker> seekers,
                                            std::uint32_t places) {
  std::vector<JobApplication> applications;
  if (posts.empty()) return applications;
  for (const auto& channel : channels) {
    const Board board(channel, posts, places);
    const Ranking ranking(market, *channel.rules);
    auto looking = lookers(channel, seekers);
    for (std::uint32_t quarter = 0; !looking.empty(); ++quarter) {
      const auto ordinal = (channel.ordinal & ((1u << kNameBits) - 1)) << 3 | quarter;
      random::for_blocks(
          luck, month, random::Stream::look, ordinal, looking.size(),
          [&](std::size_t i) { return seekers[looking[i].seeker].key; },
          [&](std::size_t i, const random::Block& words) {
            const auto& seeker = seekers[looking[i].seeker];
            const auto left = static_cast<std::size_t>(looking[i].looks) - quarter * kLooksABlock;
            for (std::size_t look = 0; look < std::min(left, kLooksABlock); ++look)
              board.look(words[look], [&](std::uint32_t post) {
                if (barred(posts[post], seeker) || !may_take(seeker, posts[post])) return;
                applications.push_back(
                    {looking[i].seeker, post, ranking.score(seeker, posts[post]), channel.index});
              });
          });
      std::erase_if(looking, [&](const Looker& l) {
        return static_cast<std::size_t>(l.looks) <= (quarter + 1) * kLooksABlock;
      });
    }
  }
  return applications;
}

}  // namespace talentsim::phases
