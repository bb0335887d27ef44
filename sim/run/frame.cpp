// SPDX-License-Identifier: MIT
// What surrounds a run: its axes and months, the header of its results, its threads.
#include <omp.h>

#include "month/measure_month.h"
#include "run/run.h"
#include "support/memory.h"
#include "support/parallel.h"
#include "version.h"

namespace talentsim::run {

output::Header header_of(const scenario::Scenario& scenario, const RunOptions& options) {
  output::Header header;
  header.scenario_title = scenario.title;
  header.scenario_sha256 = scenario.sha256;
  header.scenario_yaml = scenario.resolved_yaml;
  header.program_version = build::kVersion;
  header.git_commit = build::kGitCommit;
  header.instruction_set = build::kInstructionSet;
  header.seed = scenario.seed;
  header.scale = scenario.scale;
  header.threads = options.threads;
  return header;
}

std::vector<Month> months_of(const scenario::Scenario& scenario) {
  std::vector<Month> months;
  for (Month m = scenario.start; m <= scenario.end; ++m) months.push_back(m);
  return months;
}

stats::Axes axes_of(const scenario::Scenario& scenario) {
  stats::Axes axes;
  const auto& rules = scenario.timeline.front().rules;
  for (const auto& scheme : rules.schemes) axes.schemes.push_back(scheme.name);
  for (const auto& sector : rules.sectors) axes.sectors.push_back(sector.name);
  axes.single_vacancies = rules.labour.matching == scenario::Matching::vacancies;
  if (axes.single_vacancies) {
    const auto& market = rules.labour.vacancy_market;
    for (const auto& channel : market.channels) axes.channels.push_back(channel.name);
    for (const auto& profession : market.professions) axes.professions.push_back(profession.name);
    axes.job_fits = stats::job_fit_names();
  }
  for (const auto& kind : rules.labour.own_account) axes.own_account_kinds.push_back(kind.name);
  axes.cohorts = half_years(scenario.start, scenario.end);
  axes.quantiles = rules.labour.income_quantiles;
  axes.months_since_arrival = scenario.end - scenario.start + 1;
  return axes;
}

void use_threads(int threads) {
  keep_freed_memory();
  // What starting the threads takes: OpenMP's list of them, and room for a message if they cannot
  // be started.
  constexpr std::size_t kThread = 256, kMessage = std::size_t{1} << 16;  // bytes
  grow_stack(kMessage + kThread * static_cast<std::size_t>(threads));
  omp_set_num_threads(threads);
  parallel_chunks(
      static_cast<std::size_t>(threads), [](std::size_t, std::size_t, std::size_t) {}, 1);
}

}  // namespace talentsim::run
