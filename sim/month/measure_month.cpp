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

}  // namespace

void measure_month(City& city, const scenario::Rules& rules) {
  auto& t = city.tallies;
  const auto& s = city.stocks;
  copy(t, Measure::residents, s.residents);
  copy(t, Measure::self_employed, s.self_employed);
  copy(t, Measure::visa_holders, s.visa_holders);
  copy(t, Measure::permanent_residents, s.permanent);
  copy(t, Measure::matched, s.matched);
  const auto sectors = rules.sectors.size();
  for (std::size_t group = 0; group < stats::kResidentGroups; ++group)
    for (std::size_t sector = 0; sector < sectors; ++sector) {
      t.at(Measure::employed, group, sector) = s.employed[group][sector];
      t.at(Measure::unemployed, group, sector) = s.unemployed[group][sector];
    }
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
  const auto& c = city.cohorts;
  const auto retention = city.tallies.values(Measure::retention),
             at_risk = city.tallies.values(Measure::at_risk);
  const auto months = static_cast<std::size_t>(c.months);
  for (int scheme = 0; scheme < c.schemes; ++scheme)
    for (int sex = 0; sex < scenario::kSexes; ++sex)
      for (int arrival = 0; arrival < c.months; ++arrival) {
        const auto cohort =
            static_cast<std::size_t>(half_year(city.start + arrival) - half_year(city.start));
        std::int64_t valid = c.arrivals[c.group(scheme, sex, arrival)], permanent = 0;
        const auto entered = valid;
        for (int since = 0; since < c.months - arrival; ++since) {
          valid -= c.lost[c.cell(scheme, sex, arrival, since)];
          permanent += c.made_permanent[c.cell(scheme, sex, arrival, since)];
          const auto cell =
              (((static_cast<std::size_t>(scheme) * 2 + static_cast<std::size_t>(sex)) *
                    axes.cohorts.size() +
                cohort) *
                   months +
               static_cast<std::size_t>(since)) *
              2;
          retention[cell] += valid;
          retention[cell + 1] += permanent;
          at_risk[cell] += entered;
          at_risk[cell + 1] += entered;
        }
      }
}

}  // namespace talentsim
