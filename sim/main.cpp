// SPDX-License-Identifier: MIT
// The command line: which command is meant, and what to say when something fails.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "commands/branch.h"
#include "commands/check.h"
#include "commands/compare.h"
#include "commands/completion.h"
#include "commands/merge.h"
#include "commands/misunderstood.h"
#include "commands/plan.h"
#include "commands/resume.h"
#include "commands/run.h"
#include "commands/run_slice.h"
#include "commands/say.h"
#include "commands/schema.h"
#include "commands/status.h"
#include "commands/table.h"
#include "commands/trace.h"
#include "run/run.h"
#include "support/error.h"
#include "version.h"

namespace {

using namespace talentsim;
using namespace talentsim::commands;

int dispatch(int argc, char** argv) {
  CLI::App app("talentsim: talent migration and integration in Hong Kong, month by month",
               "talentsim");
  app.set_version_flag("--version",
                       fmt::format("talentsim {} ({})", build::kVersion, build::kGitCommit));
  app.require_subcommand(1);
  const std::vector<Command> commands = {
      add_run(app),   add_resume(app),  add_branch(app),    add_check(app),     add_trace(app),
      add_table(app), add_compare(app), add_plan(app),      add_run_slice(app), add_status(app),
      add_merge(app), add_schema(app),  add_completion(app)};
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return explain_misunderstood(app, commands, error);
  }
  for (const auto& command : commands)
    if (command.parser->parsed()) return command.act();
  return kWrong;  // not reached: the parser requires a command
}

// A results file opened as descriptor 2 would take in every message: a caller may have closed the
// three standard ones.
void open_standard_streams() {
  int descriptor = 0;
  while (descriptor >= 0 && descriptor <= STDERR_FILENO) descriptor = ::open("/dev/null", O_RDWR);
  if (descriptor > STDERR_FILENO) ::close(descriptor);
}

int guarded(int argc, char** argv) {
  try {
    return dispatch(argc, argv);
  } catch (const ScenarioError& error) {
    complain(error.what());
    return kWrong;
  } catch (const UsageError& error) {
    complain(fmt::format("talentsim: error: {}", error.what()));
    return kWrong;
  } catch (const run::Interrupted& stop) {
    if (!stop.checkpoints.empty()) {
      complain(fmt::format("talentsim: stopped by signal {}; go on with: talentsim resume {}",
                           stop.signal, stop.checkpoints.string()));
      return kStopped;
    }
    complain(fmt::format("talentsim: stopped by signal {}; no results were written", stop.signal));
    return kSignalBase + stop.signal;
  } catch (const std::bad_alloc&) {
    complain(
        "talentsim: error: not enough memory (talentsim check estimates what is needed) use a "
        "smaller --scale");
    return kFailed;
  } catch (const std::exception& error) {
    complain(fmt::format("talentsim: error: {}", error.what()));
    return kFailed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  open_standard_streams();
  return guarded(argc, argv);
}
