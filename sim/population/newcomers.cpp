// SPDX-License-Identifier: MIT
#include "population/newcomers.h"

#include <algorithm>

#include "population/pay.h"

namespace talentsim::population {

std::uint32_t Newcomers::append(const Newcomer& n) {
  const auto row = static_cast<std::uint32_t>(size());
  key.push_back(n.key);
  principal.push_back(n.relation == stats::Relation::principal ? row : n.principal);
  birth.push_back(n.birth);
  since.push_back(n.since);
  arrival.push_back(n.arrival);
  residence_start.push_back(n.residence_start);
  applied.push_back(n.applied);
  approved.push_back(n.approved);
  expiry.push_back(n.expiry);
  decision.push_back(kNever);
  pay_hkd_month.push_back(n.pay_hkd_month);
  pay_here_hkd_month.push_back(n.pay_here_hkd_month);
  pay_bin.push_back(population::pay_bin(n.pay_here_hkd_month));
  earning_since.push_back(n.arrival);
  earned_hkd.push_back(0);
  sex.push_back(n.sex);
  relation.push_back(n.relation);
  place.push_back(n.place);
  activity.push_back(n.activity);
  scheme.push_back(n.scheme);
  entry_scheme.push_back(n.scheme);
  pool.push_back(n.pool);
  job.push_back(n.job);
  field.push_back(n.field);
  profession.push_back(kProfessionUnknown);
  extensions.push_back(0);
  own_account.push_back(0);
  births.push_back(n.births);
  frailty.push_back(n.frailty);
  mode.push_back(n.mode);
  flags.push_back(n.flags);
  family_next.push_back(0);
  if (n.relation != stats::Relation::principal) {
    family_next[row] = family_next[n.principal];
    family_next[n.principal] = row;
  }
  return row;
}

bool Newcomers::has_children_here(std::uint32_t principal_row) const {
  bool here = false;
  for_family(principal_row, [&](std::uint32_t row) {
    here = here || (relation[row] == stats::Relation::child && resident(row));
  });
  return here;
}

void Newcomers::set_pay(std::size_t row, std::uint32_t hkd_month, std::uint32_t here_hkd_month) {
  pay_hkd_month[row] = hkd_month;
  pay_here_hkd_month[row] = here_hkd_month;
  pay_bin[row] = population::pay_bin(here_hkd_month);
}

std::uint32_t Newcomers::pay_of_post_hkd(std::size_t row, Month now) const {
  if (!works(activity[row])) return 0;
  const int from = std::max<int>(since[row], earning_since[row]);
  return pay_here_hkd_month[row] * static_cast<std::uint32_t>(std::max(0, now.index() - from));
}

void Newcomers::start_earnings(std::size_t row, Month now) {
  earning_since[row] = static_cast<std::int16_t>(now.index());
  earned_hkd[row] = 0;
}

double Newcomers::mean_pay_hkd_month(std::size_t row, Month now) const {
  const double earned = static_cast<double>(earned_hkd[row]) + pay_of_post_hkd(row, now);
  return earned / std::max(1, now.index() - earning_since[row]);
}

stats::ResidentGroup group_of(const Newcomers& n, std::size_t row,
                              const std::vector<scenario::Scheme>& schemes) {
  using stats::ResidentGroup;
  if (schemes[n.scheme[row]].group == scenario::HolderGroup::one_way_permit)
    return ResidentGroup::one_way_permit;
  switch (n.relation[row]) {
    case stats::Relation::principal:
      return ResidentGroup::talent;
    case stats::Relation::spouse:
      return ResidentGroup::talent_spouse;
    case stats::Relation::child:
      return ResidentGroup::talent_child;
    case stats::Relation::other:
      return ResidentGroup::talent_other_dependant;
  }
  return ResidentGroup::talent;
}

}  // namespace talentsim::population
