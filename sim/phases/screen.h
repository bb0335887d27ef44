// SPDX-License-Identifier: MIT
// Who may anything happen to this month? One cheap word a person answers, against a bound that is
// the same in every scenario; only those who pass are looked at closely, and their further draws
// are conditioned on the answer.
//
// Each class of persons has a ceiling on the hazard H_k of each cause k. The word says whether at
// least one cause would strike at its ceiling, with the chance 1 - exp(-sum H_k), and if so which
// is the first (in their fixed order) that would: earlier causes then cannot strike, that one has a
// uniform below its ceiling chance, later ones have ordinary uniforms. A cause with true hazard
// h_k <= H_k strikes when its uniform is below 1 - exp(-h_k). The law is exact, each cause keeps a
// uniform of its own, and raising one hazard moves no other cause's draw.
//
// Members of a listed class are always looked at, because a phase asks for them by name; the word
// conditions their draws all the same. A cause is open in a class when no ceiling bounds it, by
// nature or because a scenario's hazard exceeds it: the class is then listed, and the cause has an
// ordinary uniform whatever the word says.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "random/draws.h"

namespace talentsim::phases {

constexpr int kCauses = 8;
constexpr std::uint32_t kEveryWord = 0xFFFFFFFF;  // last word of a listed class
constexpr std::uint8_t kNoCause = kCauses;        // nothing strikes, not even at its ceiling

using Hazards = std::array<double, kCauses>;  // per month, by cause

// What is said of one class. `needed`: the true hazards at their highest.
struct ClassHazards {
  Hazards ceiling{}, needed{};
  bool listed = false;
  std::uint8_t open = 0;  // bit k: cause k has no ceiling
};

struct Screened {
  std::uint32_t row;
  std::uint16_t person_class;
  std::uint8_t first_cause;  // the first to strike at its ceiling, or kNoCause
  std::uint8_t open;         // causes that are open in the class
  bool may_strike(int cause) const { return (cause >= first_cause) | ((open >> cause & 1) != 0); }
};

class ScreenTable {
 public:
  explicit ScreenTable(const std::vector<ClassHazards>& classes);

  std::size_t classes() const { return last_word_.size(); }
  // A person passes when a word is at most this; all pass in a listed class. A class in which
  // nothing can happen has 0: one word in 2^32 passes, and then no cause strikes.
  std::uint32_t last_word(std::size_t person_class) const { return last_word_[person_class]; }
  // A person of this class who passed with this word.
  Screened look(std::uint32_t row, std::size_t person_class, std::uint32_t word) const;
  // The uniform of a cause given the screen's outcome, from an ordinary uniform v; 1 when it cannot
  // strike.
  double conditioned(const Screened& person, int cause, double v) const {
    if ((person.open >> cause & 1) != 0 || cause > person.first_cause) return v;
    return cause < person.first_cause
               ? 1.0
               : v * ceiling_chance_[person.person_class][static_cast<std::size_t>(cause)];
  }

 private:
  void add(std::size_t person_class, const ClassHazards& hazards);

  std::vector<Hazards> ceiling_chance_;
  std::vector<Hazards> first_cdf_;  // chance that the word names this cause or one before
  std::vector<std::uint32_t> last_word_;
  std::vector<std::uint8_t> open_;
};

}  // namespace talentsim::phases
