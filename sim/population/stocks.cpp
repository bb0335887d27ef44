// SPDX-License-Identifier: MIT
#include "population/stocks.h"

namespace talentsim::population {
namespace {

constexpr auto kLocal = static_cast<std::size_t>(stats::ResidentGroup::local);

}  // namespace

Stocks::Stocks(std::size_t schemes, std::size_t sectors)
    : filled(sectors * kSkills),
      filled_by_talent(sectors * kSkills),
      seekers(sectors * kSkills),
      visa_holders(schemes),
      permanent(schemes),
      matched(schemes),
      by_fit(schemes * stats::kJobFits),
      own_account(schemes * scenario::kMostOwnAccountKinds),
      pay(schemes * kPayBins) {
  for (int group = 0; group < stats::kResidentGroups; ++group) {
    by_birth[group].assign(kBirthMonths, 0);
    employed[group].assign(sectors, 0);
    unemployed[group].assign(sectors, 0);
  }
}

Stocks& Stocks::operator+=(const Stocks& other) {
  const auto add = [](auto& to, const auto& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  for (std::size_t group = 0; group < stats::kResidentGroups; ++group) {
    add(by_birth[group], other.by_birth[group]);
    add(employed[group], other.employed[group]);
    add(unemployed[group], other.unemployed[group]);
  }
  add(self_employed, other.self_employed);
  add(residents, other.residents);
  add(filled, other.filled);
  add(filled_by_talent, other.filled_by_talent);
  add(seekers, other.seekers);
  add(visa_holders, other.visa_holders);
  add(permanent, other.permanent);
  add(matched, other.matched);
  add(by_fit, other.by_fit);
  add(own_account, other.own_account);
  add(pay, other.pay);
  return *this;
}

void Stocks::add_resident(const Residents& r, std::size_t row, int sign) {
  if (!r.present(row)) return;
  by_birth[kLocal][r.birth[row]] += sign;
  residents[kLocal] += sign;
  add_work(r.state[row].kind(), r.state[row].activity(), unpack_job(r.job[row]), sign);
}

void Stocks::add_work(ResidentKind kind, Activity activity, Job job, int sign) {
  switch (activity) {
    case Activity::employed:
      employed[kLocal][job.sector] += sign;
      if (kind != ResidentKind::helper) filled[static_cast<std::size_t>(job.cell())] += sign;
      break;
    case Activity::unemployed:
      unemployed[kLocal][job.sector] += sign;
      seekers[static_cast<std::size_t>(job.cell())] += sign;
      break;
    case Activity::self_employed:
      self_employed[kLocal] += sign;
      break;
    default:
      break;
  }
}

void Stocks::add_newcomer(const Newcomers& n, std::size_t row,
                          const std::vector<scenario::Scheme>& schemes, int sign) {
  if (n.place[row] == Place::gone) return;
  if (n.is(row, Flag::permanent))
    permanent[n.scheme[row]] += sign;
  else if (n.is(row, Flag::holds_visa))
    visa_holders[n.scheme[row]] += sign;
  const Job job = unpack_job(n.job[row]);
  const auto activity = n.activity[row];
  if (n.is_principal(row) && works(activity))
    pay[static_cast<std::size_t>(n.scheme[row]) * kPayBins + n.pay_bin[row]] += sign;
  // Commuters work in the city and fill posts, though they are not residents.
  const auto group = static_cast<std::size_t>(group_of(n, row, schemes));
  if (activity == Activity::employed && !n.is(row, Flag::own_post)) {
    const auto cell = static_cast<std::size_t>(job.cell());
    filled[cell] += sign;
    if (group != static_cast<std::size_t>(stats::ResidentGroup::one_way_permit))
      filled_by_talent[cell] += sign;
  }
  if (activity == Activity::employed && n.is(row, Flag::in_field)) matched[n.scheme[row]] += sign;
  if (activity == Activity::employed && n.is_principal(row))
    by_fit[n.scheme[row] * stats::kJobFits + static_cast<std::size_t>(n.fit(row))] += sign;
  if (const auto kind = n.own_account_now(row); kind > 0)
    own_account[n.scheme[row] * scenario::kMostOwnAccountKinds + kind - 1] += sign;
  if (n.place[row] != Place::resident) return;
  by_birth[group][n.birth[row]] += sign;
  residents[group] += sign;
  if (activity == Activity::employed) employed[group][job.sector] += sign;
  if (activity == Activity::unemployed) unemployed[group][job.sector] += sign;
  if (activity == Activity::self_employed) self_employed[group] += sign;
}

}  // namespace talentsim::population
