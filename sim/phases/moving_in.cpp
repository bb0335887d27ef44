// SPDX-License-Identifier: MIT
#include "phases/moving_in.h"

#include <algorithm>

#include "phases/gather.h"
#include "population/initial_city.h"
#include "population/profile.h"
#include "population/room.h"
#include "random/many.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::Job;
using population::MovementPool;
using population::ResidentKind;
using population::State;
using random::Stream;
using random::unit;
using stats::Happening;
using stats::Measure;

constexpr int kStudentMonth = 9;  // September
constexpr int kHelperEducation =
    3;  // upper secondary, the most frequent level of helpers in the 2021 census
constexpr int kDegree = 6;

// Someone who moves in from a numbered place of a movement pool, into a household of their own.
void add_mover(City& city, population::Key key, int sex, int age, double birth_u, Activity activity,
               ResidentKind kind, int education, Job job, std::uint32_t pay) {
  auto& r = city.residents;
  const auto household = city.households.open();
  const int birth = city.now.index() - age * 12 - static_cast<int>(birth_u * 12);
  const auto row = r.append(key, household, birth, State::of(sex, activity, kind, education), job,
                            city.now.index(), pay);
  city.households.add(r, row);
  // Helpers and students have ways of leaving of their own.
  if (kind == ResidentKind::local && age >= population::kAdultAge) city.founders.push_back(row);
  city.stocks.add_resident(r, row, +1);
  city.tallies.at(Measure::movement_in) += 1;
  city.record_resident(row, Happening::moved_in);
  if (age < population::kAdultAge) city.bereaved.push_back(household);
}

std::int64_t count_of(const City& city, MovementPool pool, double mean) {
  const auto key = population::candidate_key(static_cast<std::uint32_t>(pool), city.now, 0);
  return random::count_quantile(city.luck.uniform(key, city.now, Stream::movement_count),
                                mean * city.scale, 0);
}

// A local resident who comes back, drawn by the key of a numbered place.
struct Returning {
  population::Key key;
  double birth_u;
  int sex, age, education;
  Activity activity;
  Job job;
};

Returning draw_returning(const City& city, const scenario::Rules& rules, population::Key key) {
  const auto& m = rules.movement;
  const auto words = city.luck.block(key, city.now, Stream::movement_person, 0);
  const auto more = city.luck.block(key, city.now, Stream::movement_person, 1);
  Returning p{key, unit(words[3]), 0, 0, 0, Activity::student, {}};
  p.age = population::draw_age(unit(words[0]), unit(words[1]), m.returning_ages);
  p.sex = unit(words[2]) < m.returning_female_share ? 1 : 0;
  const auto& bands = rules.initial.education[p.sex];
  if (p.age >= 15 && !bands.empty())
    p.education = population::pick(unit(more[0]),
                                   bands[static_cast<std::size_t>(std::min(14, (p.age - 15) / 5))]);
  if (p.age < population::kAdultAge) return p;
  const auto& active = rules.initial.participation[p.sex];
  const int band = p.age < 25 ? 0 : p.age >= 65 ? 9 : (p.age - 25) / 5 + 1;
  p.activity = !active.empty() && unit(more[1]) < active[static_cast<std::size_t>(band)]
                   ? Activity::unemployed
                   : Activity::inactive;
  if (p.activity == Activity::unemployed)
    p.job =
        population::draw_local_job(rules, *city.tables, p.education, unit(more[2]), unit(more[3]));
  return p;
}

void residents_return(MonthContext& month) {
  auto& city = month.city;
  const auto& m = month.rules.movement;
  const auto count = count_of(city, MovementPool::returning, m.returning_month.at(city.now));
  const auto persons = gather<Returning>(
      static_cast<std::size_t>(count),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for (std::size_t slot = begin; slot < end; ++slot)
          list.push_back(draw_returning(
              city, month.rules,
              population::candidate_key(static_cast<std::uint32_t>(MovementPool::returning),
                                        city.now, static_cast<std::uint32_t>(slot))));
      },
      1024);
  population::make_room_for_residents(city, persons.size());
  for (const auto& p : persons)
    add_mover(city, p.key, p.sex, p.age, p.birth_u, p.activity, ResidentKind::local, p.education,
              p.job, 0);
}

struct Helper {
  population::Key key;
  double birth_u;
  int age;
};

void helpers_arrive(MonthContext& month) {
  auto& city = month.city;
  const auto& rules = month.rules;
  Job job{0, 2};
  for (std::size_t s = 0; s < rules.sectors.size(); ++s)
    if (rules.sectors[s].live_in_helpers) job.sector = static_cast<std::uint8_t>(s);
  const auto count =
      count_of(city, MovementPool::helper, rules.movement.helpers_arriving_month.at(city.now));
  const auto key_of = [&](std::size_t slot) {
    return population::candidate_key(static_cast<std::uint32_t>(MovementPool::helper), city.now,
                                     static_cast<std::uint32_t>(slot));
  };
  const auto helpers = gather<Helper>(
      static_cast<std::size_t>(count),
      [&](auto& list, std::size_t begin, std::size_t end) {
        random::for_blocks(
            city.luck, city.now, Stream::movement_person, 0, end - begin,
            [&](std::size_t i) { return key_of(begin + i); },
            [&](std::size_t i, const random::Block& words) {
              list.push_back({key_of(begin + i), unit(words[3]),
                              population::draw_age(unit(words[0]), unit(words[1]),
                                                   rules.movement.helper_ages)});
            });
      },
      1024);
  if (helpers.empty()) return;  // then there may be no sector either
  const auto pay = static_cast<std::uint32_t>(rules.sectors[job.sector].pay_median_hkd_month[2]);
  population::make_room_for_residents(city, helpers.size());
  for (const auto& h : helpers)
    add_mover(city, h.key, 1, h.age, h.birth_u, Activity::employed, ResidentKind::helper,
              kHelperEducation, job, pay);
}

void students_arrive(MonthContext& month) {
  auto& city = month.city;
  if (city.now.month_of_year() != kStudentMonth) return;
  const auto& m = month.rules.movement;
  const auto count = count_of(city, MovementPool::nonlocal_student,
                              m.nonlocal_students_arriving_year.at(city.now));
  for (std::int64_t slot = 0; slot < count; ++slot) {
    const auto key =
        population::candidate_key(static_cast<std::uint32_t>(MovementPool::nonlocal_student),
                                  city.now, static_cast<std::uint32_t>(slot));
    const auto words = city.luck.block(key, city.now, Stream::movement_person, 0);
    const int age = population::draw_age(unit(words[0]), unit(words[1]), m.student_ages);
    const int sex = unit(words[2]) < 0.5 ? 0 : 1;
    add_mover(city, key, sex, age, unit(words[3]), Activity::student,
              ResidentKind::nonlocal_student, kDegree, {}, 0);
  }
}

}  // namespace

void move_in(MonthContext& month) {
  residents_return(month);
  helpers_arrive(month);
  students_arrive(month);
}

}  // namespace talentsim::phases
