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

struct Arguments {
  OneScenario scenario;
  run::RunOptions options;
  Text output, row_order;
  bool quiet = false;
};

std::string drawn_text(const ensemble::DrawnParameters& drawn) {
  auto text = fmt::format("{} parameters are drawn from their priors for each replicate",
                          drawn.columns().size());
  if (const auto left = drawn.left_out().size(); left > 0)
    text += fmt::format("; {} with a prior are not, being no single number throughout", left);
  return text + ".\n";
}

int act(Arguments& arguments) {
  run::catch_signals();
  auto& options = arguments.options;
  options.threads = arguments.scenario.thread_count();
  if (arguments.row_order)
    options.row_order = whole("--row-order", *arguments.row_order, std::uint64_t{0},
                              std::numeric_limits<std::uint64_t>::max());
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
  parser.add_option("--row-order", arguments->row_order,
                    "lay residents out in another order; results must not change");
  return {&parser, [arguments] { return act(*arguments); }, "one SCENARIO"};
}

}  // namespace talentsim::commands
