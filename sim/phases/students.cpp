// SPDX-License-Identifier: MIT
#include "phases/students.h"

#include <algorithm>

#include "phases/gather.h"
#include "phases/residents_leave.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::City;
using population::ResidentKind;

// Hazard of a course's end this month: none before the shortest course, then constant so that the
// mean is met, shaped by the months in which courses end.
double course_end_hazard(const MonthContext& month, const scenario::Pool& pool, std::uint32_t row) {
  const auto& m = month.rules.movement;
  const int months = month.city.now.index() - month.city.residents.since[row];
  if (months < m.course_months_min) return 0;
  const double season =
      pool.season.empty()
          ? 1
          : pool.season[static_cast<std::size_t>(month.city.now.month_of_year() - 1)];
  return season / std::max(1.0, m.course_months_mean - m.course_months_min);
}

}  // namespace

std::vector<std::uint32_t> graduating_students(MonthContext& month, int pool_index) {
  auto& city = month.city;
  const auto& pool = month.rules.pools[static_cast<std::size_t>(pool_index)];
  auto rows = gather<std::uint32_t>(
      month.residents.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        const auto& r = city.residents;
        for_residents(
            month, begin, end,
            [](const Screened& person) {
              const auto state = class_state(person);
              return (state.kind() == ResidentKind::nonlocal_student) &
                     (state.activity() == Activity::student);
            },
            [&](const Screened& person, const CauseUniforms& uniforms) {
              if (!r.present(person.row)) return;
              const double hazard = course_end_hazard(month, pool, person.row);
              if (hazard > 0 && random::moment(uniforms(ResidentCause::leave_study), hazard) < 1)
                list.push_back(person.row);
            });
      },
      4096);
  for (const auto row : rows) {
    city.residents.state[row].set_activity(Activity::inactive);
    city.record_resident(row, stats::Happening::left_study);
  }
  return rows;
}

void release_student(City& city, std::uint32_t row) { move_out(city, row); }

std::optional<Month> convert_student(City& city, std::uint32_t row) {
  auto& r = city.residents;
  if (!r.present(row)) return {};
  const Month since(r.since[row]);
  population::ResidentEdit edit(city.stocks, r, row);
  r.state[row].set_activity(Activity::absent);
  city.bereaved.push_back(r.household[row]);
  ++city.students_converted;
  return since;
}

}  // namespace talentsim::phases
