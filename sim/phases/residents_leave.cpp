// SPDX-License-Identifier: MIT
#include "phases/residents_leave.h"

#include <vector>

#include "phases/gather.h"
#include "phases/posts.h"
#include "support/fetch_line.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Residents;

// What a part of those who leave does beside their rows.
struct LeaveBooks {
  population::Stocks stocks;
  std::vector<population::NewPost> posts;  // that fall vacant
};

void write_out(Residents& r, std::span<const std::uint32_t> rows, population::Stocks& stocks,
               std::vector<population::NewPost>& posts) {
  for_fetched(
      rows, [&](std::uint32_t row) { fetch_row(row, r.state, r.birth, r.job); },
      [&](std::uint32_t row) {
        if (holds_post(r, row)) posts.push_back({r.key(row), population::unpack_job(r.job[row])});
        stocks.add_resident(r, row, -1);
        r.state[row].set_activity(Activity::absent);
      });
}

}  // namespace

void take_out(City& city, std::span<const std::uint32_t> rows, stats::Happening why) {
  if (city.record_events)
    for (const auto row : rows) city.record_resident(row, why);
  constexpr std::size_t kRows = 2048;
  std::vector<population::NewPost> left;
  if (rows.size() <= kRows) {
    write_out(city.residents, rows, city.stocks, left);
  } else {
    std::vector<LeaveBooks> books(chunk_count(rows.size(), kRows));
    parallel_chunks(
        rows.size(),
        [&](std::size_t chunk, std::size_t begin, std::size_t end) {
          auto& book = books[chunk];
          book.stocks = city.stocks.blank();
          write_out(city.residents, rows.subspan(begin, end - begin), book.stocks, book.posts);
        },
        kRows);
    for (const auto& book : books) city.stocks += book.stocks;
    join(left, books, &LeaveBooks::posts);
  }
  open_posts_left(city, left, PostOrigin::left_after_matching);
}

void move_out(City& city, std::uint32_t row) {
  const auto& r = city.residents;
  if (!r.present(row)) return;
  city.tallies.at(stats::Measure::movement_out) += 1;
  take_out(city, std::span(&row, 1), stats::Happening::moved_out);
  if (r.age_years(row, city.now) >= population::kAdultAge)
    city.bereaved.push_back(r.household[row]);
}

}  // namespace talentsim::phases
