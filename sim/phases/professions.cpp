// SPDX-License-Identifier: MIT
#include "phases/professions.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <span>

#include "random/many.h"
#include "support/parallel.h"

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

// Months from landing until the profession is recognised of somebody who holds it from elsewhere;
// none of those who never begin.
std::optional<double> months_to_recognition(const Profession& profession,
                                            const random::Block& words) {
  if (unit(words[2]) >= profession.start_share) return std::nullopt;
  const auto [least, most] = profession.recognition_months;
  return least + unit(words[1]) * (most - least);
}

// Somebody whose profession may have to be recognised.
struct Holder {
  std::uint32_t row;
  std::uint8_t profession;
  bool waits = false, recognised = false;  // until now, from this month on
};

std::vector<Holder> holders(City& city, const scenario::Rules& rules,
                            std::span<const std::uint32_t> rows) {
  const auto& n = city.newcomers;
  std::vector<Holder> list;
  for (const auto row : rows) {
    if (n.place[row] == Place::gone) continue;
    if (n.profession[row] == population::kProfessionUnknown) meet(city, rules, row);
    const auto held = n.profession[row];
    if (held == 0 || (held & kLearntHere) != 0 || n.place[row] == Place::waiting) continue;
    list.push_back({row, held});
  }
  return list;
}

// Works out who of them waits, those of one profession side by side.
void find_waiting(const City& city, const std::vector<Profession>& professions,
                  std::vector<Holder>& list) {
  const auto& n = city.newcomers;
  for (std::size_t number = 1; number <= professions.size(); ++number) {
    const auto& profession = professions[number - 1];
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i].profession == number) places.push_back(i);
    random::for_blocks(
        city.luck, Month(0), Stream::profession, profession.ordinal, places.size(),
        [&](std::size_t i) { return n.key[list[places[i]].row]; },
        [&](std::size_t i, const random::Block& words) {
          auto& holder = list[places[i]];
          const auto takes = months_to_recognition(profession, words);
          holder.recognised = takes && city.now.index() - n.arrival[holder.row] >= *takes;
          holder.waits = takes && !holder.recognised;
        });
  }
}

// What a chunk of newcomers comes to.
struct Recognitions {
  std::vector<std::int64_t> waiting;  // [resident group][profession]
  std::vector<Holder> recognised;
};

Recognitions look_at(City& city, const scenario::Rules& rules,
                     std::span<const std::uint32_t> rows) {
  const auto& professions = rules.labour.vacancy_market.professions;
  Recognitions found;
  found.waiting.resize(stats::kResidentGroups * professions.size());
  auto list = holders(city, rules, rows);
  find_waiting(city, professions, list);
  for (const auto& holder : list) {
    if (holder.recognised) found.recognised.push_back(holder);
    if (!holder.waits) continue;
    const auto group =
        static_cast<std::size_t>(group_of(city.newcomers, holder.row, rules.schemes));
    ++found.waiting[group * professions.size() + holder.profession - 1];
  }
  return found;
}

// The axis is that of the run's first month; none when the market came later.
bool are_counted(const City& city, const std::vector<Profession>& professions) {
  return city.tallies.values(Measure::recognition_cost).size() == professions.size();
}

void commit(City& city, const scenario::Rules& rules, const Holder& holder) {
  auto& n = city.newcomers;
  const auto place = holder.profession - std::size_t{1};
  const auto& professions = rules.labour.vacancy_market.professions;
  if (are_counted(city, professions)) {
    const auto group = static_cast<std::size_t>(group_of(n, holder.row, rules.schemes));
    city.tallies.at(Measure::recognitions, group, place) += 1;
    city.tallies.at(Measure::recognition_cost, place) += std::llround(professions[place].cost_hkd);
  }
  n.set(holder.row, Flag::recognised, true);
  city.record_newcomer(holder.row, stats::Happening::recognised, static_cast<std::int64_t>(place));
}

}  // namespace

void recognise_professions(MonthContext& month) {
  auto& city = month.city;
  const auto& professions = month.rules.labour.vacancy_market.professions;
  if (professions.empty()) return;
  const auto& rows = month.rounds.may_be_recognised;
  constexpr std::size_t kRows = 8192;
  std::vector<Recognitions> chunks(chunk_count(rows.size(), kRows));
  parallel_chunks(
      rows.size(),
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        chunks[chunk] = look_at(city, month.rules, std::span(rows).subspan(begin, end - begin));
      },
      kRows);
  const auto waiting = city.tallies.values(Measure::months_awaiting_recognition);
  for (const auto& chunk : chunks) {
    if (are_counted(city, professions))
      std::transform(waiting.begin(), waiting.end(), chunk.waiting.begin(), waiting.begin(),
                     std::plus<>());
    for (const auto& holder : chunk.recognised) commit(city, month.rules, holder);
  }
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
