// SPDX-License-Identifier: MIT
#include "commands/resume.h"

#include <memory>

#include "commands/arguments.h"
#include "commands/live.h"

namespace talentsim::commands {
namespace {

struct ResumeArguments {
  std::string folder;
  Text threads;
  bool quiet = false;
};

int act(const ResumeArguments& arguments) {
  run::catch_signals();
  if (arguments.folder.empty()) throw UsageError("DIR is empty (name a folder)");
  const auto checkpoints = run::Checkpoints::open(arguments.folder, run::Checkpoints::Use::go_on);
  const auto& manifest = checkpoints->manifest();
  run::RunOptions options;
  options.threads = threads_of(arguments.threads);
  static_cast<run::Manner&>(options) = manifest.manner;
  options.output = manifest.output;
  options.force = manifest.force;
  options.batch = manifest.batch;
  options.until = manifest.until;
  options.checkpoints = checkpoints.get();
  return live(scenario::load_text(manifest.scenario_yaml, "the checkpoint's scenario"), options,
              arguments.quiet);
}

}  // namespace

Command add_resume(CLI::App& app) {
  auto& parser = *app.add_subcommand("resume", "go on with a run that was stopped");
  const auto arguments = std::make_shared<ResumeArguments>();
  parser.add_option("DIR", arguments->folder, "folder given to talentsim run --checkpoint")
      ->required();
  parser.add_option("--threads", arguments->threads,
                    "threads (default: the cores this process may use)");
  parser.add_flag("--quiet", arguments->quiet, "print neither progress nor summary");
  return {&parser, [arguments] { return act(*arguments); }, "one DIR"};
}

}  // namespace talentsim::commands
