// SPDX-License-Identifier: MIT
#include "phases/month_context.h"

#include "phases/screening.h"

namespace talentsim::phases {

MonthContext open_month(population::City& city, const scenario::Rules& rules) {
  auto hazards = month_hazards(rules, city.now);
  auto residents = resident_screen(hazards);
  auto newcomers = newcomer_screen(hazards, rules);
  auto rounds = make_rounds(city.newcomers, rules, city.now);
  const bool may_look_on = rules.labour.matching == scenario::Matching::vacancies;
  auto passed_residents = screen_residents(
      city, residents, may_look_on ? rules.labour.vacancy_market.local_looking_share : 0);
  auto passed_newcomers = screen_newcomers(city, rules, newcomers);
  return {city,
          rules,
          hazards,
          std::move(residents),
          std::move(newcomers),
          std::move(passed_residents.passed),
          std::move(passed_newcomers),
          std::move(passed_residents.looking_on),
          std::move(rounds),
          {},
          {}};
}

}  // namespace talentsim::phases
