// SPDX-License-Identifier: MIT
#include "commands/live.h"

#include <fmt/format.h>

#include <optional>

#include "commands/command.h"
#include "commands/say.h"
#include "ensemble/drawn_parameters.h"
#include "run/progress.h"

namespace talentsim::commands {
namespace {

std::string drawn_text(const ensemble::DrawnParameters& drawn) {
  auto text = fmt::format("{} parameters are drawn from their priors for each replicate",
                          drawn.columns().size());
  if (const auto left = drawn.left_out().size(); left > 0)
    text += fmt::format("; {} with a prior are not, being no single number throughout", left);
  return text + ".\n";
}

}  // namespace

void add_live_flags(CLI::App& command, run::RunOptions& options, bool& quiet) {
  command.add_flag("--events", options.events, "also write what happened to every person");
  command.add_flag("--check-invariants", options.check_invariants,
                   "check conservation laws every month");
  command.add_flag("--force", options.force, "overwrite an existing results file");
  command.add_flag("--quiet", quiet, "print neither progress nor summary");
}

int live(const scenario::Scenario& scenario, run::RunOptions options, bool quiet) {
  std::optional<ensemble::DrawnParameters> drawn;
  if (scenario.draw_priors) {
    drawn.emplace(scenario);
    options.scenario_of = [&](int replicate) { return drawn->scenario(replicate); };
    options.annotate = [&](output::ResultsWriter& writer, int replicates) {
      drawn->write(writer, replicates);
    };
  }
  const auto summary = run::run_scenario(scenario, options, run::progress_to_stderr(quiet));
  if (quiet) return kDone;
  const auto name = options.output.string();
  print_out(fmt::format("{}{}Results: {}\n", run::print(summary, scenario),
                        drawn ? drawn_text(*drawn) : "", name),
            fmt::format("the results in '{}' are complete", name));
  return kDone;
}

}  // namespace talentsim::commands
