// SPDX-License-Identifier: MIT
#include "phases/screen.h"

#include <cmath>

#include "support/parallel.h"

namespace talentsim::phases {
namespace {

// Causes of the class that no ceiling bounds.
std::uint8_t open_causes(const ClassHazards& c) {
  unsigned open = c.open;
  for (std::size_t k = 0; k < kCauses; ++k)
    if (c.needed[k] > c.ceiling[k]) open |= 1u << k;
  return static_cast<std::uint8_t>(open);
}

}  // namespace

ScreenTable::ScreenTable(const std::vector<ClassHazards>& classes)
    : ceiling_chance_(classes.size()),
      first_cdf_(classes.size()),
      last_word_(classes.size()),
      open_(classes.size()) {
  constexpr std::size_t kClasses = 512;
  parallel_chunks(
      classes.size(),
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for (auto c = begin; c < end; ++c) add(c, classes[c]);
      },
      kClasses);
}

void ScreenTable::add(std::size_t c, const ClassHazards& hazards) {
  double none = 1;  // chance that no cause so far strikes at its ceiling
  for (std::size_t k = 0; k < kCauses; ++k) {
    ceiling_chance_[c][k] = random::chance(hazards.ceiling[k]);
    none *= 1 - ceiling_chance_[c][k];
    first_cdf_[c][k] = 1 - none;
  }
  open_[c] = open_causes(hazards);
  const double any = 1 - none;
  const bool listed = hazards.listed || open_[c] != 0;
  last_word_[c] = listed
                      ? kEveryWord
                      : static_cast<std::uint32_t>(std::ceil(any * 0x1p32)) - (any > 0 ? 1u : 0u);
}

Screened ScreenTable::look(std::uint32_t row, std::size_t person_class, std::uint32_t word) const {
  const auto& cdf = first_cdf_[person_class];
  const double u = random::unit(word);
  int before = 0;  // causes that do not strike; the chances only rise
  for (const double chance : cdf) before += u >= chance;
  return {row, static_cast<std::uint16_t>(person_class), static_cast<std::uint8_t>(before),
          open_[person_class]};
}

}  // namespace talentsim::phases
