// SPDX-License-Identifier: MIT
#include "phases/job_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <memory>

namespace talentsim::phases {
namespace {

using scenario::Channel;
using scenario::EmployerKind;
using scenario::EmployerSize;

constexpr float kMostLooks = 4096;  // of one seeker on one channel
// Bits kept for each post of a cell at most: as good as one for each place while places are fewer.
constexpr std::size_t kSlotsAPost = 32;

const Channel& everybodys_channel() {
  static const Channel channel;
  return channel;
}

// What a seeker reads of a board. Boards of all cells do not fit beside the processor: what a list
// of readings needs is asked for before the first of them is looked up.
struct Reading {
  const Board* board;
  std::uint32_t word, low_pay_word, seeker;
  std::uint16_t looks;
  std::uint8_t channel;
};
std::vector<Reading> all_readings(const std::vector<OpenChannel>& channels,
                                  std::span<const std::uint16_t> open,
                                  std::span<const Searcher> searchers, const Boards& boards) {
  std::array<const OpenChannel*, scenario::kMostChannels> by_index{};
  for (const auto& channel : channels) by_index[channel.index] = &channel;
  std::vector<Reading> readings;
  readings.reserve(4 * searchers.size());
  for (std::uint32_t i = 0; i < searchers.size(); ++i) {
    const auto& s = searchers[i];
    for (unsigned used = s.channels & open[s.cell]; used != 0; used &= used - 1) {
      const auto index = static_cast<std::uint8_t>(std::countr_zero(used));
      const auto& board = boards.at(s.cell, index);
      const int looks = looks_of(s, *by_index[index]->rules);
      if (looks <= 0 || board.empty()) continue;
      const auto word =
          static_cast<std::uint32_t>(channel_word(s.reading, by_index[index]->ordinal));
      board.fetch(word);
      readings.push_back(
          {&board, word, s.low_pay_word, i, static_cast<std::uint16_t>(looks), index});
    }
  }
  return readings;
}

// Leaves those that may find a post, in order. Without a branch a reading: which ones do is as good
// as random to the processor.
void keep_promising(std::vector<Reading>& readings) {
  auto* kept = readings.data();
  for (const auto& r : readings) {
    *kept = r;
    kept += r.board->may_stand(r.word, r.looks) ? 1 : 0;
  }
  readings.resize(static_cast<std::size_t>(kept - readings.data()));
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
  // Without a branch a post: which are posted is as good as random to the processor.
  const auto found = std::make_unique_for_overwrite<Standing[]>(posts.size());
  auto* to = found.get();
  for (std::uint32_t i = 0; i < posts.size(); ++i) {
    const auto& post = posts[i];
    const auto word = channel_word(post.advertisement, channel.ordinal);
    const auto kind = static_cast<int>(post.employer), size = static_cast<int>(post.size);
    *to = {place_of(static_cast<std::uint32_t>(word), places), first + i, post.pay_word};
    to += word >> 32 < posted[kind][size] ? 1 : 0;
  }
  if (to != found.get()) settle({found.get(), to});
}

void Board::settle(std::span<const Standing> found) {
  row_.resize(slot_of(places_ - 1) / kSlots + 2);
  for (const auto& post : found) {
    const auto slot = slot_of(post.place);
    row_[slot / kSlots].taken |= std::uint64_t{1} << slot % kSlots;
    ++row_[slot / kSlots + 1].first;
  }
  for (std::size_t row = 1; row < row_.size(); ++row) row_[row].first += row_[row - 1].first;
  standing_.resize(found.size() + 1);
  standing_.back().place = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> next(row_.size());
  for (std::size_t row = 0; row < row_.size(); ++row) next[row] = row_[row].first;
  for (const auto& post : found) {
    const auto row = slot_of(post.place) / kSlots;
    auto to = next[row]++;
    for (; to > row_[row].first && standing_[to - 1].place > post.place; --to)
      standing_[to] = standing_[to - 1];
    standing_[to] = post;
  }
}

std::vector<Sighting> read_boards(const std::vector<OpenChannel>& channels,
                                  std::span<const std::uint16_t> open,
                                  std::span<const Searcher> searchers, const Boards& boards) {
  auto readings = all_readings(channels, open, searchers, boards);
  keep_promising(readings);
  std::vector<Sighting> seen;
  seen.reserve(readings.size());
  for (const auto& r : readings)
    r.board->read(r.word, r.looks, [&](std::uint32_t post, std::uint32_t pay_word) {
      if (pay_word >= r.low_pay_word) seen.push_back({r.seeker, post, r.channel});
    });
  return seen;
}

}  // namespace talentsim::phases
