// SPDX-License-Identifier: MIT
#include "phases/month_context.h"

#include "phases/gather.h"
#include "phases/screening.h"
#include "random/many.h"

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

// The first block of each screened person's words, many at once.
template <class KeyOf>
std::vector<random::Block> cause_words(const City& city, const std::vector<Screened>& persons,
                                       const KeyOf& key_of) {
  constexpr std::size_t kChunk = 4096;
  std::vector<random::Block> words(persons.size());
  parallel_chunks(
      persons.size(),
      [&](std::size_t, std::size_t begin, std::size_t end) {
        random::for_blocks(
            city.luck, city.now, random::Stream::cause, 0, end - begin,
            [&](std::size_t i) { return key_of(persons[begin + i].row); },
            [&](std::size_t i, const random::Block& block) { words[begin + i] = block; });
      },
      kChunk);
  return words;
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
  auto resident_words = cause_words(city, passed_residents,
                                    [&](std::uint32_t row) { return city.residents.key(row); });
  auto newcomer_words = cause_words(city, passed_newcomers,
                                    [&](std::uint32_t row) { return city.newcomers.key[row]; });
  return {city,
          rules,
          hazards,
          std::move(residents),
          std::move(newcomers),
          std::move(passed_residents),
          std::move(passed_newcomers),
          std::move(resident_words),
          std::move(newcomer_words),
          {}};
}

}  // namespace talentsim::phases
