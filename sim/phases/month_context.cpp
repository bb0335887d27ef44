// SPDX-License-Identifier: MIT
#include "phases/month_context.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "phases/departure.h"
#include "phases/gather.h"
#include "random/many.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Place;
using population::ResidentKind;
using population::State;
using population::works;
using random::Luck;
using random::Stream;

constexpr int kResidentClasses = population::kScreenClasses * kAges;
// Newcomers: sex (2) x role (6) x age.
enum Role : int {
  kIdlePrincipal,
  kWorkingPrincipal,
  kIdleDependant,
  kWorkingDependant,
  kStudent,
  kElsewhere,
  kRoles
};
constexpr int kNewcomerClasses = scenario::kSexes * kRoles * kAges;

// Ceilings per month, the same in every scenario (assumptions with room: about twice the highest
// baseline hazard, more where a policy may raise it). They decide only how many persons are looked
// at, never what happens to them.
double death_ceiling(int age) { return 2e-4 + 4e-6 * std::exp(0.1 * age); }
double birth_ceiling(int sex, int age) {
  if (sex == 0 || age < 15 || age >= 50) return 0;
  return age >= 25 && age < 40 ? 0.012 : 0.004;
}
constexpr double kSeparationCeiling = 0.016, kNewcomerSeparationCeiling = 0.02;
double leave_labour_ceiling(int age) { return age < 50 ? 0.004 : 0.03; }
double enter_labour_ceiling(int age) { return age < 30 ? 0.04 : age < 65 ? 0.012 : 0.002; }
double leave_study_ceiling(int age) {
  return age < 15 ? 0 : age < 18 ? 0.01 : age < 32 ? 0.06 : 0.1;
}
constexpr double kHelperCeiling = 0.02;
// no_work, outside_offer, family_reunion, other_reason; the first only for principals without work.
constexpr std::array<double, 4> kDepartureCeilings = {0.1, 0.012, 0.025, 0.008};

std::size_t at(int cause) { return static_cast<std::size_t>(cause); }
std::size_t at(ResidentCause cause) { return static_cast<std::size_t>(cause); }
std::size_t at(NewcomerCause cause) { return static_cast<std::size_t>(cause); }

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
    case Activity::inactive:
      set(ResidentCause::activity, enter_labour_ceiling(age), h.enter_labour[sex][age]);
      break;
    case Activity::unemployed:
      c.full = true;
      break;
    default:
      set(ResidentCause::separation, kSeparationCeiling,
          *std::max_element(h.separation.begin(), h.separation.end()));
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

ClassHazards newcomer_class(const MonthHazards& h, const scenario::Rules& rules,
                            const std::array<double, 4>& highest, int sex, int role, int age) {
  ClassHazards c;
  if (role == kElsewhere) return c;
  const auto set = [&](NewcomerCause cause, double ceiling, double needed) {
    c.ceiling[at(cause)] = ceiling;
    c.needed[at(cause)] = needed;
  };
  set(NewcomerCause::death, death_ceiling(age), h.death[sex][age]);
  if (sex == 1)
    set(NewcomerCause::birth, birth_ceiling(sex, age),
        h.birth[age] * rules.demography.newcomer_birth_multiplier);
  if (role == kStudent) c.full = age >= rules.labour.child_school_leaving_age_years;
  if (role == kIdlePrincipal || role == kWorkingPrincipal) {
    for (int k = role == kIdlePrincipal ? 0 : 1; k < 4; ++k)
      set(static_cast<NewcomerCause>(static_cast<int>(NewcomerCause::no_work) + k),
          kDepartureCeilings[at(k)], highest[at(k)]);
  }
  if (role == kWorkingPrincipal || role == kWorkingDependant)
    set(NewcomerCause::separation, kNewcomerSeparationCeiling,
        *std::max_element(h.separation.begin(), h.separation.end()) *
            rules.labour.separation_newcomer_factor);
  return c;
}

ScreenTable newcomer_screen(const MonthHazards& h, const scenario::Rules& rules) {
  const auto highest = highest_departure_hazards(rules.departure);
  std::vector<Hazards> ceilings(kNewcomerClasses), needed(kNewcomerClasses);
  std::vector<bool> full(kNewcomerClasses);
  for (int sex = 0; sex < scenario::kSexes; ++sex)
    for (int role = 0; role < kRoles; ++role)
      for (int age = 0; age < kAges; ++age) {
        const auto c = newcomer_class(h, rules, highest, sex, role, age);
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

// A passing word is uniform below the bound, so it also tells the first cause.
Screened passed_screen(const ScreenTable& table, std::size_t row, std::size_t person_class,
                       std::uint32_t word) {
  const double u = (word + 0.5) / static_cast<double>(table.bound(person_class));
  return {static_cast<std::uint32_t>(row), static_cast<std::uint16_t>(person_class),
          table.first_cause(person_class, u)};
}

constexpr std::size_t kBatch = 4 * random::kBlocksAtOnce;  // rows whose words are drawn together

// Words of a batch of residents. Residents of the start have dense indices, four of which share one
// block; a batch in dense order is drawn at once.
void resident_words(const City& city, std::size_t begin, std::size_t count,
                    std::array<std::uint32_t, kBatch>& words) {
  const auto& r = city.residents;
  if (r.dense && begin + kBatch <= r.initial)
    return random::consecutive_blocks(city.luck, static_cast<std::uint32_t>(begin / 4), city.now,
                                      Stream::screen_resident, words);
  for (std::size_t i = 0; i < count; ++i) {
    const auto id = r.id[begin + i];
    words[i] = id < r.initial
                   ? city.luck.block(id / 4, city.now, Stream::screen_resident)[id % 4]
                   : city.luck.block(r.key(begin + i), city.now, Stream::screen_newcomer)[0];
  }
}

// Bit i is set when row i of a batch passes; its class is left in `classes`. No branch, so that a
// full batch turns into vector instructions.
std::uint32_t passing_rows(const State* __restrict state, const std::uint16_t* __restrict birth,
                           const std::uint32_t* __restrict words,
                           const std::int32_t* __restrict age_of,
                           const std::uint32_t* __restrict last_word,
                           std::int32_t* __restrict classes, std::size_t count) {
  const auto look = [&](std::size_t i) {
    classes[i] = state[i].screen_class() * kAges + age_of[birth[i]];
    return static_cast<std::uint32_t>(words[i] <= last_word[classes[i]]) << i;
  };
  std::uint32_t passing = 0;
  if (count == kBatch) {
#pragma omp simd reduction(| : passing)
    for (std::uint32_t i = 0; i < kBatch; ++i) passing |= look(i);
  } else {
    for (std::size_t i = 0; i < count; ++i) passing |= look(i);
  }
  return passing;
}

std::vector<Screened> screen_residents(const City& city, const ScreenTable& table) {
  const auto& r = city.residents;
  const Month now = city.now;
  std::vector<std::int32_t> age_of(static_cast<std::size_t>(now.index()) + 1);
  for (int birth = 0; birth <= now.index(); ++birth)
    age_of[at(birth)] = std::min(kAges - 1, (now.index() - birth) / 12);
  return gather<Screened>(
      r.size(), [&](std::vector<Screened>& passed, std::size_t begin, std::size_t end) {
        std::array<std::uint32_t, kBatch> words;
        std::array<std::int32_t, kBatch> classes;
        for (std::size_t batch = begin; batch < end; batch += kBatch) {
          const auto count = std::min(kBatch, end - batch);
          resident_words(city, batch, count, words);
          auto passing = passing_rows(&r.state[batch], &r.birth[batch], words.data(), age_of.data(),
                                      table.last_words(), classes.data(), count);
          for (; passing != 0; passing &= passing - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(passing));
            passed.push_back(passed_screen(table, batch + i, at(classes[i]), words[i]));
          }
        }
      });
}

// Newcomers who have not left. Those of last month and the rows added since, so that departed rows
// cost nothing.
void refresh_active(City& city) {
  const auto& n = city.newcomers;
  auto& active = city.active;
  std::erase_if(active, [&](std::uint32_t row) { return n.place[row] == Place::gone; });
  for (auto row = static_cast<std::uint32_t>(city.active_end); row < n.size(); ++row)
    if (n.place[row] != Place::gone) active.push_back(row);
  city.active_end = n.size();
}

std::vector<Screened> screen_newcomers(const City& city, const ScreenTable& table) {
  const auto& n = city.newcomers;
  constexpr std::size_t kTogether = random::kBlocksAtOnce;
  return gather<Screened>(
      city.active.size(), [&](std::vector<Screened>& passed, std::size_t begin, std::size_t end) {
        std::array<std::uint64_t, kTogether> keys{};
        std::array<std::uint32_t, kTogether> words{};
        for (std::size_t batch = begin; batch < end; batch += kTogether) {
          const auto count = std::min(kTogether, end - batch);
          for (std::size_t i = 0; i < count; ++i) keys[i] = n.key[city.active[batch + i]];
          random::first_words(city.luck, keys, city.now, Stream::screen_newcomer, words);
          for (std::size_t i = 0; i < count; ++i) {
            const auto row = city.active[batch + i];
            const int role = role_of(n, row);
            if (role == kElsewhere) continue;
            const int age = std::min(kAges - 1, n.age_years(row, city.now));
            const auto person_class = at((n.sex[row] * kRoles + role) * kAges + age);
            if (words[i] <= table.last_word(person_class))
              passed.push_back(passed_screen(table, row, person_class, words[i]));
          }
        }
      });
}

constexpr std::array<Stream, 6> kResidentStreams = {Stream::death,       Stream::birth,
                                                    Stream::separation,  Stream::activity,
                                                    Stream::leave_study, Stream::helper_leaving};
constexpr std::array<Stream, 8> kNewcomerStreams = {
    Stream::death,          Stream::birth,        Stream::no_work,    Stream::outside_offer,
    Stream::family_reunion, Stream::other_reason, Stream::separation, Stream::activity};

}  // namespace

double cause_uniform(const MonthContext& month, const Screened& person, ResidentCause cause) {
  const auto& city = month.city;
  const int k = static_cast<int>(cause);
  if (person.first_cause != kEveryCause && k < person.first_cause) return 1;
  return month.resident_table.conditioned(
      person, k,
      city.luck.uniform(city.residents.key(person.row), city.now, kResidentStreams[at(k)]));
}

double cause_uniform(const MonthContext& month, const Screened& person, NewcomerCause cause) {
  const auto& city = month.city;
  const int k = static_cast<int>(cause);
  if (person.first_cause != kEveryCause && k < person.first_cause) return 1;
  return month.newcomer_table.conditioned(
      person, k,
      city.luck.uniform(city.newcomers.key[person.row], city.now, kNewcomerStreams[at(k)]));
}

MonthContext open_month(City& city, const scenario::Rules& rules) {
  auto hazards = month_hazards(rules, city.now);
  auto residents = resident_screen(hazards);
  auto newcomers = newcomer_screen(hazards, rules);
  refresh_active(city);
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
