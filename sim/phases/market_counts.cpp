// SPDX-License-Identifier: MIT
#include "phases/market_counts.h"

#include <algorithm>
#include <functional>

namespace talentsim::phases {
namespace {

using scenario::WorkingLanguage;
using stats::Measure;

constexpr auto kTalent = static_cast<std::size_t>(stats::ResidentGroup::talent);
constexpr std::size_t kBandYears = 5;
constexpr int kHighLevel = 0;

bool is_talent_without_work(const JobSeeker& s) { return s.group == kTalent && !s.employed; }

std::size_t language_of(const JobSeeker& s) {
  const bool speaks = (s.speaks >> static_cast<unsigned>(WorkingLanguage::cantonese) & 1) != 0;
  return static_cast<std::size_t>(speaks ? stats::Cantonese::speaks : stats::Cantonese::does_not);
}

std::size_t fit_of_post_held(const population::Newcomers& n, const JobSeeker& s) {
  return static_cast<std::size_t>(s.newcomer ? n.fit(s.row) : stats::JobFit::own_field_and_level);
}

}  // namespace

void count_searches(const population::Newcomers& n, std::span<const JobSeeker> seekers,
                    const std::vector<OpenChannel>& channels, std::size_t all_channels,
                    SearchCounts& counts) {
  counts.users.assign(stats::kResidentGroups * all_channels, 0);
  for (const auto& s : seekers) {
    if (s.employed) ++counts.looking_on[s.group * stats::kJobFits + fit_of_post_held(n, s)];
    if (is_talent_without_work(s)) ++counts.searching[language_of(s)];
    if (all_channels == 0) continue;
    for (const auto& channel : channels)
      counts.users[s.group * all_channels + channel.index] += s.channels >> channel.index & 1;
  }
}

void count_found(const JobSeeker& seeker, SearchCounts& counts) {
  if (is_talent_without_work(seeker)) ++counts.found[language_of(seeker)];
}

void add_searches(population::City& city, const SearchCounts& counts, std::size_t sector) {
  auto& t = city.tallies;
  // The axes are those of the run's first month; none when the market or its channels came later.
  const auto users = t.values(Measure::channel_users);
  if (counts.users.size() == users.size())
    std::transform(users.begin(), users.end(), counts.users.begin(), users.begin(), std::plus<>());
  if (t.values(Measure::talent_searching).empty()) return;
  const auto looking_on = t.values(Measure::looking_on);
  std::transform(looking_on.begin(), looking_on.end(), counts.looking_on.begin(),
                 looking_on.begin(), std::plus<>());
  for (std::size_t language = 0; language < counts.searching.size(); ++language) {
    t.at(Measure::talent_searching, language, sector) += counts.searching[language];
    t.at(Measure::talent_hired, language, sector) += counts.found[language];
  }
}

void count_age_and_fit(population::City& city, const Match& m, std::size_t group) {
  const auto figures = city.tallies.values(Measure::hired_by_age);
  const auto& n = city.newcomers;
  if (group != kTalent || m.changes_job || figures.empty()) return;
  if (population::unpack_job(n.field[m.row]).skill != kHighLevel) return;
  const auto years = static_cast<std::size_t>(n.age_years(m.row, city.now));
  const auto band = std::min<std::size_t>(stats::kAgeBands - 1, years / kBandYears);
  const auto place = (n.scheme[m.row] * std::size_t{stats::kAgeBands} + band) * stats::kJobFits;
  figures[place + static_cast<std::size_t>(n.fit(m.row))] += 1;
}

void count_pay(population::City& city, const Match& m, std::size_t group) {
  auto& t = city.tallies;
  const std::uint64_t word = city.vacancies.pay_word[m.post];
  t.at(Measure::hired_pay, group, m.channel) += m.pay_hkd_month;
  t.at(Measure::hired_pay_rank, group, m.channel) += static_cast<std::int64_t>(word * 100 >> 32);
}

}  // namespace talentsim::phases
