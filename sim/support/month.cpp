// SPDX-License-Identifier: MIT
#include "support/month.h"

#include <fmt/core.h>

#include <charconv>
#include <chrono>

namespace talentsim {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return {};
  return value;
}

std::chrono::sys_days first_day(Month month) {
  using namespace std::chrono;
  return sys_days{year{month.year()} / month.month_of_year() / 1};
}

}  // namespace

std::optional<Month> Month::parse(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return {};
  auto year = digits(text.substr(0, 4)), month = digits(text.substr(5));
  if (!year || !month || *year < 1900 || *year > 2200 || *month < 1 || *month > 12) return {};
  return of(*year, *month);
}

int Month::days() const {
  return static_cast<int>((first_day(*this + 1) - first_day(*this)).count());
}

int Month::days_since_epoch() const {
  return static_cast<int>(first_day(*this).time_since_epoch().count());
}

std::string Month::text() const { return fmt::format("{:04}-{:02}", year(), month_of_year()); }

}  // namespace talentsim
