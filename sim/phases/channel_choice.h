// SPDX-License-Identifier: MIT
// Which channels somebody uses. Each is chosen or not by a word of its own, after the seeker's hash
// and the channel's name: one more channel changes no other choice, and whoever uses a channel that
// few use goes on using it when more do.
#pragma once

#include <array>
#include <cstdint>

#include "scenario/scenario.h"

namespace talentsim::phases {

// Of seekers of one origin, with or without Cantonese.
class ChannelChoice {
 public:
  ChannelChoice() = default;
  ChannelChoice(const scenario::VacancyMarket& market, std::size_t origin, bool cantonese);
  // Bits of the channels of the scenario; without channels, of everybody's one.
  std::uint16_t channels(std::uint64_t hash) const {
    const auto half = static_cast<std::uint32_t>(hash >> 32);
    std::uint32_t used = always_;
#pragma omp simd reduction(| : used)
    for (std::size_t c = 0; c < scenario::kMostChannels; ++c)
      used |= mix_half(half ^ salt_[c]) < under_[c] ? bit_[c] : 0u;
    return static_cast<std::uint16_t>(used);
  }

 private:
  // Mixes all bits into all (Wellons, "Prospecting for Hash Functions", 2018: lowbias32).
  static constexpr std::uint32_t mix_half(std::uint32_t x) {
    x = (x ^ x >> 16) * 0x7FEB352Du;
    x = (x ^ x >> 15) * 0x846CA68Bu;
    return x ^ x >> 16;
  }
  using Words = std::array<std::uint32_t, scenario::kMostChannels>;
  Words salt_{}, under_{}, bit_{};  // of each channel; words under it use it
  std::uint32_t always_ = 0;        // bits of those that all use
};

}  // namespace talentsim::phases
