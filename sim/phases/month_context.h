// SPDX-License-Identifier: MIT
// What the phases of one month share: the city, the rules in force, the month's hazards and who
// passed the screens.
#pragma once

#include <vector>

#include "phases/cause_uniforms.h"
#include "phases/hazards.h"
#include "phases/newcomer_rounds.h"
#include "phases/screen_classes.h"
#include "population/city.h"
#include "support/unset_list.h"

namespace talentsim::phases {

struct MonthContext {
  population::City& city;
  const scenario::Rules& rules;
  MonthHazards hazards;
  ScreenTable resident_table, newcomer_table;
  UnsetList<Screened> residents, newcomers;  // classes are those of the month's eve
  UnsetList<std::uint32_t> looking_on;       // residents who look for another post than theirs
  NewcomerRounds rounds;                     // likewise
  std::vector<std::uint32_t> new_seekers;    // residents who began to look for work this month
  std::vector<std::uint32_t> new_newcomer_seekers;
};

// Calls use(person, uniforms) for the residents begin..end-1 who passed, or newcomers, for whom
// asked(person) holds.
template <class Asked, class Use>
void for_residents(const MonthContext& month, std::size_t begin, std::size_t end,
                   const Asked& asked, const Use& use) {
  const auto& city = month.city;
  for_asked(
      AskedPersons(city.luck, city.now, month.resident_table),
      std::span(month.residents).subspan(begin, end - begin),
      [&](std::uint32_t row) { return city.residents.key(row); }, asked, use);
}
template <class Asked, class Use>
void for_newcomers(const MonthContext& month, std::size_t begin, std::size_t end,
                   const Asked& asked, const Use& use) {
  const auto& city = month.city;
  for_asked(
      AskedPersons(city.luck, city.now, month.newcomer_table),
      std::span(month.newcomers).subspan(begin, end - begin),
      [&](std::uint32_t row) { return city.newcomers.key[row]; }, asked, use);
}

template <class Cause>
bool may_strike(const Screened& person, Cause cause) {
  return person.may_strike(static_cast<int>(cause));
}

// Works out the month's hazards and screens everybody against the state on the month's eve.
MonthContext open_month(population::City& city, const scenario::Rules& rules);

}  // namespace talentsim::phases
