// SPDX-License-Identifier: MIT
#include "phases/professions.h"

#include <algorithm>
#include <cmath>

#include "phases/gather.h"

namespace talentsim::phases {
namespace {

using population::City;
using population::Flag;
using population::Key;
using population::kSkills;
using population::Place;
using random::Stream;
using random::unit;
using scenario::Profession;
using stats::Measure;

constexpr std::uint64_t kOfPosts = 0x5851F42D4C957F2Du;  // sets these words apart from channels'

// The words of a person for a profession: whether held, how long it takes, whether begun.
random::Block words_of(const random::Luck& luck, const Profession& profession, Key key) {
  return luck.block(key, Month(0), Stream::profession, profession.ordinal);
}

// The first profession of the sector that is drawn, each with its share of those who have none of
// the ones before, by a word of its own. So one that follows moves nobody's.
template <class ShareOf, class UniformOf>
std::uint8_t draw(const std::vector<Profession>& professions, int sector, const ShareOf& share_of,
                  const UniformOf& uniform_of) {
  double left = 1;
  for (std::size_t i = 0; i < professions.size() && left > 0; ++i) {
    if (professions[i].sector != sector) continue;
    const double share = share_of(professions[i]);
    if (share <= 0) continue;
    if (uniform_of(professions[i]) * left < share) return static_cast<std::uint8_t>(i + 1);
    left -= share;
  }
  return 0;
}

// Fills in Newcomers::profession. Children of newcomers learn what they learn here.
void meet(City& city, const scenario::Rules& rules, std::uint32_t row) {
  auto& n = city.newcomers;
  const auto field = population::unpack_job(n.field[row]);
  const bool here = n.relation[row] == stats::Relation::child ||
                    (n.is_principal(row) && rules.pools[n.pool[row]].educated_here);
  const auto number = draw(
      rules.labour.vacancy_market.professions, field.sector,
      [&](const Profession& p) {
        return (here ? p.asked_share : p.held_elsewhere_share)[field.skill];
      },
      [&](const Profession& p) { return unit(words_of(city.luck, p, n.key[row])[0]); });
  n.profession[row] = number == 0 || !here ? number : number | kLearntHere;
}

std::uint8_t practised_by_newcomer(City& city, const scenario::Rules& rules, int sector,
                                   std::uint32_t row) {
  const auto& n = city.newcomers;
  if (population::unpack_job(n.field[row]).sector != sector) return 0;
  if (n.profession[row] == population::kProfessionUnknown) meet(city, rules, row);
  const auto held = n.profession[row];
  const bool may = (held & kLearntHere) != 0 || n.is(row, Flag::recognised);
  return may ? held & ~kLearntHere : std::uint8_t{0};
}

// Somebody whose profession is not recognised yet, or is from this month on.
struct Waiting {
  std::uint32_t row;
  std::uint8_t profession;
  bool recognised;
};

void find_waiting(City& city, const scenario::Rules& rules, std::uint32_t row,
                  std::vector<Waiting>& list) {
  auto& n = city.newcomers;
  if (n.profession[row] == population::kProfessionUnknown) meet(city, rules, row);
  const auto held = n.profession[row];
  if (held == 0 || (held & kLearntHere) != 0 || n.is(row, Flag::recognised)) return;
  if (n.place[row] == Place::gone || n.place[row] == Place::waiting) return;
  const auto& profession = rules.labour.vacancy_market.professions[held - std::size_t{1}];
  const auto takes = months_to_recognition(city.luck, profession, n.key[row]);
  if (takes) list.push_back({row, held, city.now.index() - n.arrival[row] >= *takes});
}

void commit(City& city, const scenario::Rules& rules, const Waiting& w) {
  auto& n = city.newcomers;
  const auto place = w.profession - std::size_t{1};
  const auto& professions = rules.labour.vacancy_market.professions;
  const auto group = static_cast<std::size_t>(group_of(n, w.row, rules.schemes));
  // The axis is that of the run's first month; none when the market came later.
  const bool counted = city.tallies.values(Measure::recognition_cost).size() == professions.size();
  if (counted)
    city.tallies.at(w.recognised ? Measure::recognitions : Measure::months_awaiting_recognition,
                    group, place) += 1;
  if (!w.recognised) return;
  if (counted)
    city.tallies.at(Measure::recognition_cost, place) += std::llround(professions[place].cost_hkd);
  n.set(w.row, Flag::recognised, true);
  city.record_newcomer(w.row, stats::Happening::recognised, static_cast<std::int64_t>(place));
}

}  // namespace

std::optional<double> months_to_recognition(const random::Luck& luck, const Profession& profession,
                                            Key key) {
  const auto words = words_of(luck, profession, key);
  if (unit(words[2]) >= profession.start_share) return std::nullopt;
  const auto [least, most] = profession.recognition_months;
  return least + unit(words[1]) * (most - least);
}

void recognise_professions(MonthContext& month) {
  if (month.rules.labour.vacancy_market.professions.empty()) return;
  const auto& rows = month.rounds.present;
  const auto waiting = gather<Waiting>(
      rows.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i) find_waiting(month.city, month.rules, rows[i], list);
      },
      4096);
  for (const auto& w : waiting) commit(month.city, month.rules, w);
}

std::uint8_t profession_asked(const std::vector<Profession>& professions, std::size_t cell,
                              std::uint64_t post_hash) {
  return draw(
      professions, static_cast<int>(cell / kSkills),
      [&](const Profession& p) { return p.asked_share[cell % kSkills]; },
      [&](const Profession& p) {
        const auto word = channel_word(post_hash ^ kOfPosts, p.ordinal);
        return unit(static_cast<std::uint32_t>(word >> 32));
      });
}

std::uint8_t profession_practised(const MonthContext& month, const Searcher& seeker) {
  const auto sector = static_cast<int>(seeker.cell / kSkills);
  if (seeker.newcomer) return practised_by_newcomer(month.city, month.rules, sector, seeker.row);
  // Locals hold professions as posts ask for them.
  return draw(
      month.rules.labour.vacancy_market.professions, sector,
      [&](const Profession& p) { return p.asked_share[seeker.cell % kSkills]; },
      [&](const Profession& p) { return unit(words_of(month.city.luck, p, seeker.key)[0]); });
}

}  // namespace talentsim::phases
