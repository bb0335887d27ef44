// SPDX-License-Identifier: MIT
#include "phases/channel_choice.h"

#include "phases/board.h"
#include "random/draws.h"

namespace talentsim::phases {

ChannelChoice::ChannelChoice(const scenario::VacancyMarket& market, std::size_t origin,
                             bool cantonese) {
  if (market.channels.empty()) always_ = 1;
  for (std::size_t c = 0; c < market.channels.size(); ++c) {
    const auto& channel = market.channels[c];
    const auto under = words_under(channel.used_share[origin] *
                                   (cantonese ? 1.0 : channel.used_without_cantonese_factor));
    const bool all = under > 0xFFFFFFFF;
    salt_[c] = random::name_ordinal(channel.name) * 0x9E3779B1u;  // spread over all bits
    under_[c] = all ? 0 : static_cast<std::uint32_t>(under);
    bit_[c] = 1u << c;
    if (all) always_ |= bit_[c];
  }
}

}  // namespace talentsim::phases
