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

bool is_talent_without_work(const Searcher& s) { return s.group == kTalent && !s.employed; }

std::size_t language_of(const Searcher& s) {
  const bool speaks = (s.speaks >> static_cast<unsigned>(WorkingLanguage::cantonese) & 1) != 0;
  return static_cast<std::size_t>(speaks ? stats::Cantonese::speaks : stats::Cantonese::does_not);
}

std::size_t fit_of_post_held(const population::Newcomers& n, const Searcher& s) {
  return static_cast<std::size_t>(s.newcomer ? n.fit(s.row) : stats::JobFit::own_field_and_level);
}

// Of a table [stats::Cantonese][sector].
std::size_t place_of(const Searcher& s, const std::vector<std::int64_t>& table) {
  return language_of(s) * (table.size() / 2) + s.cell / population::kSkills;
}

template <class To, class From>
void add(To&& to, const From& from) {
  std::transform(to.begin(), to.end(), from.begin(), to.begin(), std::plus<>());
}

}  // namespace

SearchCounts::SearchCounts(std::size_t channels, std::size_t sectors)
    : users(stats::kResidentGroups * channels),
      applications(stats::kResidentGroups * channels),
      searching(2 * sectors),
      found(2 * sectors),
      seekers(sectors * population::kSkills) {}

SearchCounts SearchCounts::blank() const {
  return {users.size() / stats::kResidentGroups, searching.size() / 2};
}

SearchCounts& SearchCounts::operator+=(const SearchCounts& other) {
  add(users, other.users);
  add(applications, other.applications);
  add(looking_on, other.looking_on);
  add(searching, other.searching);
  add(found, other.found);
  add(seekers, other.seekers);
  return *this;
}

void count_searches(const population::Newcomers& n, std::span<const Searcher> searchers,
                    std::span<const std::uint16_t> open, SearchCounts& counts) {
  const auto channels = counts.users.size() / stats::kResidentGroups;
  for (const auto& s : searchers) {
    ++counts.seekers[s.cell];
    if (s.employed) ++counts.looking_on[s.group * stats::kJobFits + fit_of_post_held(n, s)];
    if (is_talent_without_work(s)) ++counts.searching[place_of(s, counts.searching)];
    const unsigned used = s.channels & open[s.cell];
    auto* const users = counts.users.data() + s.group * channels;
    for (std::size_t channel = 0; channel < channels; ++channel)
      users[channel] += used >> channel & 1;
  }
}

void count_applications(std::span<const JobApplication> applications, SearchCounts& counts) {
  const auto channels = counts.applications.size() / stats::kResidentGroups;
  if (channels == 0) return;  // nobody tells apart by which
  for (const auto& a : applications) ++counts.applications[a.group * channels + a.channel];
}

void count_found(const Searcher& seeker, SearchCounts& counts) {
  if (is_talent_without_work(seeker)) ++counts.found[place_of(seeker, counts.found)];
}

void add_searches(population::City& city, const SearchCounts& counts) {
  auto& t = city.tallies;
  // The axes are those of the run's first month; none when the market or its channels came later.
  const auto users = t.values(Measure::channel_users);
  if (counts.users.size() == users.size()) {
    add(users, counts.users);
    add(t.values(Measure::job_applications), counts.applications);
  }
  if (t.values(Measure::talent_searching).empty()) return;
  add(t.values(Measure::looking_on), counts.looking_on);
  add(t.values(Measure::talent_searching), counts.searching);
  add(t.values(Measure::talent_hired), counts.found);
}

void count_age_and_fit(const population::City& city, const Match& m, std::size_t group,
                       stats::Tallies& tallies) {
  const auto figures = tallies.values(Measure::hired_by_age);
  const auto& n = city.newcomers;
  if (group != kTalent || m.changes_job || figures.empty()) return;
  if (population::unpack_job(n.field[m.row]).skill != kHighLevel) return;
  const auto years = static_cast<std::size_t>(n.age_years(m.row, city.now));
  const auto band = std::min<std::size_t>(stats::kAgeBands - 1, years / kBandYears);
  const auto place = (n.scheme[m.row] * std::size_t{stats::kAgeBands} + band) * stats::kJobFits;
  figures[place + static_cast<std::size_t>(n.fit(m.row))] += 1;
}

void count_pay(const Match& m, std::size_t group, stats::Tallies& tallies) {
  const std::uint64_t word = m.pay_word;
  tallies.at(Measure::hired_pay, group, m.channel) += m.pay_hkd_month;
  tallies.at(Measure::hired_pay_rank, group, m.channel) +=
      static_cast<std::int64_t>(word * 100 >> 32);
}

}  // namespace talentsim::phases
