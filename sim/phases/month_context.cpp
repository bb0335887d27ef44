// SPDX-License-Identifier: MIT
#include "phases/month_context.h"

#include <algorithm>
#include <cmath>

#include "phases/departure.h"
#include "phases/gather.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Place;
using population::ResidentKind;
using population::State;
using random::Luck;
using random::Stream;

constexpr int kResidentClasses = population::kScreenClasses * kAges;
// Newcomers: sex (2) x role (6) x age.
enum Role : int { kIdlePrincipal, kWorkingPrincipal, kIdleDependant, kWorkingDependant, kStudent, kElsewhere, kRoles };
constexpr int kNewcomerClasses = scenario::kSexes * kRoles * kAges;

// Ceilings per month, the same in every scenario (assumptions with room: about twice the highest baseline hazard, more
// where a policy may raise it). They decide only how many persons are looked at, never what happens to them.
double death_ceiling(int age) { return 2e-4 + 4e-6 * std::exp(0.1 * age); }
double birth_ceiling(int sex, int age) {
  if (sex == 0 || age < 15 || age >= 50) return 0;
  return age >= 25 && age < 40 ? 0.012 : 0.004;
}
constexpr double kSeparationCeiling = 0.03;
double leave_labour_ceiling(int age) { return age < 50 ? 0.008 : 0.03; }
double enter_labour_ceiling(int age) { return age < 30 ? 0.06 : age < 65 ? 0.02 : 0.004; }
double leave_study_ceiling(int age) { return age < 15 ? 0 : age < 18 ? 0.03 : 0.15; }
constexpr double kHelperCeiling = 0.03;
constexpr double kDepartureCeiling = 0.02;   // each of the four voluntary causes

std::size_t at(int cause) { return static_cast<std::size_t>(cause); }
std::size_t at(ResidentCause cause) { return static_cast<std::size_t>(cause); }
std::size_t at(NewcomerCause cause) { return static_cast<std::size_t>(cause); }

bool works(Activity a) { return a == Activity::employed || a == Activity::self_employed; }

struct ClassHazards {
  Hazards ceiling{}, needed{};
  bool full = false;
};

// Hazards of one class of residents; `h` gives the true ones.
ClassHazards resident_class(const MonthHazards& h, State state, int age) {
  ClassHazards c;
  const int sex = state.sex();
  const auto set = [&](ResidentCause cause, double ceiling, double needed) {
    c.ceiling[at(cause)] = ceiling;
    c.needed[at(cause)] = needed;
  };
  set(ResidentCause::death, death_ceiling(age), h.death[sex][age]);
  if (state.kind() == ResidentKind::helper) {
    set(ResidentCause::helper_leaving, kHelperCeiling, h.helper_leaving);
    return c;
  }
  if (sex == 1) set(ResidentCause::birth, birth_ceiling(sex, age), h.birth[age]);
  switch (state.activity()) {
    case Activity::student:
      set(ResidentCause::leave_study, leave_study_ceiling(age), h.leave_study[sex][age]);
      c.full = state.kind() == ResidentKind::nonlocal_student;
      break;
    case Activity::inactive: set(ResidentCause::activity, enter_labour_ceiling(age), h.enter_labour[sex][age]); break;
    case Activity::unemployed: c.full = true; break;
    default:
      set(ResidentCause::separation, kSeparationCeiling, *std::max_element(h.separation.begin(), h.separation.end()));
      set(ResidentCause::activity, leave_labour_ceiling(age), h.leave_labour[sex][age]);
  }
  return c;
}

ScreenTable resident_screen(const MonthHazards& h) {
  std::vector<Hazards> ceilings(kResidentClasses), needed(kResidentClasses);
  std::vector<bool> full(kResidentClasses);
  for (int bits = 0; bits < population::kScreenClasses; ++bits) {
    State state;
    state.bits = static_cast<std::uint16_t>(bits);
    if (state.activity() == Activity::absent) continue;
    for (int age = 0; age < kAges; ++age) {
      const auto c = resident_class(h, state, age);
      const auto place = at(bits * kAges + age);
      ceilings[place] = c.ceiling;
      needed[place] = c.needed;
      full[place] = c.full;
    }
  }
  return {std::move(ceilings), needed, full};
}

ClassHazards newcomer_class(const MonthHazards& h, const scenario::Rules& rules, int sex, int role, int age) {
  ClassHazards c;
  if (role == kElsewhere) return c;
  const auto set = [&](NewcomerCause cause, double ceiling, double needed) {
    c.ceiling[at(cause)] = ceiling;
    c.needed[at(cause)] = needed;
  };
  set(NewcomerCause::death, death_ceiling(age), h.death[sex][age]);
  if (sex == 1) set(NewcomerCause::birth, birth_ceiling(sex, age), h.birth[age] * rules.demography.newcomer_birth_multiplier);
  if (role == kStudent) c.full = age >= rules.labour.child_school_leaving_age_years;
  if (role == kIdlePrincipal || role == kWorkingPrincipal) {
    const auto highest = highest_departure_hazards(rules.departure);
    for (int k = 0; k < 4; ++k) set(static_cast<NewcomerCause>(static_cast<int>(NewcomerCause::no_work) + k), kDepartureCeiling, highest[at(k)]);
  }
  if (role == kWorkingPrincipal || role == kWorkingDependant)
    set(NewcomerCause::separation, kSeparationCeiling,
        *std::max_element(h.separation.begin(), h.separation.end()) * rules.labour.separation_newcomer_factor);
  return c;
}

ScreenTable newcomer_screen(const MonthHazards& h, const scenario::Rules& rules) {
  std::vector<Hazards> ceilings(kNewcomerClasses), needed(kNewcomerClasses);
  std::vector<bool> full(kNewcomerClasses);
  for (int sex = 0; sex < scenario::kSexes; ++sex)
    for (int role = 0; role < kRoles; ++role)
      for (int age = 0; age < kAges; ++age) {
        const auto c = newcomer_class(h, rules, sex, role, age);
        const auto place = at((sex * kRoles + role) * kAges + age);
        ceilings[place] = c.ceiling;
        needed[place] = c.needed;
        full[place] = c.full;
      }
  return {std::move(ceilings), needed, full};
}

int role_of(const population::Newcomers& n, std::size_t row) {
  if (n.place[row] == Place::gone || n.place[row] == Place::waiting) return kElsewhere;
  if (n.is_principal(row)) return works(n.activity[row]) ? kWorkingPrincipal : kIdlePrincipal;
  if (n.activity[row] == Activity::student) return kStudent;
  return works(n.activity[row]) ? kWorkingDependant : kIdleDependant;
}

std::uint8_t draw_first_cause(const Luck& luck, Month now, const ScreenTable& table, std::size_t person_class,
                              population::Key key) {
  if (table.bound(person_class) >> 32) return kEveryCause;
  return table.first_cause(person_class, luck.uniform(key, now, Stream::screen_cause));
}

// Residents of the start have dense indices: four of them share one block of the generator.
std::vector<Screened> screen_residents(const City& city, const ScreenTable& table) {
  const auto& r = city.residents;
  const Month now = city.now;
  std::vector<std::uint8_t> age_of(static_cast<std::size_t>(now.index()) + 1);
  for (int birth = 0; birth <= now.index(); ++birth)
    age_of[at(birth)] = static_cast<std::uint8_t>(std::min(kAges - 1, (now.index() - birth) / 12));
  return gather<Screened>(r.size(), [&](std::vector<Screened>& passed, std::size_t begin, std::size_t end) {
    std::uint32_t block_number = 0xFFFFFFFF;
    random::Block block{};
    for (std::size_t row = begin; row < end; ++row) {
      const auto person_class = static_cast<std::size_t>(r.state[row].screen_class()) * kAges + age_of[r.birth[row]];
      const auto id = r.id[row];
      std::uint32_t word;
      if (id < r.initial) {
        if (id >> 2 != block_number) {
          block_number = id >> 2;
          block = city.luck.block(block_number, now, Stream::screen_resident);
        }
        word = block[id & 3];
      } else {
        word = city.luck.block(r.key(row), now, Stream::screen_newcomer)[0];
      }
      if (word >= table.bound(person_class)) continue;
      passed.push_back({static_cast<std::uint32_t>(row), static_cast<std::uint16_t>(person_class),
                        draw_first_cause(city.luck, now, table, person_class, r.key(row))});
    }
  });
}

std::vector<Screened> screen_newcomers(const City& city, const ScreenTable& table) {
  const auto& n = city.newcomers;
  return gather<Screened>(n.size(), [&](std::vector<Screened>& passed, std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      const int role = role_of(n, row);
      if (role == kElsewhere) continue;
      const int age = std::min(kAges - 1, n.age_years(row, city.now));
      const auto person_class = at((n.sex[row] * kRoles + role) * kAges + age);
      const auto word = city.luck.block(n.key[row], city.now, Stream::screen_newcomer)[0];
      if (word >= table.bound(person_class)) continue;
      passed.push_back({static_cast<std::uint32_t>(row), static_cast<std::uint16_t>(person_class),
                        draw_first_cause(city.luck, city.now, table, person_class, n.key[row])});
    }
  });
}

constexpr std::array<Stream, 6> kResidentStreams = {Stream::death,    Stream::birth,       Stream::separation,
                                                    Stream::activity, Stream::leave_study, Stream::helper_leaving};
constexpr std::array<Stream, 8> kNewcomerStreams = {Stream::death,         Stream::birth,          Stream::no_work,
                                                    Stream::outside_offer, Stream::family_reunion, Stream::other_reason,
                                                    Stream::separation,    Stream::activity};

}  // namespace

double cause_uniform(const MonthContext& month, const Screened& person, ResidentCause cause) {
  const auto& city = month.city;
  const int k = static_cast<int>(cause);
  if (person.first_cause != kEveryCause && k < person.first_cause) return 1;
  return month.resident_table.conditioned(
      person, k, city.luck.uniform(city.residents.key(person.row), city.now, kResidentStreams[at(k)]));
}

double cause_uniform(const MonthContext& month, const Screened& person, NewcomerCause cause) {
  const auto& city = month.city;
  const int k = static_cast<int>(cause);
  if (person.first_cause != kEveryCause && k < person.first_cause) return 1;
  return month.newcomer_table.conditioned(
      person, k, city.luck.uniform(city.newcomers.key[person.row], city.now, kNewcomerStreams[at(k)]));
}

MonthContext open_month(City& city, const scenario::Rules& rules) {
  auto hazards = month_hazards(rules, city.now);
  auto residents = resident_screen(hazards);
  auto newcomers = newcomer_screen(hazards, rules);
  auto passed_residents = screen_residents(city, residents);
  auto passed_newcomers = screen_newcomers(city, newcomers);
  return {city,
          rules,
          hazards,
          std::move(residents),
          std::move(newcomers),
          std::move(passed_residents),
          std::move(passed_newcomers)};
}

}  // namespace talentsim::phases
