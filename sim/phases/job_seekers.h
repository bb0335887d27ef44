// SPDX-License-Identifier: MIT
// Those who look for work in the market of single vacancies, and those who set up a business
// instead.
#pragma once

#include <array>
#include <span>

#include "phases/careers.h"
#include "phases/channel_choice.h"
#include "phases/job_search.h"
#include "phases/post_pay.h"
#include "phases/seekers.h"

namespace talentsim::phases {

constexpr unsigned kSkillBits = 10;  // the law of skill is cut into 2^10 equal slices

// Everybody who may look this month, in this order: residents without work, residents who look on
// from a post, newcomers. What the month's market says of all of them is worked out once.
class Seekers {
 public:
  explicit Seekers(const MonthContext& month);
  std::size_t size() const { return idle_.size() + looking_on_.size() + careers_.size(); }
  // Those of the places begin..end-1 who look for a post, to `searchers`; those who set up a
  // business look for none, to `founders`.
  void deal(std::size_t begin, std::size_t end, std::vector<Searcher>& searchers,
            std::vector<Match>& founders) const;
  // Asks for the memory that describing somebody reads.
  void fetch(const Searcher& searcher) const;
  // What posts and rules ask of somebody who has seen a post.
  JobSeeker describe(const Searcher& searcher) const;

 private:
  // Of residents, by place. Rows lie far apart: asks for the memory of one, if there is one.
  Searcher resident(std::size_t place) const;
  void fetch_resident(std::size_t place) const;
  Searcher local(std::uint32_t row, bool employed) const;
  Searcher newcomer(const Seeker& seeker) const;
  double asked_of(const Searcher& s) const;
  double founding_moment_of(const Searcher& s, std::uint32_t word) const;
  void draw_channels(std::span<Searcher> searchers) const;
  void describe_local(JobSeeker& s) const;
  void describe_newcomer(JobSeeker& s) const;
  float experience(int age_months) const;
  float reservation_of(int since) const;

  static constexpr int kLongestSearchMonths = 120;
  const MonthContext& month_;
  const scenario::VacancyMarket& market_;
  std::vector<std::uint32_t> idle_, looking_on_;  // residents
  Careers careers_;
  double local_business_hazard_;
  // By origin, without Cantonese and with it.
  std::array<std::array<ChannelChoice, 2>, scenario::kSeekerOrigins> uses_;
  PeriodWords choices_;  // of channels
  LocalPayRanks ranks_;
  std::array<float, kLongestSearchMonths> reservation_{};
};

// Whether a newcomer speaks Cantonese, as the market has it.
bool speaks_cantonese(const population::City& city, const scenario::Rules& rules,
                      std::uint32_t row);

}  // namespace talentsim::phases
