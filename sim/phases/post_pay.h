// SPDX-License-Identifier: MIT
// The pay of a post: a place in the pay law of its cell, for residents or for newcomers.
#pragma once

#include <vector>

#include "population/residents.h"
#include "scenario/scenario.h"

namespace talentsim::phases {

// Pay in a cell at the place u, relative to the cell's median.
double pay_factor(double u, const scenario::Labour& labour, bool newcomer);

// The least word of a post of the cell that pays a newcomer, or a resident, as much, or the
// greatest of all.
std::uint32_t pay_word_of(const scenario::Rules& rules, population::Job job, double hkd_month,
                          bool newcomer);

// A word at or a little below pay_word_of() for residents, for many of them: all posts below it pay
// less than asked.
class LocalPayRanks {
 public:
  explicit LocalPayRanks(const scenario::Rules& rules);
  std::uint32_t below(population::Job job, double hkd_month) const;

 private:
  std::vector<double> log_median_;  // by cell; of a cell without pay, infinite
  double sigma_left_, sigma_right_;
  std::vector<std::uint32_t> word_;  // of the rank at evenly spaced standard deviations
};

}  // namespace talentsim::phases
