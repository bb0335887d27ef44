// SPDX-License-Identifier: MIT
#include "phases/screen.h"

#include <cmath>

namespace talentsim::phases {
namespace {

constexpr std::uint32_t kEveryWord = 0xFFFFFFFF;

}  // namespace

ScreenTable::ScreenTable(std::vector<Hazards> ceilings, const std::vector<Hazards>& needed,
                         const std::vector<bool>& full)
    : ceiling_chance_(ceilings.size()), first_cdf_(ceilings.size()), last_word_(ceilings.size()) {
  for (std::size_t c = 0; c < ceilings.size(); ++c) {
    double none = 1;  // chance that no cause so far strikes at its ceiling
    bool screened = !full[c];
    for (std::size_t k = 0; k < kCauses; ++k) {
      screened = screened && needed[c][k] <= ceilings[c][k];
      ceiling_chance_[c][k] = random::chance(ceilings[c][k]);
      none *= 1 - ceiling_chance_[c][k];
      first_cdf_[c][k] = 1 - none;
    }
    const double any = 1 - none;
    for (auto& share : first_cdf_[c]) share = any > 0 ? share / any : 1;
    last_word_[c] = screened
                        ? static_cast<std::uint32_t>(std::ceil(any * 0x1p32)) - (any > 0 ? 1u : 0u)
                        : kEveryWord;
  }
}

std::uint8_t ScreenTable::first_cause(std::size_t person_class, double u) const {
  if (last_word_[person_class] == kEveryWord) return kEveryCause;
  const auto& cdf = first_cdf_[person_class];
  std::uint8_t cause = 0;
  while (cause < kCauses - 1 && u >= cdf[cause]) ++cause;
  return cause;
}

}  // namespace talentsim::phases
