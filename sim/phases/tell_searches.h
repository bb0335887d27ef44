// SPDX-License-Identifier: MIT
// Accounts of the searches that a witness follows, out of what the market of a cell decided.
#pragma once

#include <optional>

#include "phases/job_search.h"
#include "phases/month_context.h"
#include "population/search_account.h"

namespace talentsim::phases {

// Why a seeker who sees a post does not apply for it; none of who does.
std::optional<population::NotAppliedFor> why_not_applied_for(const OpenPost& post,
                                                             const JobSeeker& seeker);

// What the market of one cell knew and decided.
struct SearchedCell {
  const MonthContext& month;
  std::vector<OpenChannel> channels;  // of the cell's sector
  std::span<const OpenPost> posts;    // of all cells; those of this one:
  std::size_t first_post, end_post;
  std::span<const Board> boards;
  std::int64_t seekers;  // in this cell
  const Applicants& applicants;
  const RankedApplications& ranked;
  const std::vector<std::uint32_t>& accepted;  // places in ranked.list that lead to a hire
};

population::SearchAccount tell_search(const SearchedCell& cell, const JobSeeker& seeker);

}  // namespace talentsim::phases
