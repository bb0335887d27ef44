// SPDX-License-Identifier: MIT
#include "commands/run.h"

#include <fmt/format.h>

#include <limits>
#include <memory>

#include "commands/arguments.h"
#include "commands/live.h"
#include "run/run.h"

namespace talentsim::commands {
namespace {

constexpr int kLargestBatch = 10000, kMostMonths = 10000;

struct RunArguments {
  OneScenario scenario;
  run::RunOptions options;
  Text output, row_order, batch, folder, every;
  std::vector<std::string> until_ci;
  bool for_branches = false, quiet = false;
};

// Replicates until intervals are narrow: the number of replicates is then the most there may be.
void read_targets(RunArguments& arguments) {
  auto& options = arguments.options;
  if (arguments.batch && arguments.until_ci.empty())
    throw UsageError("--batch goes with --until-ci");
  if (arguments.batch) options.batch = whole("--batch", *arguments.batch, 2, kLargestBatch);
  for (const auto& text : arguments.until_ci) options.until.push_back(run::parse_target(text));
  if (!options.until.empty() && !arguments.scenario.replicates)
    throw UsageError("--until-ci needs --replicates (it says how many there may be at most)");
}

void read_checkpoints(RunArguments& arguments) {
  if (!arguments.folder && (arguments.every || arguments.for_branches))
    throw UsageError(fmt::format("{} goes with --checkpoint",
                                 arguments.every ? "--checkpoint-every" : "--for-branches"));
  if (arguments.folder && arguments.folder->empty())
    throw UsageError("--checkpoint is empty (name a folder)");
}

run::Manifest manifest_of(const RunArguments& arguments, const scenario::Scenario& scenario) {
  const auto& options = arguments.options;
  run::Manifest manifest;
  manifest.scenario_yaml = scenario.resolved_yaml;
  manifest.output = std::filesystem::absolute(options.output).string();
  manifest.manner = options;
  manifest.force = options.force;
  manifest.keep_cities = arguments.for_branches;
  if (arguments.every)
    manifest.every = whole("--checkpoint-every", *arguments.every, 1, kMostMonths);
  manifest.batch = options.batch;
  manifest.until = options.until;
  return manifest;
}

int act(RunArguments& arguments) {
  run::catch_signals();
  auto& options = arguments.options;
  options.threads = arguments.scenario.thread_count();
  if (arguments.row_order)
    options.row_order = whole("--row-order", *arguments.row_order, std::uint64_t{0},
                              std::numeric_limits<std::uint64_t>::max());
  read_targets(arguments);
  read_checkpoints(arguments);
  if (arguments.output && arguments.output->empty())
    throw UsageError("--output is empty (name a results file)");
  const std::filesystem::path scenario_file = arguments.scenario.file;
  options.output = arguments.output.value_or(scenario_file.stem().string() + ".h5");
  const auto scenario = arguments.scenario.load();
  if (!arguments.folder) return live(scenario, options, arguments.quiet);
  const auto checkpoints =
      run::Checkpoints::begin(*arguments.folder, manifest_of(arguments, scenario), options.force);
  options.checkpoints = checkpoints.get();
  try {
    return live(scenario, options, arguments.quiet);
  } catch (const UsageError&) {  // nothing was lived
    checkpoints->remove();
    throw;
  }
}

}  // namespace

Command add_run(CLI::App& app) {
  auto& parser = *app.add_subcommand("run", "simulate a scenario and write its results");
  const auto arguments = std::make_shared<RunArguments>();
  arguments->scenario.add_to(parser);
  parser.add_option("-o,--output", arguments->output,
                    "results file (default: the scenario's name with .h5)");
  add_live_flags(parser, arguments->options, arguments->quiet);
  parser
      .add_option("--until-ci", arguments->until_ci,
                  "FIGURE=WIDTH: add replicates, at most --replicates, until the figure's 95% "
                  "interval is at most that wide; may be repeated")
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  parser.add_option("--batch", arguments->batch,
                    "replicates between two looks at the interval (default: 10)");
  parser.add_option("--checkpoint", arguments->folder,
                    "folder from which talentsim resume goes on when the run is stopped");
  parser.add_option("--checkpoint-every", arguments->every,
                    "months between two checkpoints (default: 12)");
  parser.add_flag("--for-branches", arguments->for_branches,
                  "keep the cities of the last month in that folder, for talentsim branch");
  parser.add_option("--row-order", arguments->row_order,
                    "lay residents out in another order; results must not change");
  return {&parser, [arguments] { return act(*arguments); }, "one SCENARIO"};
}

}  // namespace talentsim::commands
