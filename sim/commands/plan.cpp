// SPDX-License-Identifier: MIT
#include "commands/plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "commands/arguments.h"
#include "commands/say.h"
#include "ensemble/plan.h"
#include "output/pending_file.h"
#include "run/run.h"

namespace talentsim::commands {
namespace {

struct PlanArguments : ScenarioArguments {
  std::string file;
  Text output;
  bool force = false, check_all = false;
};

std::string beside(std::filesystem::path file, const char* extension) {
  return file.replace_extension(extension).string();
}

int act(const PlanArguments& arguments) {
  run::catch_signals();
  if (arguments.file.empty()) throw UsageError("DESIGN is empty (name a design file)");
  if (arguments.output && arguments.output->empty())
    throw UsageError("--output is empty (name a plan file)");
  const std::filesystem::path design = arguments.file;
  const auto name = arguments.output.value_or(design.stem().string() + ".json");
  const auto overwrite = arguments.force ? output::Overwrite::yes : output::Overwrite::no;
  const auto matrix_name = beside(name, ".matrix.csv"), salib_name = beside(name, ".salib.json");
  output::PendingFile plan_file(name, overwrite), matrix_file(matrix_name, overwrite),
      salib_file(salib_name, overwrite);
  const auto planned = ensemble::make_plan(design, arguments.overrides(), arguments.check_all);
  const auto& plan = planned.plan;
  matrix_file.write(ensemble::matrix_csv(plan));
  salib_file.write(ensemble::salib_json(planned));
  plan_file.write(ensemble::plan_json(planned));
  matrix_file.publish();
  salib_file.publish();
  plan_file.publish();
  if (!planned.left_out.empty())
    complain(
        fmt::format("talentsim: {} parameters have a prior and do not vary (they are not one "
                    "number throughout): {}",
                    planned.left_out.size(), fmt::join(planned.left_out, ", ")));
  print_out(fmt::format("{}: {} points of {} parameters in {} slices (0 to {})\n"
                        "Plan: {}\nMatrix: {}\nSALib problem: {}\n",
                        plan.title.empty() ? design.stem().string() : plan.title, plan.points(),
                        plan.paths.size(), plan.slices(), plan.slices() - 1, name, matrix_name,
                        salib_name),
            fmt::format("'{}' is complete", name));
  return kDone;
}

}  // namespace

Command add_plan(CLI::App& app) {
  auto& parser =
      *app.add_subcommand("plan", "fix the points of a sweep and share them over slices");
  const auto arguments = std::make_shared<PlanArguments>();
  parser
      .add_option("DESIGN", arguments->file, "design file (YAML, below a folder named scenarios)")
      ->required();
  arguments->add_to(parser, true, false);
  parser.add_option("-o,--output", arguments->output,
                    "plan file (default: the design's name with .json)");
  parser.add_flag("--check-all", arguments->check_all,
                  "load every point, in place of at most 24 spread over the plan");
  parser.add_flag("--force", arguments->force, "overwrite an existing plan");
  return {&parser, [arguments] { return act(*arguments); }, "one DESIGN"};
}

}  // namespace talentsim::commands
