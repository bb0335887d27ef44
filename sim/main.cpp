// SPDX-License-Identifier: MIT
// The command line: `talentsim run` and `talentsim check`.
#include <fmt/format.h>
#include <omp.h>

#include <CLI/CLI.hpp>

#include "run/check.h"
#include "run/progress.h"
#include "run/run.h"
#include "scenario/loader.h"
#include "support/error.h"
#include "version.h"

namespace {

using namespace talentsim;

enum ExitCode : int { kDone = 0, kFailed = 1, kWrong = 2, kSignalBase = 128 };

// Options that both commands share.
struct ScenarioArguments {
  std::string file;
  std::vector<std::string> set;
  std::optional<std::uint64_t> seed;
  std::optional<double> scale;
  std::optional<int> replicates;
  std::string until;
  int threads = omp_get_num_procs();

  void add_to(CLI::App& command) {
    command.add_option("SCENARIO", file, "scenario file (YAML, below a folder named scenarios)")->required();
    command.add_option("--set", set, "path=value: change one value from the start; may be repeated")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--seed", seed, "seed of all draws");
    command.add_option("--scale", scale, "share of the city to simulate, above 0 and at most 1");
    command.add_option("--replicates", replicates, "number of independent repetitions")->check(CLI::Range(1, 100000));
    command.add_option("--until", until, "last month to simulate, YYYY-MM");
    command.add_option("--threads", threads, "threads (default: the cores this process may use)")->check(CLI::Range(1, 1024));
  }

  scenario::Scenario load() const {
    scenario::Overrides overrides;
    overrides.set = set;
    overrides.seed = seed;
    overrides.scale = scale;
    overrides.replicates = replicates;
    if (!until.empty()) {
      overrides.until = Month::parse(until);
      if (!overrides.until)
        throw UsageError(fmt::format("--until '{}' is not a month (months are written YYYY-MM)", until));
    }
    return scenario::load(file, overrides);
  }
};

struct RunArguments {
  ScenarioArguments scenario;
  run::RunOptions options;
  bool quiet = false;
};

int run_command(RunArguments arguments) {
  const auto scenario = arguments.scenario.load();
  if (arguments.options.output.empty())
    arguments.options.output = std::filesystem::path(arguments.scenario.file).stem().string() + ".h5";
  arguments.options.threads = arguments.scenario.threads;
  run::catch_signals();
  const auto summary = run::run_scenario(scenario, arguments.options, run::progress_to_stderr(arguments.quiet));
  if (arguments.quiet) return kDone;
  fmt::print("{}Results: {}\n", run::print(summary, scenario), arguments.options.output.string());
  return kDone;
}

int check_command(const ScenarioArguments& arguments) {
  const auto scenario = arguments.load();
  fmt::print("{}", scenario.resolved_yaml);
  for (const auto& warning : run::check_warnings(scenario)) fmt::print(stderr, "note: {}\n", warning);
  const auto e = run::estimate(scenario, arguments.threads);
  fmt::print(stderr, "{}: {} to {}, scale {:g}: about {:.0f} MiB and {:.0f} s with {} threads\n", scenario.title,
             scenario.start.text(), scenario.end.text(), scenario.scale, e.memory_mib, std::max(1.0, e.seconds),
             arguments.threads);
  return kDone;
}

void add_run(CLI::App& app, RunArguments& arguments) {
  auto& command = *app.add_subcommand("run", "simulate a scenario and write its results");
  arguments.scenario.add_to(command);
  command.add_option("-o,--output", arguments.options.output, "results file (default: the scenario's name with .h5)");
  command.add_flag("--events", arguments.options.events, "also write what happened to every person");
  command.add_flag("--check-invariants", arguments.options.check_invariants, "check conservation laws every month");
  command.add_flag("--force", arguments.options.force, "overwrite an existing results file");
  command.add_flag("--quiet", arguments.quiet, "print neither progress nor summary");
  command.add_option("--row-order", arguments.options.row_order,
                     "lay residents out in another order; results must not change");
}

int dispatch(int argc, char** argv) {
  CLI::App app("talentsim: talent migration and integration in Hong Kong, month by month", "talentsim");
  app.set_version_flag("--version", fmt::format("talentsim {} ({})", build::kVersion, build::kGitCommit));
  app.require_subcommand(1);
  RunArguments run_arguments;
  ScenarioArguments check_arguments;
  add_run(app, run_arguments);
  check_arguments.add_to(*app.add_subcommand("check", "validate a scenario and print it as resolved; runs nothing"));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kWrong;
  }
  return app.got_subcommand("run") ? run_command(run_arguments) : check_command(check_arguments);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return dispatch(argc, argv);
  } catch (const talentsim::ScenarioError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return kWrong;
  } catch (const talentsim::UsageError& error) {
    fmt::print(stderr, "talentsim: error: {}\n", error.what());
    return kWrong;
  } catch (const talentsim::run::Interrupted& stop) {
    fmt::print(stderr, "talentsim: stopped by signal {}; no results were written\n", stop.signal);
    return kSignalBase + stop.signal;
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "talentsim: error: not enough memory (the whole city needs about 500 MiB) use a smaller --scale\n");
    return kFailed;
  } catch (const std::exception& error) {
    fmt::print(stderr, "talentsim: error: {}\n", error.what());
    return kFailed;
  }
}
