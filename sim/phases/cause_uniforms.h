// SPDX-License-Identifier: MIT
// The luck of screened persons: a word of its own for each cause, four in a block. Persons are
// asked about sixteen at a time, and their blocks are drawn side by side when the first of them
// needs one.
#pragma once

#include <array>
#include <span>

#include "phases/screen.h"
#include "phases/screen_classes.h"
#include "random/many.h"

namespace talentsim::phases {

class AskedPersons;

// The uniforms of one person, given the screen's outcome; 1 when the cause cannot strike.
class CauseUniforms {
 public:
  CauseUniforms(AskedPersons& asked, std::size_t place) : asked_(asked), place_(place) {}
  double operator()(ResidentCause cause) const { return given(static_cast<int>(cause)); }
  double operator()(NewcomerCause cause) const { return given(static_cast<int>(cause)); }

 private:
  double given(int cause) const;
  AskedPersons& asked_;
  std::size_t place_;
};

// Those who are asked about together.
class AskedPersons {
 public:
  AskedPersons(const random::Luck& luck, Month now, const ScreenTable& table)
      : luck_(luck), now_(now), table_(table) {}

  // Whether somebody is asked is as good as random to the processor: no branch.
  void add(const Screened& person, bool asked) {
    persons_[held_] = person;
    held_ += asked ? 1 : 0;
  }
  bool full() const { return held_ == persons_.size(); }

  template <class KeyOf, class Use>
  void use_all(const KeyOf& key_of, const Use& use) {
    for (std::size_t i = 0; i < held_; ++i) keys_[i] = key_of(persons_[i].row);
    drawn_ = {};
    for (std::size_t i = 0; i < held_; ++i) use(persons_[i], CauseUniforms(*this, i));
    held_ = 0;
  }

  double given(std::size_t place, int cause) {
    const auto& person = persons_[place];
    if (!person.may_strike(cause)) return 1;
    const auto block = static_cast<std::size_t>(cause / 4);
    if (!drawn_[block]) draw(block);
    return table_.conditioned(
        person, cause,
        random::unit(words_[block][4 * place + static_cast<std::size_t>(cause % 4)]));
  }

 private:
  void draw(std::size_t block) {
    random::blocks(luck_, keys_, now_, random::Stream::cause, static_cast<std::uint32_t>(block),
                   words_[block]);
    drawn_[block] = true;
  }

  const random::Luck& luck_;
  Month now_;
  const ScreenTable& table_;
  std::size_t held_ = 0;
  std::array<Screened, random::kBlocksAtOnce> persons_;
  std::array<std::uint64_t, random::kBlocksAtOnce> keys_{};
  std::array<bool, kCauses / 4> drawn_{};
  std::array<std::array<std::uint32_t, 4 * random::kBlocksAtOnce>, kCauses / 4> words_;
};

inline double CauseUniforms::given(int cause) const { return asked_.given(place_, cause); }

// Calls use(person, uniforms) for those of `persons`, in their order, for whom asked(person) holds.
template <class KeyOf, class Asked, class Use>
void for_asked(AskedPersons together, std::span<const Screened> persons, const KeyOf& key_of,
               const Asked& asked, const Use& use) {
  for (const auto& person : persons) {
    together.add(person, asked(person));
    if (together.full()) together.use_all(key_of, use);
  }
  together.use_all(key_of, use);
}

}  // namespace talentsim::phases
