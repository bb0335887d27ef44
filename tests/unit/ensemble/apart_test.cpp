// SPDX-License-Identifier: MIT
#include "ensemble/apart.h"

#include <doctest/doctest.h>

using namespace talentsim;
using namespace talentsim::ensemble;
using stats::Event;
using stats::Happening;

namespace {

Event event(Happening what, int sector, std::uint64_t person = 7) {
  Event e{};
  e.person = person;
  e.what = what;
  e.scheme = -1;
  e.sector = static_cast<std::int8_t>(sector);
  e.skill = static_cast<std::int8_t>(sector < 0 ? -1 : 1);
  e.age_years = 41;
  e.sex = 1;
  return e;
}

const Categories kCategories({"finance", "trade"});

// Five months about a turn of the year: 0 and 1 before it, 2 to 4 after.
std::vector<run::Period> two_periods() {
  std::vector<Month> months;
  for (int i = 0; i < 5; ++i) months.push_back(Month::of(2022, 11) + i);
  return run::cut(months, run::PeriodKind::calendar_year);
}

struct Town {
  std::vector<run::Period> periods = two_periods();
  Apart apart{kCategories, periods};
  std::vector<std::int64_t> counts;

  void month(std::size_t m, std::vector<Event> base, std::vector<Event> variant) {
    apart.resident(m, base, variant);
  }
  void finish() { counts = apart.finish(5); }
  std::int64_t at(std::size_t period, Shift shift, std::size_t category = 0) const {
    return counts[apart.place(period, shift, category)];
  }
  std::int64_t sum() const {
    std::int64_t total = 0;
    for (const auto count : counts) total += count;
    return total;
  }
};

std::size_t category(const std::string& axis, const std::string& name) {
  for (std::size_t i = 0; i < kCategories.list.size(); ++i)
    if (kCategories.list[i] == std::pair(axis, name)) return i;
  return kCategories.list.size();
}

}  // namespace

TEST_CASE("the same lives differ in nothing") {
  Town town;
  town.month(0, {event(Happening::hired, 0)}, {event(Happening::hired, 0)});
  town.month(3, {event(Happening::separated, 0)}, {event(Happening::separated, 0)});
  town.finish();
  CHECK(town.sum() == 0);
}

TEST_CASE("who is hired later has lost the months between") {
  Town town;
  town.month(1, {event(Happening::hired, 0)}, {});
  town.month(3, {}, {event(Happening::hired, 1)});
  town.finish();
  CHECK(town.at(0, Shift::displaced) == 1);  // in 2022
  CHECK(town.at(1, Shift::advanced) == 1);   // in 2023
  CHECK(town.at(2, Shift::displaced) == 0);
  CHECK(town.at(2, Shift::later) == 1);  // in the whole run
  CHECK(town.at(2, Shift::months_lost) == 2);
  CHECK(town.at(0, Shift::months_lost) == 1);
  CHECK(town.at(1, Shift::months_lost) == 1);
  CHECK(town.at(2, Shift::months_gained) == 0);
  CHECK(town.at(2, Shift::later, category("sector", "finance")) == 1);
  CHECK(town.at(2, Shift::later, category("skill", "middle")) == 1);
  CHECK(town.at(2, Shift::later, category("age_band", "40-44")) == 1);
  CHECK(town.at(2, Shift::later, category("sex", "female")) == 1);
}

TEST_CASE("a post kept that was lost under the base is work gained to the end") {
  Town town;
  town.month(2, {event(Happening::separated, 1)}, {});
  town.finish();
  CHECK(town.at(2, Shift::months_gained) == 3);
  CHECK(town.at(2, Shift::months_gained, category("sector", "trade")) == 3);
  CHECK(town.at(2, Shift::advanced) == 0);
}

TEST_CASE("leaving the labour force out of a post and out of a search differ") {
  Town town;
  town.month(1, {event(Happening::left_labour_force, -1)}, {});
  town.finish();
  CHECK(town.sum() == 0);
  town.month(1, {event(Happening::left_labour_force, 0)}, {});
  town.finish();
  CHECK(town.at(2, Shift::months_gained) == 4);
}

TEST_CASE("the dead lose no more than the months that they live elsewhere") {
  Town town;
  town.month(0, {event(Happening::hired, 0)}, {});
  town.month(2, {event(Happening::died, 0)}, {event(Happening::died, -1)});
  town.finish();
  CHECK(town.at(2, Shift::months_lost) == 2);
  CHECK(town.at(2, Shift::displaced) == 1);
}
