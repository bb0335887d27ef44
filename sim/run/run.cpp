// SPDX-License-Identifier: MIT
#include "run/run.h"

#include <omp.h>

#include <algorithm>
#include <chrono>
#include <csignal>

#include "month/measure_month.h"
#include "output/results_writer.h"
#include "population/compaction.h"
#include "population/invariants.h"
#include "support/memory.h"
#include "support/parallel.h"
#include "version.h"

namespace talentsim::run {
namespace {

using Clock = std::chrono::steady_clock;

volatile std::sig_atomic_t caught_signal = 0;

extern "C" void remember_signal(int signal) { caught_signal = signal; }

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Events of one month in the order of persons, each person's own numbered as they happened.
void order(std::vector<stats::Event>& events) {
  std::stable_sort(events.begin(), events.end(), [](const stats::Event& a, const stats::Event& b) {
    return a.person < b.person;
  });
  for (std::size_t i = 1; i < events.size(); ++i)
    if (events[i].person == events[i - 1].person)
      events[i].ordinal = static_cast<std::uint16_t>(events[i - 1].ordinal + 1);
}

// The run of all replicates, one after another.
class Run {
 public:
  Run(output::ResultsWriter& writer, const scenario::Scenario& scenario, const RunOptions& options,
      const Progress& progress, int first_row)
      : scenario_(scenario),
        options_(options),
        progress_(progress),
        axes_(axes_of(scenario)),
        months_(months_of(scenario)),
        first_row_(first_row),
        writer_(writer) {
    for (const auto& scheme : scenario.timeline.front().rules.schemes)
      summary_.schemes.push_back(scheme.name);
    summary_.arrivals.resize(summary_.schemes.size());
  }

  Summary live() {
    const auto start = Clock::now();
    for (int replicate = 0; replicate < scenario_.replicates; ++replicate)
      live_replicate(replicate);
    summary_.wall_seconds = seconds_since(start);
    summary_.step_seconds = times_.seconds;
    return summary_;
  }

 private:
  void live_replicate(int replicate) {
    const auto start = Clock::now();
    auto city = population::build_city(scenario_, axes_, static_cast<std::uint32_t>(replicate),
                                       {options_.row_order, options_.events});
    summary_.build_seconds += seconds_since(start);
    for (std::size_t i = 0; i < months_.size(); ++i) {
      stop_if_asked();
      city.now = months_[i];
      live_one(city, replicate, i);
    }
    measure_cohorts(city, axes_);
    writer_.write_replicate(first_row_ + replicate, city.tallies);
    if (replicate == 0) describe(city);
  }

  void describe(const population::City& city) {
    summary_.bound_months = city.bound_months;
    summary_.footprint = population::bytes_held(city.residents, city.households);
    summary_.residents_held =
        city.stocks.residents[static_cast<std::size_t>(stats::ResidentGroup::local)];
  }

  void live_one(population::City& city, int replicate, std::size_t index) {
    const auto start = Clock::now();
    const auto& rules = scenario_.rules_at(city.now);
    city.tallies.clear();
    city.events.clear();
    city.students_converted = 0;
    const auto opening = population::opening(city);
    population::tidy(city);
    live_month(city, rules, &times_);
    if (options_.check_invariants) population::check_invariants(city, rules, opening);
    summary_.live_seconds += seconds_since(start);
    const auto before_write = Clock::now();
    order(city.events);
    if (options_.events) writer_.append_events(city.events, first_row_ + replicate);
    writer_.write_month(first_row_ + replicate, index, city.tallies);
    summary_.write_seconds += seconds_since(before_write);
    if (replicate == 0) summary_.add_month(city.now, city.tallies, scenario_.scale);
    const auto total = static_cast<int>(months_.size()) * scenario_.replicates;
    if (progress_)
      progress_(replicate * static_cast<int>(months_.size()) + static_cast<int>(index) + 1, total,
                city.now);
  }

  const scenario::Scenario& scenario_;
  const RunOptions& options_;
  const Progress& progress_;
  stats::Axes axes_;
  std::vector<Month> months_;
  int first_row_;
  output::ResultsWriter& writer_;
  Summary summary_;
  StepTimes times_;
};

}  // namespace

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
  axes.cohorts = half_years(scenario.start, scenario.end);
  axes.quantiles = rules.labour.income_quantiles;
  axes.months_since_arrival = scenario.end - scenario.start + 1;
  return axes;
}

void use_threads(int threads) {
  keep_freed_memory();
  omp_set_num_threads(threads);
  parallel_chunks(
      static_cast<std::size_t>(threads), [](std::size_t, std::size_t, std::size_t) {}, 1);
}

void stop_if_asked() {
  if (caught_signal != 0) throw Interrupted{caught_signal};
}

void catch_signals() {
  // One that the caller set to be ignored stays so: nohup, and a shell's jobs in the background.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    if (std::signal(signal, remember_signal) == SIG_IGN) std::signal(signal, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit then fails the write, with a reason, instead
                                  // of ending the program
  std::signal(SIGPIPE, SIG_IGN);  // and so does a reader of progress or summary who goes away
}

Summary live_into(output::ResultsWriter& writer, const scenario::Scenario& scenario,
                  const RunOptions& options, const Progress& progress, int first_row) {
  stop_if_asked();  // while the scenario was loaded
  return Run(writer, scenario, options, progress, first_row).live();
}

Summary run_scenario(const scenario::Scenario& scenario, const RunOptions& options,
                     const Progress& progress) {
  stop_if_asked();
  // libgomp ends the program when it cannot start a thread: let it try before the results file is
  // claimed.
  use_threads(options.threads);
  output::ResultsWriter writer(options.output, header_of(scenario, options), axes_of(scenario),
                               scenario.output.groups, months_of(scenario), scenario.replicates,
                               options.events, options.force);
  auto summary = live_into(writer, scenario, options, progress, 0);
  const auto before_finish = Clock::now();
  writer.finish(summary.wall_seconds);
  const double finishing = seconds_since(before_finish);
  summary.write_seconds += finishing;
  summary.wall_seconds += finishing;
  return summary;
}

}  // namespace talentsim::run
