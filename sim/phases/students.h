// SPDX-License-Identifier: MIT
// Non-local students who live here: the end of their course, and what follows.
#pragma once

#include <optional>

#include "phases/month_context.h"

namespace talentsim::phases {

// Rows of students whose course ends this month; they are taken off the student roll.
std::vector<std::uint32_t> graduating_students(MonthContext& month, int pool);
// A former student who got no leave to stay, or wants none, goes home.
void release_student(population::City& city, std::uint32_t row);
// Takes a former student out of the residents because the same person goes on as a holder under a
// scheme. Returns the month in which ordinary residence began, or nothing when the student has died
// or left in the meantime.
std::optional<Month> convert_student(population::City& city, std::uint32_t row);

}  // namespace talentsim::phases
