// SPDX-License-Identifier: MIT
#include "phases/own_account.h"

#include <algorithm>

#include "phases/job_search.h"

namespace talentsim::phases {
namespace {

using population::City;
using population::kSkills;
using random::Stream;
using scenario::OwnAccountKind;
using stats::Measure;

// 0 far from the end of a principal's stay, 1 in its last month. Dependants need no evidence.
double nearness_of_expiry(const City& city, const scenario::Labour& labour, std::uint32_t row) {
  const auto& n = city.newcomers;
  if (!n.is_principal(row) || n.expiry[row] == population::kNoLimit) return 0;
  const double left = n.expiry[row] - city.now.index();
  return std::clamp(1 - left / labour.own_account_expiry_months, 0.0, 1.0);
}

double weight_of(const OwnAccountKind& kind, double nearness) {
  return kind.weight + (kind.weight_at_expiry - kind.weight) * nearness;
}

struct Founding {
  double when = 2;  // above 1: none
  std::size_t kind = 0;
};

// The first kind to strike, each by a hash of the word and of its name: one more kind moves those
// whom it strikes first, and nobody else.
Founding first_founding(const City& city, const scenario::Labour& labour, std::uint32_t row,
                        std::uint32_t word) {
  const double nearness = nearness_of_expiry(city, labour, row);
  Founding first;
  for (std::size_t i = 0; i < labour.own_account.size(); ++i) {
    const auto& kind = labour.own_account[i];
    const auto hash = channel_word(word, kind.ordinal);
    const double when = random::moment(random::unit(static_cast<std::uint32_t>(hash >> 32)),
                                       labour.self_employment_month * weight_of(kind, nearness));
    if (when < first.when) first = {when, i};
  }
  return first;
}

}  // namespace

double founding_moment(const MonthContext& month, std::uint32_t row, std::uint32_t word) {
  const auto& labour = month.rules.labour;
  return labour.own_account.empty()
             ? random::moment(random::unit(word), newcomer_business_hazard(month, row))
             : first_founding(month.city, labour, row, word).when;
}

void choose_own_account(const City& city, const scenario::Rules& rules, Match& founder) {
  const auto& kinds = rules.labour.own_account;
  if (kinds.empty()) return;
  const auto word = city.luck.block(founder.key, city.now, Stream::hire)[1];
  const auto kind = first_founding(city, rules.labour, founder.row, word).kind;
  founder.own_account = static_cast<std::uint8_t>(kind + 1);
  if (const int sector = kinds[kind].sector; sector >= 0)
    founder.cell = static_cast<std::uint16_t>(sector * kSkills + founder.cell % kSkills);
}

double own_pay_factor(const scenario::Labour& labour, const Match& founder) {
  return founder.own_account == 0 ? labour.self_employed_pay_factor
                                  : labour.own_account[founder.own_account - 1u].pay_factor;
}

const OwnAccountKind* own_account_of(const City& city, const scenario::Rules& rules,
                                     std::uint32_t row) {
  const auto& kinds = rules.labour.own_account;
  const auto kind = city.newcomers.own_account_now(row);
  return kind == 0 || kind > kinds.size() ? nullptr : &kinds[kind - 1];
}

bool found_not_genuine(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto* kind = own_account_of(city, rules, row);
  if (!kind || kind->detection <= 0) return false;
  const auto& n = city.newcomers;
  return city.luck.uniform(n.key[row], Month(n.expiry[row]), Stream::examination) < kind->detection;
}

void count_own_account(const population::Newcomers& n, Measure measure, std::uint32_t row,
                       stats::Tallies& tallies) {
  // The axis is that of the run's first month; kinds that come later are not counted.
  const auto kinds = tallies.last_extent(measure);
  const auto kind = n.own_account_now(row);
  if (kind > 0 && kind <= kinds) tallies.at(measure, n.scheme[row], kind - 1) += 1;
}

void count_examination(City& city, const scenario::Rules& rules, std::uint32_t row) {
  count_own_account(city.newcomers, Measure::own_account_examined, row, city.tallies);
  if (found_not_genuine(city, rules, row))
    count_own_account(city.newcomers, Measure::own_account_detected, row, city.tallies);
}

}  // namespace talentsim::phases
