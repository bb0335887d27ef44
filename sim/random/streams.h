// SPDX-License-Identifier: MIT
// Every use of chance has a named stream. Numbers are never reused or reordered: a stream that is
// retired leaves a gap.
#pragma once

#include <cstdint>

namespace talentsim::random {

enum class Stream : std::uint32_t {
  screen_resident = 1,  // may anything happen to this resident this month?
  screen_newcomer = 2,
  cause = 10,  // of whatever may happen to a person this month; ordinal: a quarter of the cause
  birth_sex = 12,
  leave_study = 22,  // what follows the end of study
  hire = 23,         // word 1: a business (kind: a hash); word 0: a post, or, of single vacancies,
              // words 0 and 3: where reading starts (channel: a hash), word 2: part of a look
  pay = 24,
  field = 25,  // in own field and level, or below
  next_sector = 26,
  business_hires = 28,
  household_leaving = 31,
  movement_count = 32,
  movement_person = 33,
  guardian = 34,  // ordinal: attempt
  candidate_count = 40,
  attribute = 41,  // ordinal: a quarter of the attribute's number
  person = 42,     // age, sex and the like, ordinal: which
  choice = 43,     // ordinal: hash of the scheme's name
  stamp = 44,      // moment of application within the month
  adjudication = 45,
  decision_lag = 46,
  arrival = 47,
  arrival_lag = 48,
  family = 49,  // ordinal: which
  join = 50,
  settle = 51,
  trade = 52,
  employer = 53,
  renewal_apply = 60,
  renewal_timing = 61,
  renewal_adjudication = 62,
  renewal_lag = 63,
  scheme_switch = 64,
  frailty = 74,
  initial = 80,  // ordinal: which attribute of an initial resident
  standing = 81,
  vacancy = 110,         // what a post is like; month: in which it opened; ordinal: how it opened
  seeker = 111,          // what a seeker is like, the same in all months
  profession = 120,      // held, how long its recognition takes; ordinal: the profession's name
  career = 121,          // where a newcomer looks; month: in which the search or the post began
  following_post = 122,  // whether a newcomer at work lets a post open; month: start of the post
  examination = 130,     // whether a business is found not to be genuine; month: end of the stay
  booked_away = 131,     // whether pay is booked outside the city, the same in all months
  row_order = 99,        // lays rows out in another order, for checks
};

}  // namespace talentsim::random
