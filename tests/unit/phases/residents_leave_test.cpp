// SPDX-License-Identifier: MIT
// However many leave at once, counts and posts are those of leaving one after another.
#include "phases/residents_leave.h"

#include <doctest/doctest.h>

#include <numeric>
#include <vector>

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Job;
using population::ResidentKind;
using population::State;

constexpr std::size_t kSectors = 3, kResidents = 9000;
constexpr Month kNow = Month::of(2024, 5);
constexpr Activity kActivities[] = {Activity::employed, Activity::unemployed, Activity::inactive,
                                    Activity::self_employed, Activity::student};

// Residents of all activities in all cells, every seventh a helper.
City city() {
  City c{stats::Axes{}};
  c.now = kNow;
  c.luck = {20221228, 0};
  c.stocks = population::Stocks(1, kSectors);
  c.open_posts.assign(kSectors * population::kSkills, 0);
  c.vacancies.kept = true;
  auto& r = c.residents;
  for (std::uint32_t i = 0; i < kResidents; ++i) {
    const auto kind = i % 7 == 0 ? ResidentKind::helper : ResidentKind::local;
    const Job job{static_cast<std::uint8_t>(i / 5 % kSectors),
                  static_cast<std::uint8_t>(i / 15 % population::kSkills)};
    const auto state =
        State::of(static_cast<int>(i % 2), kActivities[i % std::size(kActivities)], kind, 0);
    r.append(1000 + i, i, kNow.index() - 12 * (1 + static_cast<int>(i % 90)), state, job, 0, 0);
    c.stocks.add_resident(r, i, +1);
  }
  return c;
}

// All but every tenth, from the last to the first.
std::vector<std::uint32_t> leavers() {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = kResidents; i-- > 0;)
    if (i % 10 != 3) rows.push_back(i);
  return rows;
}

}  // namespace

TEST_CASE("many residents who leave at once are counted as those who leave one after another") {
  auto together = city(), apart = city();
  const auto rows = leavers();
  take_out(together, rows, stats::Happening::died);
  for (const auto& row : rows) take_out(apart, std::span(&row, 1), stats::Happening::died);
  CHECK(together.stocks == apart.stocks);
  CHECK(together.open_posts == apart.open_posts);
  CHECK(together.vacancies.id == apart.vacancies.id);
  CHECK(together.vacancies.cell == apart.vacancies.cell);
}

TEST_CASE("who leaves is counted no more, and the posts of the queue that they held are open") {
  auto c = city();
  const auto before = c.stocks.filled;
  take_out(c, leavers(), stats::Happening::moved_out);
  auto recount = c.stocks.blank();
  for (std::uint32_t row = 0; row < kResidents; ++row) {
    CHECK(c.residents.present(row) == (row % 10 == 3));
    recount.add_resident(c.residents, row, +1);
  }
  CHECK(c.stocks == recount);
  for (std::size_t cell = 0; cell < before.size(); ++cell)
    CHECK(c.open_posts[cell] == before[cell] - c.stocks.filled[cell]);
  const auto open = std::accumulate(c.open_posts.begin(), c.open_posts.end(), std::int64_t{0});
  CHECK(open > 1000);
  CHECK(c.vacancies.size() == static_cast<std::size_t>(open));
}

}  // namespace talentsim::phases
