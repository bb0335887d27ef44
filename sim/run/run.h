// SPDX-License-Identifier: MIT
// A run: build the city, live the months, write the results.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "output/results_writer.h"
#include "run/checkpoints.h"
#include "run/replicate.h"
#include "run/summary.h"
#include "run/until_ci.h"
#include "scenario/scenario.h"

namespace talentsim::run {

struct RunOptions : Manner {
  std::filesystem::path output;
  int threads = 1;
  bool force = false;
  // With targets, replicates end after the batch that reaches them all, at the latest with the
  // scenario's number of them.
  std::vector<Target> until;
  int batch = 10;
  // Where the run can go on from when it is stopped; null: nowhere.
  Checkpoints* checkpoints = nullptr;
  // Replicates live on from the cities kept here, under the scenario; null: from its start.
  const Checkpoints* past = nullptr;
  // The scenario that a replicate lives; empty: the run's own. Called by several threads.
  std::function<scenario::Scenario(int replicate)> scenario_of;
  // Adds to the results what belongs to the replicates; called before they are finished.
  std::function<void(output::ResultsWriter&, int replicates)> annotate;
};

// A signal asked the run to stop; no results were written.
struct Interrupted {
  int signal;
  std::filesystem::path checkpoints{};  // from which it can go on; empty: from nowhere
};

// Called after each month with the months done and their total over all replicates, by one thread
// at a time.
using Progress = std::function<void(int done, int total, Month month)>;

// Throws ScenarioError, UsageError, RunError or Interrupted. On return the results file is complete
// under its name.
Summary run_scenario(const scenario::Scenario& scenario, const RunOptions& options,
                     const Progress& progress);

// The same into a file that is open, its replicates from `first_row` on; the file stays unfinished.
// options.output and options.force are not read.
Summary live_into(output::ResultsWriter& writer, const scenario::Scenario& scenario,
                  const RunOptions& options, const Progress& progress, int first_row);

output::Header header_of(const scenario::Scenario& scenario, const RunOptions& options);
std::vector<Month> months_of(const scenario::Scenario& scenario);

// Threads for everything that follows.
void use_threads(int threads);

stats::Axes axes_of(const scenario::Scenario& scenario);

// Lets SIGINT, SIGTERM, SIGHUP and SIGUSR1 stop a run between two months. Call it before loading
// the scenario.
void catch_signals();
bool asked_to_stop();
void stop_if_asked();  // throws Interrupted once such a signal has come

}  // namespace talentsim::run
