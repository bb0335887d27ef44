// SPDX-License-Identifier: MIT
#include "phases/month_context.h"

#include "phases/gather.h"
#include "phases/screening.h"

namespace talentsim::phases {
namespace {

using population::City;

// Newcomers who have not left. Those of last month and the rows added since, so that departed rows
// cost nothing.
void refresh_active(City& city) {
  const auto& n = city.newcomers;
  auto& active = city.active;
  active = rows_where(active,
                      [&](std::uint32_t row) { return n.place[row] != population::Place::gone; });
  for (auto row = static_cast<std::uint32_t>(city.active_end); row < n.size(); ++row)
    if (n.place[row] != population::Place::gone) active.push_back(row);
  city.active_end = n.size();
}

}  // namespace

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

MonthContext open_month(City& city, const scenario::Rules& rules) {
  auto hazards = month_hazards(rules, city.now);
  auto residents = resident_screen(hazards);
  auto newcomers = newcomer_screen(hazards, rules);
  refresh_active(city);
  auto passed_residents = screen_residents(city, residents);
  auto passed_newcomers = screen_newcomers(city, newcomers);
  return {city,
          rules,
          hazards,
          std::move(residents),
          std::move(newcomers),
          std::move(passed_residents),
          std::move(passed_newcomers),
          {}};
}

}  // namespace talentsim::phases
