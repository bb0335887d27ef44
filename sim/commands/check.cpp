// SPDX-License-Identifier: MIT
#include "commands/check.h"

#include <memory>

#include "commands/arguments.h"
#include "commands/say.h"
#include "run/check.h"
#include "run/timeline_page.h"

namespace talentsim::commands {
namespace {

struct CheckArguments : OneScenario {
  bool timeline = false;
};

int show_timeline(const CheckArguments& arguments) {
  std::vector<scenario::DatedParameters> history;
  const auto scenario = arguments.ScenarioArguments::load(arguments.file, &history);
  print_out(run::timeline_page(scenario, history.front().values), "write it elsewhere");
  return kDone;
}

int act(const CheckArguments& arguments) {
  if (arguments.timeline) return show_timeline(arguments);
  const int threads = arguments.thread_count();
  const auto scenario = arguments.load();
  print_out(scenario.resolved_yaml, "write it elsewhere");
  complain(run::check_report(scenario, threads));
  return kDone;
}

}  // namespace

Command add_check(CLI::App& app) {
  auto& parser =
      *app.add_subcommand("check", "validate a scenario and print it as resolved; runs nothing");
  const auto arguments = std::make_shared<CheckArguments>();
  arguments->add_to(parser);
  parser.add_flag("--timeline", arguments->timeline,
                  "print the dated changes of the rules instead, with old and new values and "
                  "sources");
  return {&parser, [arguments] { return act(*arguments); }, "one SCENARIO"};
}

}  // namespace talentsim::commands
