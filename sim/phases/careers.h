// SPDX-License-Identifier: MIT
// Careers of newcomers in the market of single vacancies: where they look as a search goes on, what
// they come to demand, and the search for a better post.
#pragma once

#include <algorithm>

#include "phases/hire_books.h"
#include "phases/seekers.h"
#include "random/many.h"

namespace talentsim::phases {

// Where newcomers look for work this month, in the own field and level or elsewhere; what all
// searches of the month have in common is worked out once.
class Careers {
 public:
  explicit Careers(const MonthContext& month);
  // Newcomers without work, then those who have some but not what they are trained for.
  std::size_t size() const { return idle_.size() + working_.size(); }
  // Calls use(seeker) for those of the numbers begin..end-1.
  template <class Use>
  void for_seekers(std::size_t begin, std::size_t end, const Use& use) const {
    const auto& city = month_.city;
    const auto& n = city.newcomers;
    const auto idle_end = std::clamp(idle_.size(), begin, end);
    const auto key_from = [&](std::size_t first) {
      return [&, first](std::size_t i) {
        fetch_ahead(first + i);
        return n.key[row_of(first + i)];
      };
    };
    random::for_blocks_of_months(
        city.luck, random::Stream::career, 0, idle_end - begin, key_from(begin),
        [&](std::size_t i) { return Month(n.since[row_of(begin + i)]); },
        [&](std::size_t i, const random::Block& words) {
          use(without_work(row_of(begin + i), words));
        });
    random::for_blocks(city.luck, city.now, random::Stream::career, kOnTheJob, end - idle_end,
                       key_from(idle_end), [&](std::size_t i, const random::Block& words) {
                         use(on_the_job(row_of(idle_end + i), random::unit(words[0])));
                       });
  }

 private:
  static constexpr std::uint32_t kOnTheJob = 1;  // ordinal of the stream
  // Rows lie far apart: asks for the memory of a seeker some turns ahead and, of one less far, for
  // what is read of the principal.
  void fetch_ahead(std::size_t i) const;
  struct OtherSector {
    int sector;
    double weight;
    std::uint32_t ordinal;  // of the sector's name
  };
  std::uint32_t row_of(std::size_t i) const;
  Seeker without_work(std::uint32_t row, const random::Block& words) const;
  Seeker on_the_job(std::uint32_t row, double u) const;
  Seeker seeker_at(std::uint32_t row, population::Job job, double efficiency) const;
  population::Job sought(std::uint32_t row, const random::Block& words) const;
  population::Job other_job(population::Job field, const random::Block& words) const;
  int other_sector(int own, std::uint64_t hash) const;
  double experienced_factor(std::uint32_t row) const;

  const MonthContext& month_;
  std::vector<std::uint32_t> idle_, working_;
  std::vector<double> in_field_;  // chance of keeping to it, by months of search
  std::vector<OtherSector> others_;
};

// Of full experience, what someone of that age in months has.
float experience_share(const scenario::VacancyMarket& market, int age_months);

// By how much the demand of a newcomer without work falls, in rank, since the stay runs out soon.
float fall_before_expiry(const MonthContext& month, std::uint32_t row);

// Books what a resident's change of job within the cell leaves behind: the old post, a separation.
void leave_for_another_post(const population::City& city, const Match& m, HireBooks& books);
// Books what a newcomer's change of job leaves behind: the old post, its pay, a separation. Before
// the new post is written.
void leave_for_another_post(population::City& city, const scenario::Rules& rules, const Match& m,
                            HireBooks& books);
// Counts the fit of the post that a newcomer has just begun to work in.
void note_fit(population::City& city, const scenario::Rules& rules, const Match& m,
              stats::Tallies& tallies);

}  // namespace talentsim::phases
