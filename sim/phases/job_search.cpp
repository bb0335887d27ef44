// SPDX-License-Identifier: MIT
#include "phases/job_search.h"

#include <algorithm>

#include "random/many.h"

namespace talentsim::phases {
namespace {

using scenario::Channel;
using scenario::EmployerKind;
using scenario::EmployerSize;

constexpr std::uint32_t kNameBits = 17;  // of the channel's name in the ordinal of a look
constexpr std::uint32_t kLooksABlock = 4;
constexpr float kMostLooks = 32;  // of one seeker on one channel, as many as its ordinals hold
// Bits kept for each post of a cell at most: as good as one for each place while places are fewer.
constexpr std::size_t kSlotsAPost = 32;

const Channel& everybodys_channel() {
  static const Channel channel;
  return channel;
}

// Somebody who looks at a board.
struct Looker {
  std::uint64_t key;
  const Board* board;
  std::uint32_t seeker, looks;
};
void list_lookers(const OpenChannel& channel, std::span<const Searcher> searchers,
                  const Boards& boards, std::vector<Looker>& list) {
  list.clear();
  for (std::uint32_t i = 0; i < searchers.size(); ++i) {
    const auto& s = searchers[i];
    if ((s.channels >> channel.index & 1) == 0) continue;
    const auto& board = boards.at(s.cell, channel.index);
    if (board.empty()) continue;
    if (const int looks = looks_of(s, *channel.rules); looks > 0)
      list.push_back({s.key, &board, i, static_cast<std::uint32_t>(looks)});
  }
}

}  // namespace

int looks_of(const Searcher& seeker, const Channel& channel) {
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

Board::Board(const OpenChannel& channel, std::span<const OpenPost> posts, std::uint32_t first,
             std::uint32_t places)
    : places_(places) {
  while (places >> places_a_slot_bits_ > kSlotsAPost * (posts.size() + 1)) ++places_a_slot_bits_;
  std::uint64_t posted[scenario::kEmployerKinds][scenario::kEmployerSizes];  // words that are
  for (int kind = 0; kind < scenario::kEmployerKinds; ++kind)
    for (int size = 0; size < scenario::kEmployerSizes; ++size)
      posted[kind][size] = words_under(
          channel.rules->posted(static_cast<EmployerKind>(kind), static_cast<EmployerSize>(size)) *
          channel.sector_share);
  std::vector<Standing> found;
  for (std::uint32_t i = 0; i < posts.size(); ++i) {
    const auto word = channel_word(posts[i].advertisement, channel.ordinal);
    const auto kind = static_cast<int>(posts[i].employer), size = static_cast<int>(posts[i].size);
    if (word >> 32 >= posted[kind][size]) continue;
    found.push_back({place_of(static_cast<std::uint32_t>(word), places), first + i});
  }
  if (!found.empty()) settle(found);
}

void Board::settle(const std::vector<Standing>& found) {
  row_.resize(slot_of(places_ - 1) / kSlots + 2);
  for (const auto& post : found) {
    const auto slot = slot_of(post.place);
    row_[slot / kSlots].taken |= std::uint64_t{1} << slot % kSlots;
    ++row_[slot / kSlots + 1].first;
  }
  for (std::size_t row = 1; row < row_.size(); ++row) row_[row].first += row_[row - 1].first;
  standing_.resize(found.size());
  std::vector<std::uint32_t> next(row_.size());
  for (std::size_t row = 0; row < row_.size(); ++row) next[row] = row_[row].first;
  for (const auto& post : found) standing_[next[slot_of(post.place) / kSlots]++] = post;
}

std::vector<Sighting> look_at_boards(const random::Luck& luck, Month month,
                                     const std::vector<OpenChannel>& channels,
                                     std::span<const Searcher> searchers, const Boards& boards) {
  std::vector<Sighting> seen;
  std::vector<Looker> lookers;
  for (const auto& channel : channels) {
    list_lookers(channel, searchers, boards, lookers);
    for (std::uint32_t quarter = 0; !lookers.empty(); ++quarter) {
      const auto ordinal = (channel.ordinal & ((1u << kNameBits) - 1)) << 3 | quarter;
      random::for_blocks(
          luck, month, random::Stream::look, ordinal, lookers.size(),
          [&](std::size_t i) { return lookers[i].key; },
          [&](std::size_t i, const random::Block& words) {
            const auto& looker = lookers[i];
            const auto left = std::min(looker.looks - quarter * kLooksABlock, kLooksABlock);
            unsigned maybe = 0;
            for (unsigned look = 0; look < kLooksABlock; ++look)
              maybe |= static_cast<unsigned>(looker.board->may_stand(words[look])) << look;
            for (maybe &= (1u << left) - 1; maybe != 0; maybe &= maybe - 1)
              looker.board->look(words[std::countr_zero(maybe)], [&](std::uint32_t post) {
                seen.push_back({looker.seeker, post, channel.index});
              });
          });
      std::erase_if(lookers,
                    [&](const Looker& l) { return l.looks <= (quarter + 1) * kLooksABlock; });
    }
  }
  return seen;
}

}  // namespace talentsim::phases
