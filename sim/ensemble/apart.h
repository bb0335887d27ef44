// SPDX-License-Identifier: MIT
// Residents whose working lives differ between two logs of the same replicate: who is hired under
// one and not, or later, under the other, and the months in which only one of the two has work.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "run/periods.h"
#include "stats/measures.h"

namespace talentsim::ensemble {

enum class Shift : std::uint8_t { displaced, later, advanced, sooner, months_lost, months_gained };
constexpr std::size_t kShifts = 6;

// What a resident is counted by: of the post concerned, and of the person at the event told last.
struct Traits {
  std::int8_t sector = -1, skill = -1, age_years = -1, sex = -1;
};

// The breakdowns side by side: all together, then each category of each axis.
struct Categories {
  explicit Categories(std::vector<std::string> sectors);
  std::vector<std::pair<std::string, std::string>> list;  // axis, category; the first is empty
  // Places in the list at which somebody counts.
  std::vector<std::size_t> of(const Traits& traits) const;

 private:
  std::size_t sectors_;
};

// Goes through one replicate of both logs, month by month; [period][shift][category], the last
// period being the whole run. Memory grows with those hired and with those who live apart.
class Apart {
 public:
  using Events = std::span<const stats::Event>;  // of one resident in one month, in order

  Apart(const Categories& categories, const std::vector<run::Period>& periods);
  // Months by their place among the run's, ascending; persons in any order.
  void resident(std::size_t month, Events base, Events variant);
  // Ends the replicate of so many months; starts anew.
  std::vector<std::int64_t> finish(std::size_t months);
  std::size_t place(std::size_t period, Shift shift, std::size_t category) const {
    return (period * kShifts + static_cast<std::size_t>(shift)) * categories_.list.size() +
           category;
  }

 private:
  struct Hire {
    std::int32_t month = -1;  // of the first in the period; -1: none
    Traits traits;
  };
  struct Work {
    bool works = false;
    Traits post;
  };
  struct Pair {
    std::array<Work, 2> sides;  // base, variant
    std::size_t since = 0;      // first month not yet counted
  };
  using Hires = std::unordered_map<std::uint64_t, std::array<Hire, 2>>;

  void close_periods(std::size_t month);
  void count_hires(std::size_t period, Hires& hires);
  void note_hires(Hires& hires, std::size_t month, const std::array<Events, 2>& sides);
  void note_work(std::size_t month, const std::array<Events, 2>& sides);
  void count_months(const Pair& pair, std::size_t until);
  void add(std::size_t period, Shift shift, const Traits& traits, std::int64_t count);

  const Categories& categories_;
  const std::vector<run::Period>& periods_;
  std::vector<std::int64_t> counts_;
  std::size_t period_ = 0;
  Hires of_period_, of_run_;
  std::unordered_map<std::uint64_t, Pair> apart_;  // by key
};

}  // namespace talentsim::ensemble
