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

// Of those who look in one month, or of a part of them.
struct SearchCounts {
  std::vector<std::int64_t> users, applications;  // [resident group][channel]
  std::array<std::int64_t, stats::kResidentGroups * stats::kJobFits> looking_on{};
  // Principals without work, [stats::Cantonese][sector].
  std::vector<std::int64_t> searching, found;
  std::vector<std::int64_t> seekers;  // by cell
  SearchCounts() = default;
  SearchCounts(std::size_t channels, std::size_t sectors);
  SearchCounts blank() const;  // as long, all zero
  SearchCounts& operator+=(const SearchCounts& other);
};

// `open`: of each cell, bits of the channels of the scenario that work there this month.
void count_searches(const population::Newcomers& n, std::span<const Searcher> searchers,
                    std::span<const std::uint16_t> open, SearchCounts& counts);
void count_applications(std::span<const JobApplication> applications, SearchCounts& counts);
// Of a seeker who is hired.
void count_found(const Searcher& seeker, SearchCounts& counts);
// Adds them to the month's figures.
void add_searches(population::City& city, const SearchCounts& counts);

// Of somebody of the resident group who has just been hired, whose row says so.
void count_age_and_fit(const population::City& city, const Match& m, std::size_t group,
                       stats::Tallies& tallies);
// The pay of the post filled, where channels are counted.
void count_pay(const Match& m, std::size_t group, stats::Tallies& tallies);

}  // namespace talentsim::phases
