// SPDX-License-Identifier: MIT
#include "phases/hiring_rules.h"

#include <algorithm>

#include "population/residents.h"

namespace talentsim::phases {
namespace {

using scenario::WorkingLanguage;

constexpr std::uint64_t kBarSalt = 0x7B1D2E90C46A35F8;  // apart from the words of channels

constexpr std::uint8_t bit(Bar bar, bool on) {
  return on ? static_cast<std::uint8_t>(bar) : std::uint8_t{0};
}

}  // namespace

bool stay_is_limited(const population::Newcomers& n, std::uint32_t row) {
  return !n.is(row, population::Flag::permanent) &&
         n.expiry[n.principal[row]] != population::kNoLimit;
}

std::uint8_t bars_of(std::uint64_t post_hash, WorkingLanguage language,
                     const scenario::Sector& sector) {
  const auto word = mix(post_hash ^ kBarSalt);
  const auto low = static_cast<std::uint32_t>(word), high = static_cast<std::uint32_t>(word >> 32);
  const bool asks =
      language == WorkingLanguage::cantonese && random::unit(low) < sector.cantonese_required_share;
  const bool closed = random::unit(high) >= sector.newcomer_post_share;
  return bit(Bar::no_cantonese, asks) | bit(Bar::limited_stay, closed);
}

void heed_hiring_rules(const std::vector<scenario::Sector>& sectors, JobSeeker& seeker) {
  constexpr auto kCantonese = static_cast<unsigned>(WorkingLanguage::cantonese);
  seeker.barred_by = bit(Bar::no_cantonese, (seeker.speaks >> kCantonese & 1) == 0) |
                     bit(Bar::limited_stay, seeker.limited_stay);
  const auto& sector = sectors[seeker.cell / population::kSkills];
  seeker.preference = seeker.limited_stay ? 0.0f : static_cast<float>(sector.local_preference);
}

std::vector<OpenChannel> channels_of(const std::vector<OpenChannel>& channels, std::size_t sector) {
  std::vector<OpenChannel> found;
  for (auto channel : channels) {
    const auto& used = channel.rules->used_share;
    if (std::all_of(used.begin(), used.end(), [](double share) { return share <= 0; })) continue;
    if (const auto& shares = channel.rules->sector_shares; !shares.empty())
      channel.sector_share = shares[sector];
    if (channel.sector_share > 0) found.push_back(channel);
  }
  return found;
}

}  // namespace talentsim::phases
