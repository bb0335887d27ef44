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
  return luck.block(key, Month(0), Stream::profession, random::name_ordinal(profession.name));
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

std::uint8_t asked_by(const std::vector<Profession>& professions, int sector, std::size_t skill,
                      std::uint64_t hash) {
  return draw(
      professions, sector, [&](const Profession& p) { return p.asked_share[skill]; },
      [&](const Profession& p) {
        const auto word = channel_word(hash ^ kOfPosts, random::name_ordinal(p.name));
        return unit(static_cast<std::uint32_t>(word >> 32));
      });
}

std::uint8_t held_by(const random::Luck& luck, const std::vector<Profession>& professions,
                     int sector, std::array<double, 3> Profession::*shares, std::size_t skill,
                     Key key) {
  return draw(
      professions, sector, [&](const Profession& p) { return (p.*shares)[skill]; },
      [&](const Profession& p) { return unit(words_of(luck, p, key)[0]); });
}

std::uint8_t practised_by(const MonthContext& month, int sector, const JobSeeker& seeker) {
  const auto& city = month.city;
  const auto& professions = month.rules.labour.vacancy_market.professions;
  if (!seeker.newcomer)
    return held_by(city.luck, professions, sector, &Profession::asked_share, seeker.cell % kSkills,
                   seeker.key);
  const auto& n = city.newcomers;
  if (population::unpack_job(n.field[seeker.row]).sector != sector) return 0;
  const auto held = qualification_of(city, month.rules, seeker.row);
  return held.learnt_here || n.is(seeker.row, Flag::recognised) ? held.profession : std::uint8_t{0};
}

// Somebody whose profession is not recognised yet, or is from this month on.
struct Waiting {
  std::uint32_t row;
  std::uint8_t profession;
  bool recognised;
};

void find_waiting(const MonthContext& month, std::uint32_t row, std::vector<Waiting>& list) {
  const auto& city = month.city;
  const auto& n = city.newcomers;
  if (n.place[row] == Place::gone || n.place[row] == Place::waiting || n.is(row, Flag::recognised))
    return;
  const auto held = qualification_of(city, month.rules, row);
  if (held.profession == 0 || held.learnt_here) return;
  const auto& profession =
      month.rules.labour.vacancy_market.professions[held.profession - std::size_t{1}];
  const auto takes = months_to_recognition(city.luck, profession, n.key[row]);
  if (takes) list.push_back({row, held.profession, city.now.index() - n.arrival[row] >= *takes});
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

Qualification qualification_of(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const auto field = population::unpack_job(n.field[row]);
  // Children of newcomers learn what they learn here.
  const bool here = n.relation[row] == stats::Relation::child ||
                    (n.is_principal(row) && rules.pools[n.pool[row]].educated_here);
  return {held_by(city.luck, rules.labour.vacancy_market.professions, field.sector,
                  here ? &Profession::asked_share : &Profession::held_elsewhere_share, field.skill,
                  n.key[row]),
          here};
}

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
        for (auto i = begin; i < end; ++i) find_waiting(month, rows[i], list);
      },
      4096);
  for (const auto& w : waiting) commit(month.city, month.rules, w);
}

void draw_professions(const MonthContext& month, std::size_t cell, std::vector<OpenPost>& posts,
                      std::vector<JobSeeker>& seekers) {
  const auto& professions = month.rules.labour.vacancy_market.professions;
  const auto sector = static_cast<int>(cell / kSkills);
  if (std::none_of(professions.begin(), professions.end(),
                   [&](const Profession& p) { return p.sector == sector; }))
    return;
  for (auto& post : posts)
    post.profession = asked_by(professions, sector, cell % kSkills, post.hash);
  for (auto& seeker : seekers) seeker.profession = practised_by(month, sector, seeker);
}

}  // namespace talentsim::phases
