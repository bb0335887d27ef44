// SPDX-License-Identifier: MIT
#include "stats/caveats.h"

#include <algorithm>

namespace talentsim::stats {

namespace {

using T = Table;

// No public figure separates these; docs/validation.md says what was tried.
std::vector<Caveat> not_identified() {
  constexpr auto kKind = CaveatKind::not_identified;
  return {
      {kKind,
       "the share of entrants who search, the speed of finding work and the silence of "
       "non-respondents",
       {T::labour}},
      {kKind,
       "whether children make families stay, or families who will stay bring children",
       {T::flows, T::renewals, T::cohorts}},
      {kKind,
       "how strict renewal is: the approval rate is of those who chose to apply, and refusals "
       "include incomplete papers",
       {T::renewals}},
      {kKind,
       "leaving, changing scheme and never having lived here: reasons for not renewing are not "
       "collected",
       {T::flows, T::renewals, T::stocks, T::cohorts}},
      {kKind,
       "what integration does: three years of data and no panel of newcomers, so effects of "
       "integration policies are arithmetic on assumptions, not forecasts",
       {}},
      {kKind,
       "how many posts talent brings: employers keep the published number of posts open, whoever "
       "fills them, or all posts are given and a parameter says it; any displacement hangs on that",
       {T::labour}},
      {kKind,
       "what permanent residence does to leaving: no Top Talent Pass cohort reaches 84 months "
       "before 2030",
       {T::flows, T::stocks, T::cohorts}},
  };
}

std::vector<Caveat> beside_official() {
  constexpr auto kKind = CaveatKind::beside_official;
  return {
      {kKind,
       "Totals over schemes include One-way Permit holders, who are not talent; --scheme and "
       "--detail tell schemes apart.",
       {T::flows, T::stocks}},
      {kKind, "Approved applications are not arrivals: some holders never come.", {T::flows}},
      {kKind,
       "Persons arrived include students already here whose status changes: they add nobody to the "
       "population.",
       {T::flows}},
      {kKind,
       "Visas expired count those of holders who left before; nobody hands a permit back.",
       {T::renewals}},
      {kKind,
       "The often-quoted 95% of the first renewals is the share who earn above the median; 94.1% "
       "of applications processed were approved, and 54% of visas expired had an application.",
       {T::renewals}},
      {kKind,
       "The share who apply is not retention: rules differ by scheme and date, and some stays were "
       "extended unconditionally from November 2024.",
       {T::renewals}},
      {kKind,
       "Published tables of \"visa holders\" are approved applications; here they hold a valid "
       "stay, wherever they live, and only two in three of those renewed live here habitually.",
       {T::stocks}},
      {kKind,
       "The population follows the revised series, 7,472,600 at the end of 2022, not the "
       "provisional 7,333,200.",
       {T::stocks}},
      {kKind,
       "The employment of entrants was surveyed once (November 2023, 54% of those who answered, "
       "about 40%).",
       {T::labour}},
      {kKind,
       "Unemployment follows residents of the model, not seasonally adjusted, live-in domestic "
       "helpers in the labour force.",
       {T::labour}},
      {kKind,
       "A standard error is Monte Carlo error alone: neither the parameters' priors nor the "
       "model's structure is in it.",
       {T::flows, T::renewals, T::stocks, T::labour, T::cohorts}},
  };
}

}  // namespace

const std::vector<Caveat>& caveats() {
  static const std::vector<Caveat> table = [] {
    auto all = not_identified();
    auto rest = beside_official();
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
  }();
  return table;
}

std::vector<const Caveat*> caveats_of(CaveatKind kind) {
  std::vector<const Caveat*> found;
  for (const auto& caveat : caveats())
    if (caveat.kind == kind) found.push_back(&caveat);
  return found;
}

std::vector<const Caveat*> caveats_of(CaveatKind kind, Table table) {
  auto found = caveats_of(kind);
  std::erase_if(found, [&](const Caveat* caveat) {
    return std::find(caveat->tables.begin(), caveat->tables.end(), table) == caveat->tables.end();
  });
  return found;
}

const char* heading(CaveatKind kind) {
  return kind == CaveatKind::not_identified
             ? "Public data cannot tell apart, and no figure here decides:"
             : "Beside published figures, mind:";
}

}  // namespace talentsim::stats
