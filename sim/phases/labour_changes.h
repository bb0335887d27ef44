// SPDX-License-Identifier: MIT
// Who leaves a job or the labour force, enters it or ends study this month.
#pragma once

#include <cstdint>
#include <vector>

#include "phases/month_context.h"

namespace talentsim::phases {

enum class Step : std::uint8_t { lose_job, retire, search, end_study };

struct LabourChange {
  std::uint32_t row;
  Step step;
  population::Activity from = population::Activity::inactive;  // of residents
  population::Job last{};                                      // likewise
  bool searches = false;                                       // goes on to look for work
  std::uint8_t next_job = 0;                                   // where, of residents
  std::uint8_t education = 0;                                  // of residents who end their study
};

// Decided by the screened persons' own draws, in row order. No two changes name the same row.
std::vector<LabourChange> resident_changes(const MonthContext& month);
std::vector<LabourChange> newcomer_changes(const MonthContext& month);

}  // namespace talentsim::phases
