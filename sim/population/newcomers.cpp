// SPDX-License-Identifier: MIT
#include "population/newcomers.h"

#include <algorithm>
#include <functional>

#include "population/pay.h"
#include "support/parallel_tasks.h"

namespace talentsim::population {

namespace {

// Calls use(column, entry) for each column but the chain of the family, entry(person, row) being
// what a person in that row has there.
template <class Use>
void for_entries(Newcomers& n, const Use& use) {
  const auto same = [&](auto& column, auto Newcomer::*member) {
    use(column, [member](const Newcomer& person, std::uint32_t) { return person.*member; });
  };
  const auto blank = [&](auto& column, auto value) {
    use(column, [value](const Newcomer&, std::uint32_t) { return value; });
  };
  same(n.key, &Newcomer::key);
  use(n.principal, [](const Newcomer& person, std::uint32_t row) {
    return person.relation == stats::Relation::principal ? row : person.principal;
  });
  same(n.birth, &Newcomer::birth);
  same(n.since, &Newcomer::since);
  same(n.arrival, &Newcomer::arrival);
  same(n.residence_start, &Newcomer::residence_start);
  same(n.applied, &Newcomer::applied);
  same(n.approved, &Newcomer::approved);
  same(n.expiry, &Newcomer::expiry);
  blank(n.decision, kNever);
  same(n.pay_hkd_month, &Newcomer::pay_hkd_month);
  same(n.pay_here_hkd_month, &Newcomer::pay_here_hkd_month);
  use(n.pay_bin, [](const Newcomer& person, std::uint32_t) {
    return population::pay_bin(person.pay_here_hkd_month);
  });
  same(n.earning_since, &Newcomer::arrival);
  blank(n.earned_hkd, 0u);
  same(n.sex, &Newcomer::sex);
  same(n.relation, &Newcomer::relation);
  same(n.place, &Newcomer::place);
  same(n.activity, &Newcomer::activity);
  same(n.scheme, &Newcomer::scheme);
  same(n.entry_scheme, &Newcomer::scheme);
  same(n.pool, &Newcomer::pool);
  same(n.job, &Newcomer::job);
  same(n.field, &Newcomer::field);
  blank(n.profession, kProfessionUnknown);
  blank(n.extensions, std::uint8_t{0});
  blank(n.own_account, std::uint8_t{0});
  same(n.births, &Newcomer::births);
  same(n.frailty, &Newcomer::frailty);
  same(n.mode, &Newcomer::mode);
  same(n.flags, &Newcomer::flags);
}

}  // namespace

std::uint32_t Newcomers::append(std::span<const Newcomer> persons) {
  const auto first = static_cast<std::uint32_t>(size());
  std::vector<std::function<void()>> columns;  // what is to be done with each
  for_entries(*this, [&](auto& column, auto entry) {
    columns.emplace_back([&column, entry, persons, first] {
      column.resize(first + persons.size());
      for (std::uint32_t i = 0; i < persons.size(); ++i)
        column[first + i] = entry(persons[i], first + i);
    });
  });
  parallel_tasks(columns);
  family_next.resize(size());
  for (auto row = first; row < size(); ++row)
    if (!is_principal(row)) {
      family_next[row] = family_next[principal[row]];
      family_next[principal[row]] = row;
    }
  return first;
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
