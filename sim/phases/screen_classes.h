// SPDX-License-Identifier: MIT
// The classes of persons that the screen tells apart, and the month's ceilings and hazards of each.
#pragma once

#include "phases/hazards.h"
#include "phases/screen.h"
#include "population/newcomers.h"

namespace talentsim::phases {

// Causes of residents and newcomers, in the order of the screen. Never reordered: the order is part
// of the draws.
enum class ResidentCause : int { death, birth, separation, activity, leave_study, helper_leaving };
enum class NewcomerCause : int {
  death,
  birth,
  no_work,
  outside_offer,
  family_reunion,
  other_reason,
  separation,
  activity
};

// A resident's class: sex, activity and kind, by age.
inline std::size_t resident_class(population::State state, int age) {
  return static_cast<std::size_t>(state.screen_class() * kAges + age);
}
inline population::State class_state(const Screened& person) {
  population::State state;
  state.bits = static_cast<std::uint16_t>(person.person_class / kAges);
  return state;
}
inline std::size_t class_age(const Screened& person) { return person.person_class % kAges; }

// A newcomer's class: sex and role, by age.
enum class Role : std::uint8_t {
  idle_principal,
  working_principal,
  idle_dependant,
  working_dependant,
  student,
  elsewhere
};
constexpr int kRoles = 6;
constexpr std::size_t newcomer_class(int sex, Role role, int age) {
  return static_cast<std::size_t>((sex * kRoles + static_cast<int>(role)) * kAges + age);
}
inline Role class_role(const Screened& newcomer) {
  return static_cast<Role>(newcomer.person_class / kAges % kRoles);
}
inline std::size_t class_sex(const Screened& newcomer) {
  return newcomer.person_class / (kAges * kRoles);
}

// Without a branch: roles are as good as random to the processor.
constexpr Role role_of(population::Place place, population::Activity activity,
                       stats::Relation relation) {
  const unsigned working = population::works(activity) ? 1 : 0,
                 dependant = relation == stats::Relation::principal ? 0 : 2;
  const bool student = (dependant != 0) & (activity == population::Activity::student);
  const bool elsewhere = (place == population::Place::gone) | (place == population::Place::waiting);
  const auto role = student ? Role::student : static_cast<Role>(working + dependant);
  return elsewhere ? Role::elsewhere : role;
}

ScreenTable resident_screen(const MonthHazards& hazards);
ScreenTable newcomer_screen(const MonthHazards& hazards, const scenario::Rules& rules);

}  // namespace talentsim::phases
