// SPDX-License-Identifier: MIT
#include "phases/first_job.h"

#include "phases/job_seekers.h"

namespace talentsim::phases {

using population::Flag;
using stats::Measure;

void count_landing(population::City& city, std::uint32_t row) {
  auto& n = city.newcomers;
  if (population::works(n.activity[row]))
    n.set(row, Flag::worked_here, true);
  else
    city.tallies.at(Measure::landed_without_work, n.scheme[row]) += 1;
}

void count_first_job(population::City& city, const scenario::Rules& rules, std::uint32_t row,
                     stats::Tallies& tallies) {
  auto& n = city.newcomers;
  const bool landed_in_run = n.arrival[row] >= city.start.index();
  if (!n.is_principal(row) || !landed_in_run || n.is(row, Flag::worked_here)) return;
  n.set(row, Flag::worked_here, true);
  const int months = city.now.index() - n.arrival[row];
  const auto band = stats::months_to_job_band(months);
  const std::size_t scheme = n.entry_scheme[row];
  tallies.at(Measure::first_jobs, scheme, band) += 1;
  tallies.at(Measure::first_job_months, scheme) += months;
  // None when the market of single vacancies came after the start.
  const auto figures = tallies.values(Measure::first_jobs_by_language);
  if (figures.empty()) return;
  const auto speaks =
      speaks_cantonese(city, rules, row) ? stats::Cantonese::speaks : stats::Cantonese::does_not;
  const auto group = scheme * stats::cantonese_names().size() + static_cast<std::size_t>(speaks);
  figures[group * stats::months_to_job_names().size() + band] += 1;
}

}  // namespace talentsim::phases
