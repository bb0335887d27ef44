// SPDX-License-Identifier: MIT
// Turning an approved candidate into rows: the principal, the spouse, the children, where each
// lives and with what leave.
#pragma once

#include "population/city.h"
#include "population/profile.h"

namespace talentsim::population {

struct Entry {
  Key key = 0;
  Month applied;  // the profile's month: further attributes of the family are drawn from it
  Month approved, arrival;
  int scheme = 0, pool = 0;
  int first_stay_months = 0;  // as granted at the approval; 0: no limit of stay
  Month residence_start;      // of the principal; earlier than the arrival for former students
  int births = 0;             // to a former student while she was a resident
  bool long_here = false;     // part of the standing stock: whoever was to join has joined
};

// Appends the household and returns the principal's row. Stocks are updated; flows are the caller's
// to count.
std::uint32_t admit(City& city, const scenario::Rules& rules, const Profile& profile,
                    const Entry& entry);

// Lets a waiting or commuting member live in the city from `now` on. Stocks are updated.
void settle(City& city, const scenario::Rules& rules, std::uint32_t row);

// Whether a child of that age is admitted with a holder of the scheme.
bool child_admitted(const scenario::Scheme& scheme, int age_years);

// Persons who use up a quota when this candidate enters: the principal and the family admitted with
// them.
int persons_admitted(const random::Luck& luck, const scenario::Rules& rules, const Profile& profile,
                     const Entry& entry);

}  // namespace talentsim::population
