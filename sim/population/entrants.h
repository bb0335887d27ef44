// SPDX-License-Identifier: MIT
// Turning an approved candidate into rows: the principal, the spouse, the children, where each
// lives and with what leave.
#pragma once

#include <span>
#include <vector>

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

// Appends to `list` the candidate's household, the principal first, as it is to be admitted: drawn
// from its own keys, so that households may be drawn in any order.
void draw_household(const random::Luck& luck, const scenario::Rules& rules, const Profile& profile,
                    const Entry& entry, std::vector<Newcomer>& list);

// Calls use(family) for each household of a list so drawn.
template <class Person, class Use>
void for_families(std::span<Person> persons, const Use& use) {
  for (std::size_t first = 0, end = 0; first < persons.size(); first = end) {
    for (++end; end < persons.size() && persons[end].relation != stats::Relation::principal;) ++end;
    use(persons.subspan(first, end - first));
  }
}

// Appends households so drawn to the city and returns the first row; the others follow in order. A
// child for whom the year's limit has no place left waits, unless the households were `long_here`.
// Stocks are updated; flows are the caller's to count.
std::uint32_t admit(City& city, const scenario::Rules& rules, std::span<Newcomer> persons,
                    bool long_here);

// Lets a waiting or commuting member live in the city from `now` on. Stocks are updated.
void settle(City& city, const scenario::Rules& rules, std::uint32_t row);

// Whether a child of that age is admitted with a holder of the scheme.
bool child_admitted(const scenario::Scheme& scheme, int age_years);

// Persons who use up a quota when this candidate enters: the principal and the family admitted with
// them.
int persons_admitted(const random::Luck& luck, const scenario::Rules& rules, const Profile& profile,
                     const Entry& entry);

}  // namespace talentsim::population
