// SPDX-License-Identifier: MIT
// Who a candidate is: everything is drawn from the person's key, so that it can be drawn again at
// any later month and is the same whatever scheme the candidate chooses.
#pragma once

#include <array>

#include "population/keys.h"
#include "population/residents.h"
#include "random/together.h"
#include "scenario/scenario.h"

namespace talentsim::population {

using Attributes = std::array<double, scenario::kAttributes>;

struct Profile {
  int sex = 0;
  int birth = 0;  // Month::index()
  bool married = false;
  int children = 0;
  bool searches = false;
  Job field;
  int trade = -1;  // by its place in the scenario; -1: none
  Attributes attributes{};
};

// `birth` and `sex` of a resident who becomes a candidate are given; others are drawn from the
// pool.
Profile draw_profile(const random::Luck& luck, const scenario::Pool& pool, Key key, Month month);
Profile draw_profile(const random::Luck& luck, const scenario::Pool& pool, Key key, Month month,
                     int sex, int birth);
// Likewise of somebody seated with others.
Profile draw_profile(const random::SharedDraws& draws, const scenario::Pool& pool, Month month);
Profile draw_profile(const random::SharedDraws& draws, const scenario::Pool& pool, Month month,
                     int sex, int birth);

// Which of the pool's employers hires this candidate; -1: one who hires nobody else. A city at a
// smaller scale has fewer employers.
std::int64_t draw_employer(const random::Luck& luck, const scenario::Pool& pool, Key key,
                           Month month, double scale);

// Whether someone who holds these attributes and works in that trade may apply, bonuses included.
bool eligible(const scenario::Scheme& scheme, const Attributes& attributes, int trade);
// Whether anybody of the pool can be, to ask the candidates about fewer schemes: false only when
// the pool never holds a trade or an attribute that the scheme requires.
bool may_be_eligible(const scenario::Scheme& scheme, const scenario::Pool& pool);

// Whether all requirements hold.
bool meets(const std::vector<scenario::Requirement>& requirements, const Attributes& attributes);

// One attribute alone, as the profile has it; 0 when the pool does not name it.
double attribute_of(const random::Luck& luck, const scenario::Pool& pool, Key key, Month month,
                    scenario::Attribute attribute);

// Index of the entry of `shares` in which u (0..1) falls; the last one when rounding leaves a gap.
int pick(double u, const std::vector<double>& shares);
// An age in whole years from bands of shares, uniform within a band.
int draw_age(double u, double within, const std::vector<scenario::AgeBand>& bands);

}  // namespace talentsim::population
