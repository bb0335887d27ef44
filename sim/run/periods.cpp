// SPDX-License-Identifier: MIT
#include "run/periods.h"

#include <fmt/format.h>

namespace talentsim::run {

namespace {

constexpr int kFiscalStart = 4;  // the Government's financial year runs from April to March

Month first_month(Month month, PeriodKind kind) {
  const int of_year = month.month_of_year();
  switch (kind) {
    case PeriodKind::calendar_year:
      return Month::of(month.year(), 1);
    case PeriodKind::fiscal_year:
      return Month::of(month.year() - (of_year < kFiscalStart ? 1 : 0), kFiscalStart);
    case PeriodKind::half_year:
      break;
  }
  return Month::of(month.year(), of_year <= 6 ? 1 : 7);
}

// Stocks at the end of June and December are what officials call mid-year and year-end.
void label(Period& period, PeriodKind kind) {
  const int year = period.first.year();
  switch (kind) {
    case PeriodKind::calendar_year:
      period.label = fmt::format("{}", year);
      period.stock_label = fmt::format("end-{}", year);
      return;
    case PeriodKind::fiscal_year:
      period.label = fmt::format("{}-{:02}", year, (year + 1) % 100);
      period.stock_label = fmt::format("end-Mar {}", year + 1);
      return;
    case PeriodKind::half_year:
      break;
  }
  const bool first_half = period.first.month_of_year() == 1;
  period.label = fmt::format("{} {}", first_half ? "Jan-Jun" : "Jul-Dec", year);
  period.stock_label = fmt::format("{}-{}", first_half ? "mid" : "end", year);
}

}  // namespace

const std::vector<std::string>& period_kind_names() {
  static const std::vector<std::string> names = {"calendar-year", "fiscal-year", "half-year"};
  return names;
}

const char* words(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::calendar_year:
      return "calendar year";
    case PeriodKind::fiscal_year:
      return "financial year (April to March)";
    case PeriodKind::half_year:
      break;
  }
  return "half-year";
}

std::vector<Period> cut(const std::vector<Month>& months, PeriodKind kind) {
  std::vector<Period> periods;
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (periods.empty() || months[i] > periods.back().last) {
      Period period;
      period.first = first_month(months[i], kind);
      period.last = period.first + (kind == PeriodKind::half_year ? 5 : 11);
      period.begin = i;
      label(period, kind);
      periods.push_back(std::move(period));
    }
    periods.back().end = i + 1;
  }
  return periods;
}

}  // namespace talentsim::run
