// SPDX-License-Identifier: MIT
#include "phases/labour_changes.h"

#include <algorithm>

#include "phases/gather.h"
#include "population/initial_city.h"
#include "population/profile.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Job;
using population::ResidentKind;
using population::State;
using population::works;
using random::Stream;
using random::unit;

constexpr int kGraduateBand = 2;  // education after study: the margin of ages 25-29

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

}  // namespace

std::vector<LabourChange> resident_changes(const MonthContext& month) {
  return gather<LabourChange>(
      month.residents.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        decide_residents(month, begin, end, list);
      },
      4096);
}

std::vector<LabourChange> newcomer_changes(const MonthContext& month) {
  return gather<LabourChange>(
      month.newcomers.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for_newcomers(month, begin, end, newcomer_asked,
                      [&](const Screened& person, const CauseUniforms& uniforms) {
                        decide_newcomer(month, person, uniforms, list);
                      });
      },
      4096);
}

}  // namespace talentsim::phases
