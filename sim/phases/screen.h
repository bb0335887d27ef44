// SPDX-License-Identifier: MIT
// Who may anything happen to this month? One cheap word a person answers, against a bound that is
// the same in every scenario; only those who pass are looked at closely, and their further draws
// are conditioned on having passed.
//
// Each class of persons has a ceiling on the hazard H_k of each cause k. A person passes with the
// chance 1 - exp(-sum H_k) that at least one cause would strike at its ceiling. Given that, a word
// picks the first cause (in their fixed order) that would: earlier causes then cannot strike, that
// one has a uniform below its ceiling chance, later ones have ordinary uniforms. A cause with true
// hazard h_k <= H_k strikes when its uniform is below 1 - exp(-h_k). The law is exact, each cause
// keeps a uniform of its own, and raising one hazard moves no other cause's draw. A class whose
// true hazard exceeds a ceiling in some scenario is not screened at all: every member is looked at.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "random/draws.h"

namespace talentsim::phases {

constexpr int kCauses = 8;
constexpr std::uint8_t kEveryCause = 255;  // not screened: all causes have ordinary uniforms

using Hazards = std::array<double, kCauses>;  // per month, by cause

struct Screened {
  std::uint32_t row = 0;
  std::uint16_t person_class = 0;
  std::uint8_t first_cause = kEveryCause;
};

class ScreenTable {
 public:
  // `ceilings` and `needed` (the true hazards at their highest) by class. `full`: classes that are
  // never screened.
  ScreenTable(std::vector<Hazards> ceilings, const std::vector<Hazards>& needed,
              const std::vector<bool>& full);

  // A person passes when a word is at most this. A class in which nothing can happen has 0: one
  // word in 2^32 passes, and then no cause strikes.
  std::uint32_t last_word(std::size_t person_class) const { return last_word_[person_class]; }
  const std::uint32_t* last_words() const { return last_word_.data(); }
  // Number of words that pass.
  double bound(std::size_t person_class) const { return last_word_[person_class] + 1.0; }
  // The first cause to strike at its ceiling, given that one does, from a uniform.
  std::uint8_t first_cause(std::size_t person_class, double u) const;
  // The uniform of a cause given the screen's outcome, from an ordinary uniform v; 1 when it cannot
  // strike.
  double conditioned(const Screened& person, int cause, double v) const {
    if (person.first_cause == kEveryCause || cause > person.first_cause) return v;
    return cause < person.first_cause
               ? 1.0
               : v * ceiling_chance_[person.person_class][static_cast<std::size_t>(cause)];
  }

 private:
  std::vector<Hazards> ceiling_chance_;
  std::vector<Hazards> first_cdf_;
  std::vector<std::uint32_t> last_word_;  // of classes that are not screened: all ones
};

}  // namespace talentsim::phases
