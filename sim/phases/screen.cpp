// SPDX-License-Identifier: MIT
#include "phases/screen.h"

#include <cmath>

namespace talentsim::phases {

ScreenTable::ScreenTable(std::vector<Hazards> ceilings, const std::vector<Hazards>& needed,
                         const std::vector<bool>& full)
    : ceiling_chance_(ceilings.size()), first_cdf_(ceilings.size()), bound_(ceilings.size()) {
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
    bound_[c] = screened ? static_cast<std::uint64_t>(std::ceil(any * 0x1p32)) : std::uint64_t{1} << 32;
  }
}

std::uint8_t ScreenTable::first_cause(std::size_t person_class, double u) const {
  if (bound_[person_class] >> 32) return kEveryCause;
  const auto& cdf = first_cdf_[person_class];
  std::uint8_t cause = 0;
  while (cause < kCauses - 1 && u >= cdf[cause]) ++cause;
  return cause;
}

}  // namespace talentsim::phases
