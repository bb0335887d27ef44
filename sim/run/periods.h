// SPDX-License-Identifier: MIT
// The periods of Hong Kong's statistics, cut out of a run's months.
#pragma once

#include <string>
#include <vector>

#include "support/month.h"

namespace talentsim::run {

enum class PeriodKind : std::uint8_t { calendar_year, fiscal_year, half_year };
const std::vector<std::string>& period_kind_names();  // as written after --by
const char* words(PeriodKind kind);                   // "financial year (April to March)"

struct Period {
  std::string label;        // 2023, 2023-24, Jul-Dec 2023
  std::string stock_label;  // end-2023, mid-2023, end-Mar 2024
  Month first, last;        // whole period
  std::size_t begin, end;   // the run's months in it, by index: begin .. end - 1
  std::size_t months_covered() const { return end - begin; }
  std::size_t months_whole() const { return static_cast<std::size_t>(last - first) + 1; }
  bool complete() const { return months_covered() == months_whole(); }
};

// `months` are consecutive.
std::vector<Period> cut(const std::vector<Month>& months, PeriodKind kind);

}  // namespace talentsim::run
