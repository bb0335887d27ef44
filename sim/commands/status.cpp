// SPDX-License-Identifier: MIT
#include "commands/status.h"

#include <memory>

#include "commands/arguments.h"
#include "commands/say.h"
#include "ensemble/slices.h"

namespace talentsim::commands {
namespace {

struct StatusArguments {
  std::string plan;
  Text folder;
};

// The option goes to stdout, ready for a command line; the count for people to stderr.
int act(const StatusArguments& arguments) {
  const auto plan = ensemble::read_plan(arguments.plan);
  const auto folder = arguments.folder ? std::filesystem::path(*arguments.folder)
                                       : ensemble::slices_folder(arguments.plan);
  const auto reports = ensemble::look_at_all(plan, folder);
  for (const auto& failure : ensemble::failures(reports)) complain(failure);
  complain(ensemble::count_text(reports));
  const auto option = ensemble::array_option(reports);
  if (!option.empty()) print_out(option + '\n', "write it elsewhere");
  return kDone;
}

}  // namespace

Command add_status(CLI::App& app) {
  auto& parser = *app.add_subcommand(
      "status", "print the slices of a plan that are not complete, as sbatch's --array option");
  const auto arguments = std::make_shared<StatusArguments>();
  parser.add_option("PLAN", arguments->plan, "plan file that talentsim plan wrote")->required();
  parser.add_option("--slices", arguments->folder,
                    "folder of the slices (default: the plan's name with .slices)");
  return {&parser, [arguments] { return act(*arguments); }, "one PLAN"};
}

}  // namespace talentsim::commands
