// SPDX-License-Identifier: MIT
// Calendar months: the time step of the model.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace talentsim {

// A calendar month, counted from January 1900 (index 0). The range 0..4095 covers births from 1900
// and horizons to 2241, and fits the 12 bits that a draw counter gives to the month.
class Month {
 public:
  constexpr Month() = default;
  constexpr explicit Month(int index) : index_(static_cast<std::int16_t>(index)) {}
  static constexpr Month of(int year, int month) { return Month((year - 1900) * 12 + month - 1); }
  // Reads "YYYY-MM", years 1900 to 2200; nothing else is accepted.
  static std::optional<Month> parse(std::string_view text);

  constexpr int index() const { return index_; }
  constexpr int year() const { return 1900 + index_ / 12; }
  constexpr int month_of_year() const { return index_ % 12 + 1; }  // 1 = January
  int days() const;                                                // days in this month
  int days_since_epoch() const;  // first day, days since 1970-01-01
  std::string text() const;      // "2026-04"

  friend constexpr auto operator<=>(Month, Month) = default;
  friend constexpr int operator-(Month a, Month b) { return a.index_ - b.index_; }
  friend constexpr Month operator+(Month m, int months) { return Month(m.index_ + months); }
  constexpr Month& operator++() {
    ++index_;
    return *this;
  }

 private:
  std::int16_t index_ = 0;
};

}  // namespace talentsim
