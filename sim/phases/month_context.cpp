// SPDX-License-Identifier: MIT
#include "phases/month_context.h"

#include "phases/screening.h"

namespace talentsim::phases {
double CauseUniforms::given(int cause) {
  if (!person_.may_strike(cause)) return 1;
  if (const int wanted = cause / 4; wanted != held_) {
    block_ = city_.luck.block(key_, city_.now, random::Stream::cause,
                              static_cast<std::uint32_t>(wanted));
    held_ = wanted;
  }
  return table_.conditioned(person_, cause,
                            random::unit(block_[static_cast<std::size_t>(cause % 4)]));
}

MonthContext open_month(population::City& city, const scenario::Rules& rules) {
  auto hazards = month_hazards(rules, city.now);
  auto residents = resident_screen(hazards);
  auto newcomers = newcomer_screen(hazards, rules);
  auto rounds = make_rounds(city.newcomers, rules, city.now);
  const bool may_look_on = rules.labour.matching == scenario::Matching::vacancies;
  auto passed_residents = screen_residents(
      city, residents, may_look_on ? rules.labour.vacancy_market.local_looking_share : 0);
  auto passed_newcomers = screen_newcomers(city, rounds.present, newcomers);
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
