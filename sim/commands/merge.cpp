// SPDX-License-Identifier: MIT
#include "commands/merge.h"

#include <fmt/format.h>

#include <memory>

#include "commands/arguments.h"
#include "commands/say.h"
#include "ensemble/slices.h"

namespace talentsim::commands {
namespace {

struct MergeArguments {
  std::string plan;
  Text folder, output;
  bool force = false;
};

int act(const MergeArguments& arguments) {
  if (arguments.output && arguments.output->empty())
    throw UsageError("--output is empty (name a results file)");
  const auto plan = ensemble::read_plan(arguments.plan);
  const auto folder = arguments.folder ? std::filesystem::path(*arguments.folder)
                                       : ensemble::slices_folder(arguments.plan);
  const auto name =
      arguments.output.value_or(std::filesystem::path(arguments.plan).stem().string() + ".h5");
  ensemble::merge_slices(plan, folder, name, arguments.force);
  print_out(fmt::format("Results of {} points: {}\n", plan.points(), name),
            fmt::format("'{}' is complete", name));
  return kDone;
}

}  // namespace

Command add_merge(CLI::App& app) {
  auto& parser = *app.add_subcommand("merge", "put all slices of a plan into one results file");
  const auto arguments = std::make_shared<MergeArguments>();
  parser.add_option("PLAN", arguments->plan, "plan file that talentsim plan wrote")->required();
  parser.add_option("--slices", arguments->folder,
                    "folder of the slices (default: the plan's name with .slices)");
  parser.add_option("-o,--output", arguments->output,
                    "results file (default: the plan's name with .h5)");
  parser.add_flag("--force", arguments->force, "overwrite an existing results file");
  return {&parser, [arguments] { return act(*arguments); }, "one PLAN"};
}

}  // namespace talentsim::commands
