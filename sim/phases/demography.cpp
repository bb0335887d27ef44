// SPDX-License-Identifier: MIT
#include "phases/demography.h"

#include <algorithm>
#include <span>

#include "phases/gather.h"
#include "phases/residents_leave.h"
#include "population/room.h"
#include "support/fetch_line.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::ResidentKind;
using population::State;
using random::Stream;
using stats::Happening;
using stats::Measure;

struct Vital {
  std::uint32_t row;
  bool death, birth;
};

// Births and deaths of one screened resident. A mother who dies in the month she gives birth leaves
// the child behind only when the birth came first.
void decide_resident(const MonthContext& month, const Screened& person,
                     const CauseUniforms& uniforms, std::vector<Vital>& list) {
  const auto& r = month.city.residents;
  const State state = class_state(person);
  const auto age = class_age(person);
  const double dies =
      random::moment(uniforms(ResidentCause::death), month.hazards.death[state.sex()][age]);
  double bears = 2;
  if (state.sex() == 1 && state.kind() != ResidentKind::helper && month.hazards.birth[age] > 0)
    bears = random::moment(uniforms(ResidentCause::birth), month.hazards.birth[age]);
  if (std::min(dies, bears) >= 1 || !r.present(person.row)) return;
  const bool birth = bears < dies && r.state[person.row].births() < population::kBirthOrdinals;
  if (dies < 1 || birth) list.push_back({person.row, dies < 1, birth});
}

struct Birth {
  std::uint32_t mother, household;
  population::Key key;
  int sex;
};

int sex_at_birth(const City& city, const scenario::Rules& rules, population::Key child) {
  return city.luck.uniform(child, city.now, Stream::birth_sex) <
                 rules.demography.male_share_at_birth
             ? 0
             : 1;
}

std::vector<Birth> births_of(const MonthContext& month, const std::vector<Vital>& vital) {
  const auto& r = month.city.residents;
  return gather<Birth>(
      vital.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for (const auto& v : std::span(vital).subspan(begin, end - begin)) {
          if (!v.birth) continue;
          const auto key = population::birth_key(r.key(v.row), r.state[v.row].births() + 1);
          list.push_back(
              {v.row, r.household[v.row], key, sex_at_birth(month.city, month.rules, key)});
        }
      },
      512);
}

void bear_resident(City& city, const Birth& birth) {
  auto& r = city.residents;
  r.state[birth.mother].count_birth();
  const auto row = r.append(birth.key, birth.household, city.now.index(),
                            State::of(birth.sex, Activity::student, ResidentKind::local, 0), {},
                            city.now.index(), 0);
  city.households.add(r, row);
  city.stocks.add_resident(r, row, +1);
  city.tallies.at(Measure::births, static_cast<std::size_t>(stats::ResidentGroup::local)) += 1;
  city.record_resident(row, Happening::born);
}

// The households of adults who die are looked at later: children may be left alone in them.
void bury(City& city, const std::vector<Vital>& vital) {
  std::vector<std::uint32_t> dead;
  for (const auto& v : vital)
    if (v.death) dead.push_back(v.row);
  city.tallies.at(Measure::deaths, static_cast<std::size_t>(stats::ResidentGroup::local)) +=
      static_cast<std::int64_t>(dead.size());
  take_out(city, dead, Happening::died);
  const auto& r = city.residents;
  gather_into(
      city.bereaved, dead.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for_fetched(
            std::span(dead).subspan(begin, end - begin),
            [&](std::uint32_t row) { fetch_row(row, r.household); },
            [&](std::uint32_t row) {
              if (r.age_years(row, city.now) >= population::kAdultAge)
                list.push_back(r.household[row]);
            });
      },
      2048);
}

population::Newcomer child_of(City& city, const scenario::Rules& rules, std::uint32_t mother) {
  auto& n = city.newcomers;
  population::Newcomer child;
  child.key = population::birth_key(n.key[mother], n.births[mother] + 1);
  ++n.births[mother];
  child.principal = n.principal[mother];
  child.relation = stats::Relation::child;
  child.birth = child.since = static_cast<std::uint16_t>(city.now.index());
  child.arrival = child.residence_start = child.approved =
      static_cast<std::int16_t>(city.now.index());
  child.sex = static_cast<std::uint8_t>(sex_at_birth(city, rules, child.key));
  child.place = population::Place::resident;
  child.activity = Activity::student;
  child.scheme = n.scheme[mother];
  child.pool = n.pool[mother];
  child.job = child.field = n.field[mother];
  child.flags = static_cast<std::uint16_t>(population::Flag::holds_visa);
  return child;
}

void bear_newcomers(City& city, const scenario::Rules& rules, const std::vector<Vital>& mothers) {
  auto& n = city.newcomers;
  std::vector<population::Newcomer> children;
  for (const auto& v : mothers)
    if (n.resident(v.row)) children.push_back(child_of(city, rules, v.row));
  for (auto row = n.append(children); row < n.size(); ++row) {
    city.stocks.add_newcomer(n, row, rules.schemes, +1);
    city.tallies.at(Measure::births, static_cast<std::size_t>(group_of(n, row, rules.schemes))) +=
        1;
    city.record_newcomer(row, Happening::born);
  }
}

std::vector<Vital> newcomer_mothers(const MonthContext& month) {
  return gather<Vital>(
      month.newcomers.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        const auto& n = month.city.newcomers;
        for_newcomers(
            month, begin, end,
            [](const Screened& person) { return may_strike(person, NewcomerCause::birth); },
            [&](const Screened& person, const CauseUniforms& uniforms) {
              const auto row = person.row;
              if (n.sex[row] != 1 || !n.resident(row)) return;
              const double hazard = month.hazards.birth[class_age(person)] *
                                    month.rules.demography.newcomer_birth_multiplier;
              if (hazard <= 0 || n.births[row] >= population::kBirthOrdinals) return;
              if (random::moment(uniforms(NewcomerCause::birth), hazard) < 1)
                list.push_back({row, false, true});
            });
      },
      4096);
}

}  // namespace

void live_and_die(MonthContext& month) {
  auto& city = month.city;
  const auto vital = gather<Vital>(
      month.residents.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for_residents(
            month, begin, end,
            [](const Screened& person) {
              return may_strike(person, ResidentCause::death) |
                     may_strike(person, ResidentCause::birth);
            },
            [&](const Screened& person, const CauseUniforms& uniforms) {
              decide_resident(month, person, uniforms, list);
            });
      },
      4096);
  const auto mothers = newcomer_mothers(month);
  const auto births = births_of(month, vital);
  population::make_room_for_residents(city, births.size());
  commit_in_order(
      births,
      [&](const Birth& birth) {
        fetch_line(&city.households.head[birth.household]);
        fetch_line(&city.residents.state[birth.mother]);
      },
      [&](const Birth& birth) { bear_resident(city, birth); });
  bury(city, vital);
  bear_newcomers(city, month.rules, mothers);
}

}  // namespace talentsim::phases
