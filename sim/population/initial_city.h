// SPDX-License-Identifier: MIT
// Tables and steps of the build of the initial city.
#pragma once

#include <array>
#include <vector>

#include "population/city.h"

namespace talentsim::population {

using NewcomerAges =
    std::array<std::array<std::int64_t, 86>, scenario::kSexes>;  // resident newcomers by sex, age

// The persons of one sex and single age; the first ones are helpers, the next ones non-local
// students.
struct AgeCell {
  std::uint8_t sex, age;
  std::uint32_t persons, helpers, students;
};

struct InitialTables {
  std::vector<AgeCell> cells;
  std::vector<std::uint32_t>
      first;  // dense index of each cell's first person, and the total at the end
  std::vector<double> sector_cdf;
  std::vector<float> pay_factor;  // by quantile, of the median
  std::array<double, scenario::kEducationLevels> education_rank{},
      education_width{};                                          // place among the employed
  std::array<std::vector<double>, scenario::kSexes> old_age_cdf;  // ages 85, 86, ...
  double finding_hazard = 0.25;  // per month, spreads the spells of the unemployed at the start

  InitialTables() = default;
  InitialTables(const scenario::Rules& rules, double scale, const NewcomerAges& newcomers);

 private:
  void lay_out_ages(const scenario::InitialPopulation& initial, double scale,
                    const NewcomerAges& newcomers);
  void tabulate_work(const scenario::Rules& rules);
  void tabulate_old_ages(const scenario::Demography& demography);
};

// Sector by employment shares, skill by the place of the education among the employed
// (comonotonic).
Job draw_local_job(const scenario::Rules& rules, const InitialTables& tables, int education,
                   double u_sector, double u_rank);

void deal_residents(City& city, const scenario::Rules& rules, const InitialTables& tables,
                    std::uint64_t row_order);
// Gives every resident a household: heads by headship rates, the others by age gaps to a head.
void deal_households(City& city, const scenario::Rules& rules);
// Talent already here and their families.
void deal_standing_stock(City& city, const scenario::Rules& rules);

}  // namespace talentsim::population
