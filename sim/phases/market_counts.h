// SPDX-License-Identifier: MIT
// What the market of single vacancies counts of those who look and of those who are hired, beside
// hires and applications. Nothing here decides anything.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "phases/job_search.h"
#include "phases/seekers.h"

namespace talentsim::phases {

// Of one cell and month.
struct SearchCounts {
  std::vector<std::int64_t> users;  // [resident group][channel]
  std::array<std::int64_t, stats::kResidentGroups * stats::kJobFits> looking_on{};
  std::array<std::int64_t, 2> searching{}, found{};  // principals without work, by stats::Cantonese
};

void count_searches(const population::Newcomers& n, std::span<const JobSeeker> seekers,
                    const std::vector<OpenChannel>& channels, std::size_t all_channels,
                    SearchCounts& counts);
// Of a seeker who is hired.
void count_found(const JobSeeker& seeker, SearchCounts& counts);
// Adds those of a cell of the sector to the month's figures.
void add_searches(population::City& city, const SearchCounts& counts, std::size_t sector);

// Of somebody of the resident group who has just been hired, whose row says so.
void count_age_and_fit(population::City& city, const Match& m, std::size_t group);
// The pay of the post filled, where channels are counted.
void count_pay(population::City& city, const Match& m, std::size_t group);

}  // namespace talentsim::phases
