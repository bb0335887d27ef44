// SPDX-License-Identifier: MIT
// What a holder can show for an extension.
#include "phases/own_account.h"
#include "phases/renewal.h"
#include "population/profile.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::Attributes;
using population::City;
using population::Flag;
using random::Stream;
using scenario::Attribute;

constexpr double kMonthsPerYear = 12;

double& set(Attributes& attributes, Attribute which) {
  return attributes[static_cast<std::size_t>(which)];
}

// Persons hired so far by the holder's business, by inversion: more with every month, for the same
// luck. They are counted for the renewal test only: whom they are does not matter to the model, and
// no queue of the job market gets shorter.
double business_hires(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  const Month founded(n.since[row]);
  const double years = (city.now - founded) / kMonthsPerYear;
  const double u = city.luck.uniform(n.key[row], founded, Stream::business_hires);
  return static_cast<double>(random::count_quantile(u, rules.labour.business_hires_year * years,
                                                    rules.labour.business_hires_dispersion));
}

// What is left when work on the own account counts for nothing: no business, none of its pay.
Attributes without_own_work(const City& city, std::uint32_t row, Attributes attributes) {
  const auto& n = city.newcomers;
  set(attributes, Attribute::own_business) = 0;
  set(attributes, Attribute::business_hires) = 0;
  set(attributes, Attribute::income_hkd_year) = 0;
  set(attributes, Attribute::shortage_sector) = 0;
  const double months = std::max(1, city.now.index() - n.earning_since[row]);
  set(attributes, Attribute::mean_income_hkd_year) = kMonthsPerYear * n.earned_hkd[row] / months;
  return attributes;
}

}  // namespace

Attributes evidence_claimed(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto& n = city.newcomers;
  auto attributes = population::draw_profile(city.luck, rules.pools[n.pool[row]], n.key[row],
                                             Month(n.applied[row]), n.sex[row], n.birth[row])
                        .attributes;
  const bool employed = n.activity[row] == Activity::employed,
             business = n.activity[row] == Activity::self_employed;
  set(attributes, Attribute::age_years) = n.age_years(row, city.now);
  set(attributes, Attribute::income_hkd_year) = kMonthsPerYear * n.pay_here_hkd_month[row];
  set(attributes, Attribute::job_offer) = employed;
  set(attributes, Attribute::employed) = employed;
  set(attributes, Attribute::own_business) = business;
  set(attributes, Attribute::mean_income_hkd_year) =
      kMonthsPerYear * n.mean_pay_hkd_month(row, city.now);
  set(attributes, Attribute::in_field) = n.is(row, Flag::in_field) && employed;
  set(attributes, Attribute::months_in_city) = city.now.index() - n.arrival[row];
  set(attributes, Attribute::stay_granted_months) = n.expiry[row] - n.arrival[row];
  set(attributes, Attribute::business_hires) = business ? business_hires(city, rules, row) : 0;
  const auto& shortage = rules.labour.shortage_sectors;
  set(attributes, Attribute::shortage_sector) =
      shortage.empty() ? 0 : shortage[population::unpack_job(n.job[row]).sector];
  const auto* kind = own_account_of(city, rules, row);
  return kind && !kind->counts_as_work ? without_own_work(city, row, attributes) : attributes;
}

Attributes evidence(const City& city, const scenario::Rules& rules, std::uint32_t row) {
  const auto claimed = evidence_claimed(city, rules, row);
  return found_not_genuine(city, rules, row) ? without_own_work(city, row, claimed) : claimed;
}

}  // namespace talentsim::phases
