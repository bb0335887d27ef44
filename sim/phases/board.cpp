// SPDX-License-Identifier: MIT
#include "phases/board.h"

#include <limits>
#include <memory>

namespace talentsim::phases {
namespace {

using scenario::Channel;
using scenario::EmployerKind;
using scenario::EmployerSize;

// Posts of a slot, on the average, at the least: it is read from its first one on.
constexpr std::size_t kPostsASlot = 1;

const Channel& everybodys_channel() {
  static const Channel channel;
  return channel;
}

// Of each kind and size of employer, the words by which a post is posted on a channel.
class PostedWords {
 public:
  explicit PostedWords(const OpenChannel& channel) {
    for (int kind = 0; kind < scenario::kEmployerKinds; ++kind)
      for (int size = 0; size < scenario::kEmployerSizes; ++size)
        under_[kind][size] = words_under(channel.rules->posted(static_cast<EmployerKind>(kind),
                                                               static_cast<EmployerSize>(size)) *
                                         channel.sector_share);
  }
  bool holds(const OpenPost& post, std::uint64_t word) const {
    return word < under_[static_cast<int>(post.employer)][static_cast<int>(post.size)];
  }

 private:
  std::uint64_t under_[scenario::kEmployerKinds][scenario::kEmployerSizes];
};

}  // namespace

std::vector<OpenChannel> open_channels(const scenario::VacancyMarket& market, Month month) {
  std::vector<OpenChannel> open;
  if (market.channels.empty()) return {{&everybodys_channel(), 0, 0}};
  for (std::size_t i = 0; i < market.channels.size(); ++i)
    if (market.channels[i].open(month))
      open.push_back({&market.channels[i], static_cast<std::uint8_t>(i),
                      random::name_ordinal(market.channels[i].name)});
  return open;
}

Board::Board(std::span<const OpenChannel> channels, std::span<const OpenPost> posts,
             std::uint32_t first, std::uint32_t places)
    : places_(places) {
  const auto found = std::make_unique_for_overwrite<Found[]>(channels.size() * posts.size() + 1);
  auto* to = found.get();
  for (const auto& channel : channels) {
    const PostedWords posted(channel);
    // Without a branch a post: which are posted is as good as random to the processor.
    for (std::uint32_t i = 0; i < posts.size(); ++i) {
      const auto word = channel_word(posts[i].advertisement, channel.ordinal);
      const auto place = place_of(static_cast<std::uint32_t>(word), places);
      *to = {place * kChannels + channel.index, {first + i, posts[i].pay_word}};
      to += posted.holds(posts[i], word >> 32) ? 1 : 0;
    }
  }
  settle({found.get(), to});
}

void Board::settle(std::span<const Found> found) {
  while (slot_of(places_ - 1) * kPostsASlot > found.size()) ++places_a_slot_bits_;
  first_.resize(slot_of(places_ - 1) + 2);
  const auto slot_of_post = [&](const Found& post) { return slot_of(post.standing / kChannels); };
  for (const auto& post : found) ++first_[slot_of_post(post) + 1];
  for (std::size_t slot = 1; slot < first_.size(); ++slot) first_[slot] += first_[slot - 1];
  seen_.resize(found.size());
  standing_.assign(found.size() + 1 + kNear, std::numeric_limits<std::uint32_t>::max());
  auto next = first_;
  for (const auto& post : found) {
    const auto slot = slot_of_post(post);
    auto to = next[slot]++;
    for (; to > first_[slot] && standing_[to - 1] > post.standing; --to) {
      standing_[to] = standing_[to - 1];
      seen_[to] = seen_[to - 1];
    }
    standing_[to] = post.standing;
    seen_[to] = post.post;
  }
}

}  // namespace talentsim::phases
