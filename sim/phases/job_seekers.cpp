// SPDX-License-Identifier: MIT
#include "phases/job_seekers.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "phases/careers.h"
#include "phases/gather.h"
#include "phases/hiring_rules.h"
#include "phases/own_account.h"
#include "phases/post_pay.h"
#include "random/many.h"

namespace talentsim::phases {
namespace {

using random::Stream;
using random::unit;
using scenario::SeekerOrigin;
using scenario::VacancyMarket;
using scenario::WorkingLanguage;

constexpr unsigned kQuantileBits = 10;
constexpr int kLongestSearchMonths = 120;

// Standard normal quantiles at the middles of 1,024 equal slices.
const std::array<float, 1u << kQuantileBits>& normal_quantiles() {
  static const auto table = [] {
    std::array<float, 1u << kQuantileBits> quantiles{};
    for (std::size_t i = 0; i < quantiles.size(); ++i)
      quantiles[i] = static_cast<float>(
          random::normal_quantile((static_cast<double>(i) + 0.5) / quantiles.size()));
    return quantiles;
  }();
  return table;
}

// Families come from where the principal comes from.
SeekerOrigin origin_of(const population::Newcomers& n, std::uint32_t row) {
  return n.is(n.principal[row], population::Flag::mainland) ? SeekerOrigin::mainland
                                                            : SeekerOrigin::overseas;
}

// What a month's market says of seekers, worked out once.
class Seeking {
 public:
  Seeking(const MonthContext& month)
      : month_(month),
        market_(month.rules.labour.vacancy_market),
        local_business_(market_.founding_reference_month * local_business_ratio(month)) {
    for (std::size_t m = 0; m < reservation_.size(); ++m)
      reservation_[m] = static_cast<float>(
          market_.reservation_rank *
          std::exp2(-static_cast<double>(m) / market_.reservation_half_life_months));
  }

  double local_business_hazard() const { return local_business_; }

  JobSeeker local(std::uint32_t row) const {
    const auto& r = month_.city.residents;
    JobSeeker s{};
    s.key = r.key(row);
    s.row = row;
    s.cell = static_cast<std::uint16_t>(population::unpack_job(r.job[row]).cell());
    s.group = static_cast<std::uint8_t>(stats::ResidentGroup::local);
    s.origin = SeekerOrigin::local;
    s.efficiency = 1;
    s.local_experience = experience(month_.city.now.index() - r.birth[row]);
    s.since = r.since[row];
    s.reservation = reservation(r.since[row]);
    return s;
  }

  // Somebody who has a post and looks for a better one in the same cell.
  JobSeeker local_looking_on(std::uint32_t row) const {
    const auto& r = month_.city.residents;
    auto s = local(row);
    s.employed = true;
    s.efficiency = static_cast<float>(market_.local_looking_looks);
    s.reservation = reservation_[0];
    s.least_pay_word = pay_word_of(month_.rules, population::unpack_job(r.job[row]),
                                   r.pay_hkd_month[row] * (1 + market_.on_the_job_pay_step), false);
    return s;
  }

  JobSeeker newcomer(const Seeker& seeker) const {
    const auto& n = month_.city.newcomers;
    const auto row = seeker.row;
    JobSeeker s{};
    s.key = n.key[row];
    s.row = row;
    s.cell = static_cast<std::uint16_t>(seeker.job.cell());
    s.newcomer = true;
    s.limited_stay = stay_is_limited(n, row);
    s.in_field = seeker.in_field;
    s.group = static_cast<std::uint8_t>(group_of(n, row, month_.rules.schemes));
    s.origin = origin_of(n, row);
    s.efficiency = static_cast<float>(seeker.efficiency);
    const int here = std::max(0, month_.city.now.index() - n.arrival[row]);
    // Who came as a child has worked here no longer than since the age at which work begins.
    s.local_experience = std::min(experience(month_.city.now.index() - n.birth[row]), years(here));
    s.outside_experience =
        std::min(1 - s.local_experience, experience(n.arrival[row] - n.birth[row]));
    s.since = n.since[row];
    s.employed = seeker.employed;
    s.least_pay_word = seeker.least_pay_word;
    s.reservation =
        seeker.employed
            ? reservation_[0]
            : std::max(0.0f, reservation(n.since[row]) - fall_before_expiry(month_, row));
    return s;
  }

 private:
  float years(int months) const {
    return static_cast<float>(months / (12 * market_.full_experience_years));
  }
  // Of full experience, what someone of that age in months has.
  float experience(int age_months) const { return experience_share(market_, age_months); }
  float reservation(int since) const {
    const int months = std::clamp(month_.city.now.index() - since, 0, kLongestSearchMonths - 1);
    return reservation_[static_cast<std::size_t>(months)];
  }
  const MonthContext& month_;
  const VacancyMarket& market_;
  double local_business_;
  std::array<float, kLongestSearchMonths> reservation_{};
};

Match founder_of(const JobSeeker& s, double when) {
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

// What a channel is to seekers: the share who use it, by origin and whether they speak Cantonese.
struct ChannelUse {
  std::uint32_t ordinal;  // of its name
  std::array<std::array<double, 2>, scenario::kSeekerOrigins> share;
};
std::vector<ChannelUse> channel_uses(const VacancyMarket& market) {
  std::vector<ChannelUse> uses;
  for (const auto& channel : market.channels) {
    auto& use = uses.emplace_back();
    use.ordinal = random::name_ordinal(channel.name);
    for (std::size_t origin = 0; origin < use.share.size(); ++origin)
      use.share[origin] = {channel.used_share[origin] * channel.used_without_cantonese_factor,
                           channel.used_share[origin]};
  }
  return uses;
}

std::uint16_t channels_of(const std::vector<ChannelUse>& uses, std::size_t origin, bool cantonese,
                          std::uint64_t hash) {
  if (uses.empty()) return 1;
  unsigned used = 0;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const auto word = channel_word(hash, uses[i].ordinal);
    const double u = unit(static_cast<std::uint32_t>(word >> 32));
    used |= static_cast<unsigned>(u < uses[i].share[origin][cantonese ? 1 : 0]) << i;
  }
  return static_cast<std::uint16_t>(used);
}

// Fills in what is drawn from the persons' keys: skill and languages, the same in all months, and
// the channels used, which are chosen anew from time to time.
void draw_traits(const MonthContext& month, const std::vector<ChannelUse>& uses,
                 std::span<JobSeeker> seekers) {
  const auto& market = month.rules.labour.vacancy_market;
  const auto& quantiles = normal_quantiles();
  const auto weight = static_cast<float>(market.skill_weight);
  const int now = month.city.now.index();
  random::for_blocks(
      month.city.luck, Month(0), Stream::seeker, 0, seekers.size(),
      [&](std::size_t i) { return seekers[i].key; },
      [&](std::size_t i, const random::Block& words) {
        auto& s = seekers[i];
        const auto origin = static_cast<std::size_t>(s.origin);
        s.skill = weight * quantiles[words[0] >> (32 - kQuantileBits)];
        s.speaks = languages_of(market, origin, words);
        const bool cantonese =
            (s.speaks >> static_cast<unsigned>(WorkingLanguage::cantonese) & 1) != 0;
        const auto spell = (std::uint64_t{words[3]} << 32 | words[0]) + s.since;
        s.channels = channels_of(
            uses, origin, cantonese,
            period_word(spell, std::max(0, now - s.since), market.channel_choice_months));
      });
}

// Lets the seekers of one chunk found a business or look, by words of their own.
template <class SeekerOf, class FoundingOf>
void deal(const MonthContext& month, std::size_t begin, std::size_t end, const SeekerOf& seeker_of,
          const FoundingOf& founding_of, Searchers& to) {
  to.list.reserve(end - begin);
  for (auto i = begin; i < end; ++i) to.list.push_back(seeker_of(i));
  std::vector<std::uint8_t> is_founder(end - begin);
  random::for_blocks(
      month.city.luck, month.city.now, Stream::hire, 0, to.list.size(),
      [&](std::size_t i) { return to.list[i].key; },
      [&](std::size_t i, const random::Block& words) {
        to.list[i].part_of_look = static_cast<float>(words[2] >> 8) * 0x1p-24f;
        const double founds = founding_of(begin + i, words[1]);
        if (founds >= 1) return;
        to.founders.push_back(founder_of(to.list[i], founds));
        is_founder[i] = 1;
      });
  const auto* first = to.list.data();
  std::erase_if(to.list, [&](const JobSeeker& s) { return is_founder[&s - first] != 0; });
}

// Deals the seekers of all rows, and draws the traits of those who look, chunk by chunk.
template <class SeekerOf, class FoundingOf>
void deal_all(const MonthContext& month, std::size_t rows, const SeekerOf& seeker_of,
              const FoundingOf& founding_of, Searchers& to) {
  constexpr std::size_t kRows = 4096;
  const auto uses = channel_uses(month.rules.labour.vacancy_market);
  std::vector<std::vector<JobSeeker>> lists(chunk_count(rows, kRows));
  std::vector<std::vector<Match>> founders(lists.size());
  parallel_chunks(
      rows,
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        Searchers part;
        deal(month, begin, end, seeker_of, founding_of, part);
        draw_traits(month, uses, part.list);
        heed_hiring_rules(month.rules.sectors, part.list);
        lists[chunk] = std::move(part.list);
        founders[chunk] = std::move(part.founders);
      },
      kRows);
  join(to.list, lists);
  join(to.founders, founders);
}

}  // namespace

Searchers searchers(const MonthContext& month) {
  const Seeking seeking(month);
  const auto rows = local_seekers(month);
  const auto looking_on = rows_where(month.looking_on, [&](std::uint32_t row) {
    return month.city.residents.state[row].activity() == population::Activity::employed;
  });
  const auto newcomers = newcomer_searches(month);
  const auto founds_nothing = [](std::size_t, std::uint32_t) { return 2.0; };
  Searchers all;
  deal_all(
      month, rows.size(), [&](std::size_t i) { return seeking.local(rows[i]); },
      [&](std::size_t, std::uint32_t word) {
        return random::moment(unit(word), seeking.local_business_hazard());
      },
      all);
  deal_all(
      month, looking_on.size(),
      [&](std::size_t i) { return seeking.local_looking_on(looking_on[i]); }, founds_nothing, all);
  deal_all(
      month, newcomers.size(), [&](std::size_t i) { return seeking.newcomer(newcomers[i]); },
      [&](std::size_t i, std::uint32_t word) {
        return newcomers[i].employed ? 2.0 : founding_moment(month, newcomers[i].row, word);
      },
      all);
  return all;
}

bool speaks_cantonese(const population::City& city, const scenario::Rules& rules,
                      std::uint32_t row) {
  const auto words = city.luck.block(city.newcomers.key[row], Month(0), Stream::seeker);
  const auto origin = static_cast<std::size_t>(origin_of(city.newcomers, row));
  const auto speaks = languages_of(rules.labour.vacancy_market, origin, words);
  return (speaks >> static_cast<unsigned>(WorkingLanguage::cantonese) & 1) != 0;
}

}  // namespace talentsim::phases
