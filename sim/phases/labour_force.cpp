// SPDX-License-Identifier: MIT
// Leaving jobs and the labour force, entering it, and the end of study.
#include <algorithm>

#include "phases/gather.h"
#include "phases/job_market.h"
#include "phases/posts.h"
#include "population/initial_city.h"
#include "population/profile.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Flag;
using population::Job;
using population::ResidentKind;
using population::State;
using population::works;
using random::Stream;
using random::unit;
using stats::Happening;
using stats::Measure;

constexpr int kGraduateBand = 2;  // education after study: the margin of ages 25-29

enum class Step : std::uint8_t { lose_job, retire, search, end_study };

struct LabourChange {
  std::uint32_t row;
  Step step;
  Activity from = Activity::inactive;  // of residents
  Job last{};                          // likewise
  bool searches = false;               // goes on to look for work
  std::uint8_t next_job = 0;           // where, of residents
  std::uint8_t education = 0;          // of residents who end their study
};

// Where someone without a job looks: mostly the old sector, else by the size of sectors.
Job next_job(const City& city, const scenario::Rules& rules, const random::SharedDraws& draws,
             Job last, int education, bool first) {
  const auto words = draws.block(Stream::next_sector);
  if (!first && unit(words[0]) < rules.labour.stay_in_sector_share) return last;
  return population::draw_local_job(rules, *city.tables, education, unit(words[1]), unit(words[2]));
}

struct Struck {
  std::uint32_t row;
  Step step;
};

// What follows from a resident's step, drawn by the resident's key.
LabourChange follow_up(const MonthContext& month, const Struck& struck,
                       const random::SharedDraws& draws) {
  const auto [row, step] = struck;
  const auto& city = month.city;
  const auto& r = city.residents;
  const State state = r.state[row];
  LabourChange change{row, step, state.activity(), population::unpack_job(r.job[row])};
  change.education = static_cast<std::uint8_t>(state.education());
  change.searches = step == Step::lose_job || step == Step::search;
  if (step == Step::end_study) {
    const auto words = draws.block(Stream::leave_study);
    const auto& margins = month.rules.initial.education[state.sex()];
    if (!margins.empty())
      change.education =
          static_cast<std::uint8_t>(population::pick(unit(words[0]), margins[kGraduateBand]));
    change.searches = unit(words[1]) < month.hazards.active_after_study[state.sex()];
  }
  if (change.searches)
    change.next_job = population::pack(
        next_job(city, month.rules, draws, change.last, change.education, step != Step::lose_job));
  return change;
}

// Whether anything of this phase may happen to a screened resident.
bool resident_asked(const Screened& person) {
  const State state = class_state(person);
  const bool work = may_strike(person, ResidentCause::separation) |
                    may_strike(person, ResidentCause::activity),
             study = may_strike(person, ResidentCause::leave_study);
  return (state.kind() == ResidentKind::local) &
         (state.activity() == Activity::student ? study : work);
}

// The earliest labour event of one screened resident.
void decide_resident(const MonthContext& month, const Screened& person,
                     const CauseUniforms& uniforms, std::vector<Struck>& list) {
  const State state = class_state(person);
  const auto age = class_age(person);
  const auto& h = month.hazards;
  const auto moment = [&](ResidentCause cause, double hazard) {
    return hazard > 0 ? random::moment(uniforms(cause), hazard) : 2.0;
  };
  switch (state.activity()) {
    case Activity::student:
      if (moment(ResidentCause::leave_study, h.leave_study[state.sex()][age]) < 1)
        list.push_back({person.row, Step::end_study});
      break;
    case Activity::inactive:
      if (moment(ResidentCause::activity, h.enter_labour[state.sex()][age]) < 1)
        list.push_back({person.row, Step::search});
      break;
    case Activity::unemployed:
      if (moment(ResidentCause::activity, h.leave_labour[state.sex()][age]) < 1)
        list.push_back({person.row, Step::retire});
      break;
    case Activity::employed:
    case Activity::self_employed: {
      const int cell = population::unpack_job(month.city.residents.job[person.row]).cell();
      const double loses =
          moment(ResidentCause::separation, h.separation[static_cast<std::size_t>(cell)]);
      const double leaves = moment(ResidentCause::activity, h.leave_labour[state.sex()][age]);
      if (std::min(loses, leaves) < 1)
        list.push_back({person.row, loses < leaves ? Step::lose_job : Step::retire});
      break;
    }
    case Activity::absent:
      break;
  }
}

// Those of the screened residents begin..end-1 to whom something happens, and what.
void decide_residents(const MonthContext& month, std::size_t begin, std::size_t end,
                      std::vector<LabourChange>& list) {
  const auto& r = month.city.residents;
  std::vector<Struck> struck;
  for_residents(month, begin, end, resident_asked,
                [&](const Screened& person, const CauseUniforms& uniforms) {
                  decide_resident(month, person, uniforms, struck);
                });
  random::for_draws(
      month.city.luck, month.city.now, struck.size(),
      [&](std::size_t i) { return r.key(struck[i].row); },
      [&](std::size_t i, const random::SharedDraws& draws) {
        list.push_back(follow_up(month, struck[i], draws));
      });
}

// A newcomer without work who is no student has nothing to lose. Roles are those of the month's
// eve; nobody has found work since.
bool newcomer_asked(const Screened& person) {
  const auto role = class_role(person);
  const bool works = (role == Role::working_principal) | (role == Role::working_dependant);
  const bool idle = (role == Role::idle_principal) | (role == Role::idle_dependant);
  return works ? may_strike(person, NewcomerCause::separation) : !idle;
}

void decide_newcomer(const MonthContext& month, const Screened& person,
                     const CauseUniforms& uniforms, std::vector<LabourChange>& list) {
  const auto& n = month.city.newcomers;
  const auto row = person.row;
  if (n.place[row] == population::Place::gone) return;
  if (works(n.activity[row])) {
    const auto cell = static_cast<std::size_t>(population::unpack_job(n.job[row]).cell());
    const double hazard =
        month.hazards.separation[cell] * month.rules.labour.separation_newcomer_factor;
    if (hazard > 0 && random::moment(uniforms(NewcomerCause::separation), hazard) < 1)
      list.push_back({row, Step::lose_job});
  } else if (n.activity[row] == Activity::student &&
             n.age_years(row, month.city.now) >=
                 month.rules.labour.child_school_leaving_age_years) {
    list.push_back({row, Step::end_study});
  }
}

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
  const auto residents = gather<LabourChange>(
      month.residents.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        decide_residents(month, begin, end, list);
      },
      4096);
  const auto newcomers = gather<LabourChange>(
      month.newcomers.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for_newcomers(month, begin, end, newcomer_asked,
                      [&](const Screened& person, const CauseUniforms& uniforms) {
                        decide_newcomer(month, person, uniforms, list);
                      });
      },
      4096);
  LeftPosts left;
  change_residents(month, residents, left);
  commit_in_order(
      newcomers, [&](const auto& change) { city.newcomers.fetch(change.row); },
      [&](const auto& change) { commit_newcomer(month, change, left); });
  open_posts_left(city, left, PostOrigin::left_before_matching);
}

}  // namespace talentsim::phases
