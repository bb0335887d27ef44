// SPDX-License-Identifier: MIT
#include "commands/run.h"

#include <fmt/format.h>

#include <limits>
#include <memory>

#include "commands/arguments.h"
#include "commands/say.h"
#include "ensemble/drawn_parameters.h"
#include "run/progress.h"
#include "run/run.h"

namespace talentsim::commands {
namespace {

constexpr int kLargestBatch = 10000;

struct Arguments {
  OneScenario scenario;
  run::RunOptions options;
  Text output, row_order, batch;
  std::vector<std::string> until_ci;
  bool quiet = false;
};

std::string drawn_text(const ensemble::DrawnParameters& drawn) {
  auto text = fmt::format("{} parameters are drawn from their priors for each replicate",
                          drawn.columns().size());
  if (const auto left = drawn.left_out().size(); left > 0)
    text += fmt::format("; {} with a prior are not, being no single number throughout", left);
  return text + ".\n";
}

// Replicates until intervals are narrow: the number of replicates is then the most there may be.
void read_targets(Arguments& arguments) {
  auto& options = arguments.options;
  if (arguments.batch && arguments.until_ci.empty())
    throw UsageError("--batch goes with --until-ci");
  if (arguments.batch) options.batch = whole("--batch", *arguments.batch, 2, kLargestBatch);
  for (const auto& text : arguments.until_ci) options.until.push_back(run::parse_target(text));
  if (!options.until.empty() && !arguments.scenario.replicates)
    throw UsageError("--until-ci needs --replicates (it says how many there may be at most)");
}

int act(Arguments& arguments) {
  run::catch_signals();
  auto& options = arguments.options;
  options.threads = arguments.scenario.thread_count();
  if (arguments.row_order)
    options.row_order = whole("--row-order", *arguments.row_order, std::uint64_t{0},
                              std::numeric_limits<std::uint64_t>::max());
  read_targets(arguments);
  if (arguments.output && arguments.output->empty())
    throw UsageError("--output is empty (name a results file)");
  const std::filesystem::path scenario_file = arguments.scenario.file;
  options.output = arguments.output.value_or(scenario_file.stem().string() + ".h5");
  const auto scenario = arguments.scenario.load();
  std::optional<ensemble::DrawnParameters> drawn;
  if (scenario.draw_priors) {
    drawn.emplace(scenario);
    options.scenario_of = [&](int replicate) { return drawn->scenario(replicate); };
    options.annotate = [&](output::ResultsWriter& writer, int replicates) {
      drawn->write(writer, replicates);
    };
  }
  const auto summary =
      run::run_scenario(scenario, options, run::progress_to_stderr(arguments.quiet));
  if (arguments.quiet) return kDone;
  const auto name = options.output.string();
  print_out(fmt::format("{}{}Results: {}\n", run::print(summary, scenario),
                        drawn ? drawn_text(*drawn) : "", name),
            fmt::format("the results in '{}' are complete", name));
  return kDone;
}

}  // namespace

Command add_run(CLI::App& app) {
  auto& parser = *app.add_subcommand("run", "simulate a scenario and write its results");
  const auto arguments = std::make_shared<Arguments>();
  arguments->scenario.add_to(parser);
  auto& options = arguments->options;
  parser.add_option("-o,--output", arguments->output,
                    "results file (default: the scenario's name with .h5)");
  parser.add_flag("--events", options.events, "also write what happened to every person");
  parser.add_flag("--check-invariants", options.check_invariants,
                  "check conservation laws every month");
  parser.add_flag("--force", options.force, "overwrite an existing results file");
  parser.add_flag("--quiet", arguments->quiet, "print neither progress nor summary");
  parser
      .add_option("--until-ci", arguments->until_ci,
                  "FIGURE=WIDTH: add replicates, at most --replicates, until the figure's 95% "
                  "interval is at most that wide; may be repeated")
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  parser.add_option("--batch", arguments->batch,
                    "replicates between two looks at the interval (default: 10)");
  parser.add_option("--row-order", arguments->row_order,
                    "lay residents out in another order; results must not change");
  return {&parser, [arguments] { return act(*arguments); }, "one SCENARIO"};
}

}  // namespace talentsim::commands
