// SPDX-License-Identifier: MIT
#include "phases/screen_classes.h"

#include <algorithm>
#include <cmath>

#include "phases/departure.h"
#include "support/parallel.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::ResidentKind;
using population::State;
using population::works;

// Ceilings per month, the same in every scenario (assumptions with room: one and a half times to
// twice the highest hazard of the baseline, more where a policy may raise it). They decide only how
// many persons are looked at, never what happens to them.
std::array<double, kAges> death_ceilings() {
  std::array<double, kAges> ceilings{};
  for (int age = 0; age < kAges; ++age)
    ceilings[static_cast<std::size_t>(age)] = std::min(0.06, 2e-4 + 4e-6 * std::exp(0.1 * age));
  return ceilings;
}
double death_ceiling(int age) {
  static const auto ceilings = death_ceilings();
  return ceilings[static_cast<std::size_t>(age)];
}
double birth_ceiling(int sex, int age) {
  if (sex == 0 || age < 15 || age >= 50) return 0;
  return age >= 25 && age < 40 ? 0.012 : 0.004;
}
constexpr double kSeparationCeiling = 0.012, kNewcomerSeparationCeiling = 0.02;
double leave_labour_ceiling(int age) { return age < 50 ? 0.004 : age < 65 ? 0.016 : 0.045; }
double enter_labour_ceiling(int sex, int age) {
  if (sex == 0 && age >= 25 && age < 50) return 0.035;
  return age < 65 ? 0.01 : 0.002;
}
double leave_study_ceiling(int age) {
  return age < 15 ? 0 : age < 18 ? 0.01 : age < 32 ? 0.06 : 0.1;
}
constexpr double kHelperCeiling = 0.02;
// no_work, outside_offer, family_reunion, other_reason; the first only for principals without work.
constexpr std::array<double, 4> kDepartureCeilings = {0.1, 0.012, 0.025, 0.008};

// Notes ceilings and hazards of one class by the cause's name.
template <class Cause>
class ClassWriter {
 public:
  explicit ClassWriter(ClassHazards& c) : c_(c) {}
  void operator()(Cause cause, double ceiling, double needed) {
    c_.ceiling[static_cast<std::size_t>(cause)] = ceiling;
    c_.needed[static_cast<std::size_t>(cause)] = needed;
  }

 private:
  ClassHazards& c_;
};

double highest_separation(const MonthHazards& h) {
  double highest = 0;
  for (const double hazard : h.separation) highest = std::max(highest, hazard);
  return highest;
}

// `separation`: the highest hazard of losing a post.
ClassHazards hazards_of_resident(const MonthHazards& h, double separation, State state, int age) {
  ClassHazards c;
  ClassWriter<ResidentCause> set(c);
  const int sex = state.sex();
  set(ResidentCause::death, death_ceiling(age), h.death[sex][age]);
  if (state.kind() == ResidentKind::helper) {
    set(ResidentCause::helper_leaving, kHelperCeiling, h.helper_leaving);
    return c;
  }
  if (sex == 1) set(ResidentCause::birth, birth_ceiling(sex, age), h.birth[age]);
  switch (state.activity()) {
    case Activity::student:
      if (state.kind() == ResidentKind::nonlocal_student) {
        // The end of a course depends on how long it has lasted.
        c.open = 1u << static_cast<int>(ResidentCause::leave_study);
        c.listed = true;
      } else {
        set(ResidentCause::leave_study, leave_study_ceiling(age), h.leave_study[sex][age]);
      }
      break;
    case Activity::inactive:
      set(ResidentCause::activity, enter_labour_ceiling(sex, age), h.enter_labour[sex][age]);
      break;
    case Activity::unemployed:
      set(ResidentCause::activity, leave_labour_ceiling(age), h.leave_labour[sex][age]);
      c.listed = true;  // for matching
      break;
    default:
      set(ResidentCause::separation, kSeparationCeiling, separation);
      set(ResidentCause::activity, leave_labour_ceiling(age), h.leave_labour[sex][age]);
  }
  return c;
}

ClassHazards hazards_of_newcomer(const MonthHazards& h, const scenario::Rules& rules,
                                 const std::array<double, 4>& highest, double separation, int sex,
                                 Role role, int age) {
  ClassHazards c;
  if (role == Role::elsewhere) return c;
  ClassWriter<NewcomerCause> set(c);
  set(NewcomerCause::death, death_ceiling(age), h.death[sex][age]);
  if (sex == 1)
    set(NewcomerCause::birth, birth_ceiling(sex, age),
        h.birth[age] * rules.demography.newcomer_birth_multiplier);
  if (role == Role::student) c.listed = age >= rules.labour.child_school_leaving_age_years;
  if (role == Role::idle_principal || role == Role::working_principal) {
    for (std::size_t k = role == Role::idle_principal ? 0 : 1; k < kDepartureCeilings.size(); ++k)
      set(static_cast<NewcomerCause>(static_cast<std::size_t>(NewcomerCause::no_work) + k),
          kDepartureCeilings[k], highest[k]);
  }
  if (role == Role::working_principal || role == Role::working_dependant)
    set(NewcomerCause::separation, kNewcomerSeparationCeiling,
        separation * rules.labour.separation_newcomer_factor);
  return c;
}

}  // namespace

ScreenTable resident_screen(const MonthHazards& h) {
  const double separation = highest_separation(h);
  std::vector<ClassHazards> classes(population::kScreenClasses * kAges);
  constexpr std::size_t kStates = 8;  // of a chunk
  parallel_chunks(
      population::kScreenClasses,
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for (auto bits = begin; bits < end; ++bits) {
          State state;
          state.bits = static_cast<std::uint16_t>(bits);
          if (state.activity() == Activity::absent) continue;
          for (int age = 0; age < kAges; ++age)
            classes[resident_class(state, age)] = hazards_of_resident(h, separation, state, age);
        }
      },
      kStates);
  return ScreenTable(classes);
}

ScreenTable newcomer_screen(const MonthHazards& h, const scenario::Rules& rules) {
  const auto highest = highest_departure_hazards(rules.departure);
  const double separation = highest_separation(h);
  std::vector<ClassHazards> classes(scenario::kSexes * kRoles * kAges);
  for (int sex = 0; sex < scenario::kSexes; ++sex)
    for (int role = 0; role < kRoles; ++role)
      for (int age = 0; age < kAges; ++age)
        classes[newcomer_class(sex, static_cast<Role>(role), age)] =
            hazards_of_newcomer(h, rules, highest, separation, sex, static_cast<Role>(role), age);
  return ScreenTable(classes);
}

}  // namespace talentsim::phases
