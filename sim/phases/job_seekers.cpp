// SPDX-License-Identifier: MIT
#include "phases/job_seekers.h"

#include <algorithm>
#include <cmath>

#include "phases/gather.h"
#include "phases/own_account.h"
#include "random/many.h"

namespace talentsim::phases {
namespace {

using random::Stream;
using random::unit;
using scenario::SeekerOrigin;
using scenario::VacancyMarket;
using scenario::WorkingLanguage;

// Which of 1,024 equal slices of a law a word falls in.
std::uint16_t slice_of(std::uint32_t word) {
  return static_cast<std::uint16_t>(word >> (32 - kSkillBits));
}

SeekerOrigin origin_of(const population::Newcomers& n, const std::vector<scenario::Pool>& pools,
                       std::uint32_t row) {
  if (pools[n.pool[n.principal[row]]].joins_relatives) return SeekerOrigin::relatives;
  return n.from_mainland(row) ? SeekerOrigin::mainland : SeekerOrigin::overseas;
}

Match founder_of(const Searcher& s, double when) {
  return {when, s.key, s.row, s.cell, s.newcomer, s.in_field, true};
}

std::uint8_t languages_of(const VacancyMarket& market, std::size_t origin,
                          const random::Block& words) {
  const auto bit = [](bool yes, WorkingLanguage language) {
    return static_cast<unsigned>(yes) << static_cast<unsigned>(language);
  };
  constexpr double kPerHalf = 0x1p-16;
  return static_cast<std::uint8_t>(
      bit(unit(words[1]) < market.cantonese_share[origin], WorkingLanguage::cantonese) |
      bit(((words[2] & 0xFFFF) + 0.5) * kPerHalf < market.mandarin_share[origin],
          WorkingLanguage::mandarin) |
      bit(((words[2] >> 16) + 0.5) * kPerHalf < market.english_share[origin],
          WorkingLanguage::english));
}

bool speaks(std::uint8_t languages, WorkingLanguage language) {
  return (languages >> static_cast<unsigned>(language) & 1) != 0;
}

std::vector<std::uint32_t> still_at_work(const MonthContext& month) {
  return rows_where(month.looking_on, [&](std::uint32_t row) {
    return month.city.residents.state[row].activity() == population::Activity::employed;
  });
}

}  // namespace

Seekers::Seekers(const MonthContext& month)
    : month_(month),
      market_(month.rules.labour.vacancy_market),
      idle_(local_seekers(month)),
      looking_on_(still_at_work(month)),
      careers_(month),
      local_business_hazard_(market_.founding_reference_month * local_business_ratio(month)),
      choices_(market_.channel_choice_months, month.city.now.index()),
      ranks_(month.rules) {
  for (std::size_t origin = 0; origin < uses_.size(); ++origin)
    for (const bool cantonese : {false, true})
      uses_[origin][cantonese ? 1 : 0] = ChannelChoice(market_, origin, cantonese);
  for (std::size_t m = 0; m < reservation_.size(); ++m)
    reservation_[m] = static_cast<float>(
        market_.reservation_rank *
        std::exp2(-static_cast<double>(m) / market_.reservation_half_life_months));
}

// Pay from which somebody who has work takes another post in the same cell.
double Seekers::asked_of(const Searcher& s) const {
  return s.pay_hkd_month * (1 + market_.on_the_job_pay_step);
}

Searcher Seekers::local(std::uint32_t row, bool employed) const {
  const auto& r = month_.city.residents;
  Searcher s{};
  s.key = r.key(row);
  s.row = row;
  s.cell = static_cast<std::uint16_t>(population::unpack_job(r.job[row]).cell());
  s.since = r.since[row];
  s.group = static_cast<std::uint8_t>(stats::ResidentGroup::local);
  s.origin = SeekerOrigin::local;
  s.employed = employed;
  s.efficiency = employed ? static_cast<float>(market_.local_looking_looks) : 1.0f;
  if (!employed) return s;
  s.pay_hkd_month = r.pay_hkd_month[row];
  s.low_pay_word = ranks_.below(population::unpack_job(r.job[row]), asked_of(s));
  return s;
}

Searcher Seekers::newcomer(const Seeker& seeker) const {
  const auto& n = month_.city.newcomers;
  Searcher s{};
  s.key = n.key[seeker.row];
  s.row = seeker.row;
  s.cell = static_cast<std::uint16_t>(seeker.job.cell());
  s.since = n.since[seeker.row];
  s.group = static_cast<std::uint8_t>(group_of(n, seeker.row, month_.rules.schemes));
  s.origin = origin_of(n, month_.rules.pools, seeker.row);
  s.newcomer = true;
  s.in_field = seeker.in_field;
  s.employed = seeker.employed;
  s.efficiency = static_cast<float>(seeker.efficiency);
  s.low_pay_word = seeker.least_pay_word;
  return s;
}

void Seekers::fetch_resident(std::size_t place) const {
  const auto& r = month_.city.residents;
  if (place < idle_.size()) return fetch_row(idle_[place], r.job, r.since);
  place -= idle_.size();
  if (place < looking_on_.size()) fetch_row(looking_on_[place], r.job, r.since, r.pay_hkd_month);
}

Searcher Seekers::resident(std::size_t place) const {
  return place < idle_.size() ? local(idle_[place], false)
                              : local(looking_on_[place - idle_.size()], true);
}

// Above 1: not this month. Who has a post founds nothing.
double Seekers::founding_moment_of(const Searcher& s, std::uint32_t word) const {
  if (s.employed) return 2;
  return s.newcomer ? founding_moment(month_, s.row, word)
                    : random::moment(unit(word), local_business_hazard_);
}

void Seekers::deal(std::size_t begin, std::size_t end, std::vector<Searcher>& searchers,
                   std::vector<Match>& founders) const {
  searchers.reserve(end - begin);
  constexpr std::size_t kAhead = 24;
  const auto residents = idle_.size() + looking_on_.size();
  for (auto place = begin; place < std::min(end, residents); ++place) {
    fetch_resident(place + kAhead);
    searchers.push_back(resident(place));
  }
  if (end > residents)
    careers_.for_seekers(std::max(begin, residents) - residents, end - residents,
                         [&](const Seeker& s) { searchers.push_back(newcomer(s)); });
  std::vector<std::uint8_t> founds(searchers.size());
  random::for_blocks(
      month_.city.luck, month_.city.now, Stream::hire, 0, searchers.size(),
      [&](std::size_t i) { return searchers[i].key; },
      [&](std::size_t i, const random::Block& words) {
        auto& s = searchers[i];
        s.part_of_look = static_cast<float>(words[2] >> 8) * 0x1p-24f;
        s.reading = words[0];
        const double when = founding_moment_of(s, words[1]);
        if (when >= 1) return;
        founders.push_back(founder_of(s, when));
        founds[i] = 1;
      });
  if (!founders.empty()) {
    const auto* first = searchers.data();
    std::erase_if(searchers, [&](const Searcher& s) { return founds[&s - first] != 0; });
  }
  draw_channels(searchers);
}

// Languages, the same in all months, and the channels used, which are chosen anew from time to
// time.
void Seekers::draw_channels(std::span<Searcher> searchers) const {
  const int now = month_.city.now.index();
  random::for_blocks(
      month_.city.luck, Month(0), Stream::seeker, 0, searchers.size(),
      [&](std::size_t i) { return searchers[i].key; },
      [&](std::size_t i, const random::Block& words) {
        auto& s = searchers[i];
        const auto origin = static_cast<std::size_t>(s.origin);
        s.skill_slice = slice_of(words[0]);
        s.speaks = languages_of(market_, origin, words);
        const auto spell = (std::uint64_t{words[3]} << 32 | words[0]) + s.since;
        const auto& choice = uses_[origin][speaks(s.speaks, WorkingLanguage::cantonese) ? 1 : 0];
        s.channels = choice.channels(choices_(spell, std::max(0, now - s.since)));
      });
}

bool speaks_cantonese(const population::City& city, const scenario::Rules& rules,
                      std::uint32_t row) {
  const auto words = city.luck.block(city.newcomers.key[row], Month(0), Stream::seeker);
  const auto origin = static_cast<std::size_t>(origin_of(city.newcomers, rules.pools, row));
  return speaks(languages_of(rules.labour.vacancy_market, origin, words),
                WorkingLanguage::cantonese);
}

}  // namespace talentsim::phases
