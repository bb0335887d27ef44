// SPDX-License-Identifier: MIT
#include "month/measure_month.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace talentsim {
namespace {

using population::City;
using stats::Measure;

constexpr int kBandYears = 5;

int half_year(Month month) { return month.year() * 2 + (month.month_of_year() - 1) / 6; }

void copy(stats::Tallies& tallies, Measure measure, const auto& from) {
  std::copy(from.begin(), from.end(), tallies.values(measure).begin());
}

void measure_ages(City& city) {
  for (std::size_t group = 0; group < stats::kResidentGroups; ++group) {
    const auto& births = city.stocks.by_birth[group];
    for (int birth = 0; birth <= city.now.index(); ++birth)
      if (births[static_cast<std::size_t>(birth)] != 0) {
        const int age = (city.now.index() - birth) / 12;
        city.tallies.at(
            Measure::resident_by_age, group,
            static_cast<std::size_t>(std::min(stats::kAgeBands - 1, age / kBandYears))) +=
            births[static_cast<std::size_t>(birth)];
      }
  }
}

void measure_own_account(City& city, std::size_t schemes) {
  const auto kinds = city.tallies.last_extent(Measure::own_account);
  for (std::size_t scheme = 0; scheme < schemes; ++scheme)
    for (std::size_t kind = 0; kind < kinds; ++kind)
      city.tallies.at(Measure::own_account, scheme, kind) =
          city.stocks.own_account[scheme * scenario::kMostOwnAccountKinds + kind];
}

void measure_caps(City& city) {
  for (std::size_t scheme = 0; scheme < city.bound_months.size(); ++scheme) {
    const auto& caps = city.bound_months[scheme];
    city.tallies.at(Measure::months_bound, scheme) = std::any_of(
        caps.begin(), caps.end(), [&](const auto& cap) { return cap.second.back() == city.now; });
  }
}

void measure_pay(City& city, const scenario::Rules& rules) {
  const auto bins_of = [](const std::vector<std::int64_t>& all, std::size_t scheme) {
    return std::span(all).subspan(scheme * population::kPayBins, population::kPayBins);
  };
  for (std::size_t scheme = 0; scheme < rules.schemes.size(); ++scheme)
    for (std::size_t q = 0; q < rules.labour.income_quantiles.size(); ++q) {
      const double quantile = rules.labour.income_quantiles[q];
      city.tallies.at(Measure::income_quantile, scheme, q) =
          population::pay_quantile(bins_of(city.stocks.pay, scheme), quantile);
      city.tallies.at(Measure::renewed_income_quantile, scheme, q) =
          population::pay_quantile(bins_of(city.renewed_pay, scheme), quantile);
    }
}

// The tables of cohorts, filled from what became of the principals of each arrival month.
class CohortTables {
 public:
  CohortTables(City& city, const stats::Axes& axes)
      : cohorts_(city.cohorts),
        burn_in_(city.cohorts.months - axes.months_since_arrival),
        start_(city.start + burn_in_),
        half_years_(axes.cohorts.size()),
        retention_(city.tallies.values(Measure::retention)),
        at_risk_(city.tallies.values(Measure::at_risk)),
        departed_(city.tallies.values(Measure::departed)) {}

  void count_the_retained() const {
    for (int scheme = 0; scheme < cohorts_.schemes; ++scheme)
      for (int sex = 0; sex < scenario::kSexes; ++sex)
        for (int arrival = burn_in_; arrival < cohorts_.months; ++arrival)
          count_arrival_month(scheme, sex, arrival);
    for (std::size_t at = 0; at < at_risk_.size() / 2; ++at)
      for (int cause = 0; cause < scenario::kDepartureCauses; ++cause)
        retention_[at * 2] -= departed_[at * scenario::kDepartureCauses + cause];
  }

  // First the changes from month to month since arrival, then their sums.
  void count_the_departed() const {
    const int followed = cohorts_.months - burn_in_;
    for (const auto& loss : cohorts_.lost) {
      const int shown = cohorts_.months - loss.arrival;
      if (loss.arrival < burn_in_ || loss.since >= shown) continue;
      const auto count = [&](int since) -> std::int64_t& {
        return departed_[cell(loss.scheme, loss.sex, loss.arrival, since) *
                             scenario::kDepartureCauses +
                         loss.cause];
      };
      ++count(loss.since);
      if (shown < followed) --count(shown);
    }
    for (std::size_t at = scenario::kDepartureCauses; at < departed_.size(); ++at)
      if (at / scenario::kDepartureCauses % static_cast<std::size_t>(followed) != 0)
        departed_[at] += departed_[at - scenario::kDepartureCauses];
  }

 private:
  // Those of one arrival month as if nobody left, for as long as the run shows them.
  void count_arrival_month(int scheme, int sex, int arrival) const {
    const std::int64_t entered = cohorts_.arrivals[cohorts_.group(scheme, sex, arrival)];
    std::int64_t permanent = 0;
    for (int since = 0; since < cohorts_.months - arrival; ++since) {
      permanent += cohorts_.made_permanent[cohorts_.cell(scheme, sex, arrival, since)];
      const auto at = cell(scheme, sex, arrival, since) * 2;
      retention_[at] += entered;
      retention_[at + 1] += permanent;
      at_risk_[at] += entered;
      at_risk_[at + 1] += entered;
    }
  }

  // Place on the axes scheme, sex, cohort, months since arrival.
  std::size_t cell(int scheme, int sex, int arrival, int since) const {
    const auto cohort =
        static_cast<std::size_t>(half_year(start_ + (arrival - burn_in_)) - half_year(start_));
    const auto group =
        static_cast<std::size_t>(scheme) * scenario::kSexes + static_cast<std::size_t>(sex);
    return (group * half_years_ + cohort) * static_cast<std::size_t>(cohorts_.months - burn_in_) +
           static_cast<std::size_t>(since);
  }

  const population::Cohorts& cohorts_;
  int burn_in_;  // months lived before the results start
  Month start_;
  std::size_t half_years_;
  std::span<std::int64_t> retention_, at_risk_, departed_;
};

}  // namespace

void measure_month(City& city, const scenario::Rules& rules) {
  auto& t = city.tallies;
  const auto& s = city.stocks;
  copy(t, Measure::residents, s.residents);
  copy(t, Measure::self_employed, s.self_employed);
  copy(t, Measure::visa_holders, s.visa_holders);
  copy(t, Measure::permanent_residents, s.permanent);
  copy(t, Measure::matched, s.matched);
  if (!t.values(Measure::employed_by_fit).empty()) copy(t, Measure::employed_by_fit, s.by_fit);
  const auto sectors = rules.sectors.size();
  for (std::size_t group = 0; group < stats::kResidentGroups; ++group)
    for (std::size_t sector = 0; sector < sectors; ++sector) {
      t.at(Measure::employed, group, sector) = s.employed[group][sector];
      t.at(Measure::unemployed, group, sector) = s.unemployed[group][sector];
    }
  measure_own_account(city, rules.schemes.size());
  measure_caps(city);
  measure_ages(city);
  measure_pay(city, rules);
}

std::vector<std::string> half_years(Month start, Month end) {
  std::vector<std::string> labels;
  for (int half = half_year(start); half <= half_year(end); ++half)
    labels.push_back(fmt::format("{}H{}", half / 2, half % 2 + 1));
  return labels;
}

void measure_cohorts(City& city, const stats::Axes& axes) {
  city.tallies.clear_cohorts();
  const CohortTables tables(city, axes);
  tables.count_the_departed();
  tables.count_the_retained();
}

}  // namespace talentsim
