// SPDX-License-Identifier: MIT
// What the phases of one month share: the city, the rules in force, the month's hazards and who
// passed the screens.
#pragma once

#include <vector>

#include "phases/hazards.h"
#include "phases/newcomer_rounds.h"
#include "phases/screen_classes.h"
#include "population/city.h"

namespace talentsim::phases {

struct MonthContext {
  population::City& city;
  const scenario::Rules& rules;
  MonthHazards hazards;
  ScreenTable resident_table, newcomer_table;
  std::vector<Screened> residents, newcomers;  // classes are those of the month's eve
  std::vector<std::uint32_t> looking_on;       // residents who look for another post than theirs
  NewcomerRounds rounds;                       // likewise
  std::vector<std::uint32_t> new_seekers;      // residents who began to look for work this month
  std::vector<std::uint32_t> new_newcomer_seekers;
};

// The uniforms of one screened person: a word of its own for each cause, four in a block, which is
// drawn when the first of them is asked for.
class CauseUniforms {
 public:
  CauseUniforms(const population::City& city, const ScreenTable& table, const Screened& person,
                population::Key key)
      : city_(city), table_(table), person_(person), key_(key) {}
  // Given the screen's outcome; 1 when the cause cannot strike.
  double operator()(ResidentCause cause) { return given(static_cast<int>(cause)); }
  double operator()(NewcomerCause cause) { return given(static_cast<int>(cause)); }

 private:
  double given(int cause);
  const population::City& city_;
  const ScreenTable& table_;
  const Screened& person_;
  population::Key key_;
  int held_ = -1;
  random::Block block_{};
};

inline CauseUniforms resident_uniforms(const MonthContext& month, const Screened& person) {
  return {month.city, month.resident_table, person, month.city.residents.key(person.row)};
}
inline CauseUniforms newcomer_uniforms(const MonthContext& month, const Screened& person) {
  return {month.city, month.newcomer_table, person, month.city.newcomers.key[person.row]};
}

inline bool may_strike(const Screened& person, ResidentCause cause) {
  return person.may_strike(static_cast<int>(cause));
}

// Works out the month's hazards and screens everybody against the state on the month's eve.
MonthContext open_month(population::City& city, const scenario::Rules& rules);

}  // namespace talentsim::phases
