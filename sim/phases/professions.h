// SPDX-License-Identifier: MIT
// Professions that posts ask for. A post asks by its own hash, a person holds one by the own key;
// nobody who may not practise the profession of a post applies for it. Who learnt it here may
// practise; who holds it from elsewhere may once it is recognised. What a newcomer holds is drawn
// once, by the shares in force when the market first meets them. Numbers of professions: 0 none,
// else one more than the place in the scenario.
#pragma once

#include "phases/job_search.h"
#include "phases/month_context.h"

namespace talentsim::phases {

constexpr std::uint8_t kLearntHere = 0x80;  // bit of Newcomers::profession, beside the number

// Recognises the newcomers whose time has come, and counts those who wait.
void recognise_professions(MonthContext& month);

// The profession that a post of the cell asks for.
std::uint8_t profession_asked(const std::vector<scenario::Profession>& professions,
                              std::size_t cell, std::uint64_t post_hash);
// The one that a seeker may practise in the cell where the search goes on.
std::uint8_t profession_practised(const MonthContext& month, const Searcher& seeker);

}  // namespace talentsim::phases
