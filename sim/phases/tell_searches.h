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

// `accepted`: places in `ranked.list` that lead to a hire. Needs a witness.
std::vector<population::SearchAccount> tell_searches(
    const MonthContext& month, const std::vector<OpenChannel>& channels,
    const std::vector<OpenPost>& posts, std::span<const JobSeeker> seekers, std::uint32_t places,
    const RankedApplications& ranked, const std::vector<std::uint32_t>& accepted);

}  // namespace talentsim::phases
