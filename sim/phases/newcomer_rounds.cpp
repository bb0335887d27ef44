// SPDX-License-Identifier: MIT
#include "phases/newcomer_rounds.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "phases/gather.h"
#include "phases/permanent_residence.h"

namespace talentsim::phases {
namespace {

using population::Flag;
using population::Newcomers;
using population::Place;
using scenario::FamilyMode;

constexpr double kLongest = 4096;  // months: more than any run has

// Months ahead of its end in which a stay may be extended, the longest of all schemes.
int renewal_horizon(const scenario::Rules& rules, Month now) {
  double longest_lead = 0;
  for (const auto& scheme : rules.schemes)
    longest_lead = std::max(longest_lead, scheme.renewal_lead_months);
  return now.index() + static_cast<int>(longest_lead);
}

// Latest start of ordinary residence with which anybody may qualify this month. Where a scheme asks
// nothing, those who never began qualify too.
int latest_start(const scenario::Rules& rules, Month now) {
  double shortest = kLongest;
  for (const auto& scheme : rules.schemes)
    shortest = std::min({shortest, permanent_residence_months(scheme, Month(0)),
                         permanent_residence_months(scheme, now)});
  return shortest == 0 ? std::numeric_limits<int>::max()
                       : now.index() - static_cast<int>(std::ceil(shortest));
}

bool is_apart(FamilyMode mode) {
  return (mode == FamilyMode::principal_first) | (mode == FamilyMode::family_first) |
         (mode == FamilyMode::commuting);
}

// Those of last month and the rows added since, so that rows of the departed cost nothing.
void add_new_rows(population::City& city) {
  const auto known = city.active.size();
  city.active.resize(known + city.newcomers.size() - city.active_end);
  std::iota(city.active.begin() + static_cast<std::ptrdiff_t>(known), city.active.end(),
            static_cast<std::uint32_t>(city.active_end));
  city.active_end = city.newcomers.size();
}

}  // namespace

NewcomerRounds make_rounds(population::City& city, const scenario::Rules& rules) {
  add_new_rows(city);
  const auto& n = city.newcomers;
  const int horizon = renewal_horizon(rules, city.now);
  const int latest = latest_start(rules, city.now);
  // Questions without branches: how most rows answer is as good as random to the processor.
  const auto present = [&](auto row) { return n.place[row] != Place::gone; };
  const auto may_seek = [&](auto row) {
    return (n.activity[row] == population::Activity::unemployed) |
           ((n.place[row] == Place::waiting) & n.is(row, Flag::searches));
  };
  const auto may_renew = [&](auto row) { return (n.expiry[row] <= horizon) & n.is_principal(row); };
  const auto apart = [&](auto row) { return n.is_principal(row) & is_apart(n.mode[row]); };
  // Unsigned, kNever is later than any month.
  const auto may_be_permanent = [&](auto row) {
    return !n.is(row, Flag::permanent) &
           (static_cast<std::uint16_t>(n.residence_start[row]) <= latest);
  };
  auto lists = deal_rows<5>(city.active, [&](std::uint32_t row) -> std::array<bool, 5> {
    const bool here = present(row);
    return {here, here & may_seek(row), here & may_renew(row), here & apart(row),
            here & may_be_permanent(row)};
  });
  city.active = std::move(lists[0]);
  return {std::move(lists[1]), std::move(lists[2]), std::move(lists[3]), std::move(lists[4])};
}

}  // namespace talentsim::phases
