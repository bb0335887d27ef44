// SPDX-License-Identifier: MIT
// The command line: `talentsim run` and `talentsim check`.
#include <fcntl.h>
#include <fmt/format.h>
#include <omp.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "run/check.h"
#include "run/progress.h"
#include "run/run.h"
#include "scenario/loader.h"
#include "support/error.h"
#include "version.h"

namespace {

using namespace talentsim;

enum ExitCode : int { kDone = 0, kFailed = 1, kWrong = 2, kSignalBase = 128 };

using Text = std::optional<std::string>;  // an option as it was written, if it was

// A whole number between two bounds; CLI11's own conversion lets -1 wrap around.
template <class Number>
Number whole(const char* option, const std::string& text, Number least, Number most) {
  Number value{};
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end || value < least || value > most)
    throw UsageError(
        fmt::format("{} '{}' is not a whole number from {} to {}", option, text, least, most));
  return value;
}

double real(const char* option, const std::string& text) {
  double value = 0;
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end)
    throw UsageError(fmt::format("{} '{}' is not a number (write for example 0.01)", option, text));
  return value;
}

Month month(const char* option, const std::string& text) {
  const auto value = Month::parse(text);
  if (!value)
    throw UsageError(
        fmt::format("{} '{}' is not a month (months are written YYYY-MM)", option, text));
  return *value;
}

constexpr std::uint64_t kLargestSeed = (1ULL << 53) - 1;  // readers of HDF5 keep it exact
constexpr int kMostReplicates = 10000, kMostThreads = 1024;

// Options that both commands share.
struct ScenarioArguments {
  std::string file;
  std::vector<std::string> set;
  Text seed, scale, replicates, until, threads;

  void add_to(CLI::App& command) {
    command.add_option("SCENARIO", file, "scenario file (YAML, below a folder named scenarios)")
        ->required();
    command
        .add_option("--set", set, "path=value: change one value from the start; may be repeated")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--seed", seed, "seed of all draws");
    command.add_option("--scale", scale, "share of the city to simulate, above 0 and at most 1");
    command.add_option("--replicates", replicates, "number of independent repetitions");
    command.add_option("--until", until, "last month to simulate, YYYY-MM");
    command.add_option("--threads", threads, "threads (default: the cores this process may use)");
  }

  int thread_count() const {
    if (!threads) return std::min(omp_get_max_threads(), kMostThreads);
    return whole("--threads", *threads, 1, kMostThreads);
  }

  scenario::Scenario load() const {
    if (file.empty()) throw UsageError("SCENARIO is empty (name a scenario file)");
    scenario::Overrides overrides;
    overrides.set = set;
    if (seed) overrides.seed = whole("--seed", *seed, std::uint64_t{0}, kLargestSeed);
    if (scale) overrides.scale = real("--scale", *scale);
    if (replicates) overrides.replicates = whole("--replicates", *replicates, 1, kMostReplicates);
    if (until) overrides.until = month("--until", *until);
    return scenario::load(file, overrides);
  }
};

struct RunArguments {
  ScenarioArguments scenario;
  run::RunOptions options;
  Text output, row_order;
  bool quiet = false;
};

// Text for stdout, which may be a full disk or a pipe that nobody reads any more.
void print_out(const std::string& text, const std::string& consequence) {
  const bool printed = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  if (!printed)
    throw RunError(
        fmt::format("cannot print to stdout ({}) {}", std::strerror(errno), consequence));
}

// Text for stderr; where it cannot be written there is nobody left to tell.
void complain(const std::string& text) { std::fputs((text + '\n').c_str(), stderr); }

int run_command(RunArguments& arguments) {
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
  const auto summary =
      run::run_scenario(scenario, options, run::progress_to_stderr(arguments.quiet));
  if (arguments.quiet) return kDone;
  const auto name = options.output.string();
  print_out(fmt::format("{}Results: {}\n", run::print(summary, scenario), name),
            fmt::format("the results in '{}' are complete", name));
  return kDone;
}

int check_command(const ScenarioArguments& arguments) {
  const int threads = arguments.thread_count();
  const auto scenario = arguments.load();
  print_out(scenario.resolved_yaml, "write it elsewhere");
  complain(run::check_report(scenario, threads));
  return kDone;
}

CLI::App& add_run(CLI::App& app, RunArguments& arguments) {
  auto& command = *app.add_subcommand("run", "simulate a scenario and write its results");
  arguments.scenario.add_to(command);
  auto& options = arguments.options;
  command.add_option("-o,--output", arguments.output,
                     "results file (default: the scenario's name with .h5)");
  command.add_flag("--events", options.events, "also write what happened to every person");
  command.add_flag("--check-invariants", options.check_invariants,
                   "check conservation laws every month");
  command.add_flag("--force", options.force, "overwrite an existing results file");
  command.add_flag("--quiet", arguments.quiet, "print neither progress nor summary");
  command.add_option("--row-order", arguments.row_order,
                     "lay residents out in another order; results must not change");
  return command;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    for (const auto& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

std::string unknown_option(const CLI::App& app, const CLI::App& command, const std::string& word) {
  const auto name = word.substr(0, word.find('='));
  const auto problem = fmt::format("unknown option '{}'", name);
  for (const CLI::App* other : app.get_subcommands(nullptr))
    for (const auto& known : option_names(*other))
      if (known == name)
        return &command == &app
                   ? fmt::format("option '{}' stands before the command; write it after", name)
                   : fmt::format("{} (it belongs to talentsim {})", problem, other->get_name());
  if (!name.starts_with("--")) return problem;  // one letter is like any other
  return problem + did_you_mean(name, option_names(command));
}

// What nobody asked for, a line each; the words after an unknown option may be its value and are
// not mentioned.
std::vector<std::string> unknown_words(const CLI::App& app, const CLI::App& command) {
  const auto before = app.remaining();
  if (!before.empty() && !is_option(before.front()))
    return {fmt::format("unknown command '{}'", before.front()) +
            did_you_mean(before.front(), {"run", "check"})};
  std::vector<std::string> options, others;
  for (const auto& word : before)
    if (is_option(word)) options.push_back(unknown_option(app, app, word));
  if (&command == &app) return options;
  for (const auto& word : command.remaining()) {
    if (is_option(word))
      options.push_back(unknown_option(app, command, word));
    else
      others.push_back(fmt::format("unexpected argument '{}' ({} takes one SCENARIO)", word,
                                   command.get_name()));
  }
  return options.empty() ? others : options;
}

// CLI11's "--seed: 1 required TEXT missing" and its like, in words.
std::string in_words(const CLI::App& app, const CLI::App& command, const CLI::ParseError& error) {
  const std::string text = error.what();
  const auto option = text.substr(0, text.find(':'));
  if (error.get_name() == "ArgumentMismatch")
    return option + (text.ends_with("missing") ? " needs a value" : " is given more than once");
  if (error.get_name() == "ConversionError") {  // of a flag; the other options are read as text
    const auto start = text.find("--");
    return text.substr(start, text.find(' ', start) - start) + " takes no value";
  }
  if (error.get_name() == "RequiredError")
    return &command == &app ? "no command (run or check)"
                            : fmt::format("no SCENARIO ({} needs a file)", command.get_name());
  return text;
}

int report(const CLI::App& app, const CLI::ParseError& error) {
  const auto parsed = app.get_subcommands();
  const CLI::App& command = parsed.empty() ? app : *parsed.front();
  auto problems = unknown_words(app, command);
  if (problems.empty()) problems.push_back(in_words(app, command, error));
  for (const auto& problem : problems) complain("talentsim: error: " + problem);
  const auto name = parsed.empty() ? "" : " " + command.get_name();
  complain(fmt::format("talentsim{} --help lists what can be given", name));
  return kWrong;
}

int dispatch(int argc, char** argv) {
  CLI::App app("talentsim: talent migration and integration in Hong Kong, month by month",
               "talentsim");
  app.set_version_flag("--version",
                       fmt::format("talentsim {} ({})", build::kVersion, build::kGitCommit));
  app.require_subcommand(1);
  RunArguments run_arguments;
  ScenarioArguments check_arguments;
  const auto& run = add_run(app, run_arguments);
  check_arguments.add_to(
      *app.add_subcommand("check", "validate a scenario and print it as resolved; runs nothing"));
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return report(app, error);
  }
  return run.parsed() ? run_command(run_arguments) : check_command(check_arguments);
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
