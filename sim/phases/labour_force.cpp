// SPDX-License-Identifier: MIT
// Leaving jobs and the labour force, entering it, and the end of study: what the changes do to the
// city.
#include "phases/gather.h"
#include "phases/job_market.h"
#include "phases/labour_changes.h"
#include "phases/posts.h"
#include "support/fetch_line.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Flag;
using population::Job;
using population::ResidentKind;
using population::works;
using stats::Happening;
using stats::Measure;

void write_resident(population::Residents& r, Month now, const LabourChange& change) {
  const auto row = change.row;
  r.state[row].set_education(change.education);
  r.state[row].set_activity(change.searches ? Activity::unemployed : Activity::inactive);
  if (change.searches) r.job[row] = change.next_job;
  r.since[row] = static_cast<std::uint16_t>(now.index());
  r.pay_hkd_month[row] = 0;
}

using LeftPosts = std::vector<population::NewPost>;  // that fall vacant

// What a part of the residents' changes does beside their rows.
struct ChangeBooks {
  std::vector<int> left, searching;  // of the labour force by [activity before][cell], new seekers
  LeftPosts posts;
  std::vector<std::uint32_t> seekers;

  explicit ChangeBooks(std::size_t cells)
      : left(population::kActivities * cells), searching(cells) {}
  void count(const population::Residents& r, const LabourChange& change) {
    if (works(change.from) || change.from == Activity::unemployed)
      ++left[static_cast<std::size_t>(change.from) * searching.size() +
             static_cast<std::size_t>(change.last.cell())];
    if (change.from == Activity::employed) posts.push_back({r.key(change.row), change.last});
    if (!change.searches) return;
    ++searching[static_cast<std::size_t>(population::unpack_job(change.next_job).cell())];
    seekers.push_back(change.row);
  }
};

void add_up(City& city, const ChangeBooks& books) {
  const auto cells = books.searching.size();
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const auto job = population::job_of_cell(cell);
    for (std::size_t a = 0; a < population::kActivities; ++a) {
      const auto activity = static_cast<Activity>(a);
      const int persons = books.left[a * cells + cell];
      city.stocks.add_work(ResidentKind::local, activity, job, -persons);
      if (works(activity))
        city.tallies.at(Measure::separations, static_cast<std::size_t>(stats::ResidentGroup::local),
                        job.sector) += persons;
    }
    city.stocks.add_work(ResidentKind::local, Activity::unemployed, job, books.searching[cell]);
  }
}

void record(City& city, const LabourChange& change) {
  constexpr std::array<Happening, 4> kHappenings = {
      Happening::separated, Happening::left_labour_force, Happening::entered_labour_force,
      Happening::left_study};
  city.record_resident(change.row, kHappenings[static_cast<std::size_t>(change.step)],
                       change.last.sector,
                       works(change.from) ? population::pack(change.last) : population::kNoJob);
}

// Writes the rows of the residents who change, which are no two the same, and counts them.
void change_residents(MonthContext& month, const std::vector<LabourChange>& changes,
                      LeftPosts& left) {
  auto& city = month.city;
  constexpr std::size_t kChanges = 2048;
  std::vector<ChangeBooks> books(chunk_count(changes.size(), kChanges),
                                 ChangeBooks(city.open_posts.size()));
  parallel_chunks(
      changes.size(),
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i) {
          write_resident(city.residents, city.now, changes[i]);
          books[chunk].count(city.residents, changes[i]);
        }
      },
      kChanges);
  for (const auto& book : books) add_up(city, book);
  join(left, books, &ChangeBooks::posts);
  join(month.new_seekers, books, &ChangeBooks::seekers);
  if (city.record_events)
    for (const auto& change : changes) record(city, change);
}

// Asks for the memory that a change of a row will read and write.
void fetch(const population::Newcomers& n, std::uint32_t row) {
  n.fetch(row);
  fetch_row(row, n.key, n.field, n.earning_since, n.earned_hkd);
}

void commit_newcomer(MonthContext& month, const LabourChange& change, LeftPosts& left) {
  auto& city = month.city;
  const auto& rules = month.rules;
  auto& n = city.newcomers;
  const auto row = change.row;
  if (n.place[row] == population::Place::gone) return;
  const Job last = population::unpack_job(n.job[row]);
  if (holds_post(n, row)) left.push_back({n.key[row], last});
  if (change.step == Step::lose_job)
    city.tallies.at(Measure::separations, static_cast<std::size_t>(group_of(n, row, rules.schemes)),
                    last.sector) += 1;
  population::NewcomerEdit edit(city.stocks, n, row, rules.schemes);
  n.book_post(row, city.now);
  if (change.step == Step::end_study) n.set(row, Flag::searches, true);
  n.activity[row] = n.is(row, Flag::searches) ? Activity::unemployed : Activity::inactive;
  if (n.activity[row] == Activity::unemployed) month.new_newcomer_seekers.push_back(row);
  n.set(row, Flag::own_post, false);
  n.set(row, Flag::in_field, false);
  n.job[row] = n.field[row];
  n.set_pay(row, 0, 0);
  n.since[row] = static_cast<std::uint16_t>(city.now.index());
  city.record_newcomer(
      row, change.step == Step::lose_job ? Happening::separated : Happening::left_study,
      last.sector, change.step == Step::lose_job ? population::pack(last) : population::kNoJob);
}

}  // namespace

void move_labour_force(MonthContext& month) {
  auto& city = month.city;
  const auto residents = resident_changes(month);
  const auto newcomers = newcomer_changes(month);
  LeftPosts left;
  change_residents(month, residents, left);
  commit_in_order(
      newcomers, [&](const auto& change) { fetch(city.newcomers, change.row); },
      [&](const auto& change) { commit_newcomer(month, change, left); });
  open_posts_left(city, left, PostOrigin::left_before_matching);
}

}  // namespace talentsim::phases
