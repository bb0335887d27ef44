// SPDX-License-Identifier: MIT
#include "commands/trace.h"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "commands/arguments.h"
#include "commands/say.h"
#include "ensemble/drawn_parameters.h"
#include "run/progress.h"
#include "trace/follow.h"
#include "trace/print.h"
#include "trace/search.h"

namespace talentsim::commands {
namespace {

constexpr std::uint64_t kLargestKey = (1ULL << 53) - 1;
constexpr int kMostMatches = 1'000'000, kLastReplicate = 9999;

struct TraceArguments {
  ScenarioArguments options;
  std::string scenario, variant;
  Text person, search, limit, replicate;
};

// What both kinds of call share, read and checked.
struct Task {
  int replicate, threads;
  run::Progress progress;
};

// The scenario as the replicate lives it.
scenario::Scenario load(const ScenarioArguments& options, const std::string& file, int replicate,
                        std::vector<scenario::DatedParameters>& history) {
  auto scenario = options.load(file, &history);
  if (!scenario.draw_priors) return scenario;
  history.clear();
  return ensemble::DrawnParameters(scenario).scenario(replicate, &history);
}

// A scenario with where its rules come from.
struct Loaded {
  Loaded(const ScenarioArguments& options, const std::string& file, int replicate)
      : scenario(load(options, file, replicate, history)),
        authorities(scenario, std::move(history)) {}
  std::vector<scenario::DatedParameters> history;
  scenario::Scenario scenario;
  trace::Authorities authorities;
  const scenario::Rules& last_rules() const { return scenario.rules_at(scenario.end); }
};

trace::Life follow(const Loaded& loaded, population::Key person, const Task& task) {
  trace::Follower follower(loaded.scenario, loaded.authorities, person);
  const auto city =
      trace::live_with(loaded.scenario, task.replicate, task.threads, follower, task.progress);
  return follower.finish(city, loaded.last_rules());
}

UsageError nobody(population::Key person) {
  return UsageError(fmt::format(
      "nobody has the key {} in this run (keys go with seed, replicate, scale and scenario); "
      "--search finds keys",
      person));
}

int trace_one(const Loaded& base, population::Key person, const Task& task) {
  const auto life = follow(base, person, task);
  if (!life.found) throw nobody(person);
  print_out(trace::print(life, base.scenario, task.replicate, base.authorities),
            "write it elsewhere");
  return kDone;
}

void check_same_draws(const scenario::Scenario& base, const scenario::Scenario& variant) {
  const auto differ = [](const char* what, const auto& here, const auto& there) {
    throw UsageError(
        fmt::format("the two scenarios have different {0}s, {1} and {2} (a key names the same "
                    "person only under "
                    "one {0}) give --{0}",
                    what, here, there));
  };
  if (base.seed != variant.seed) differ("seed", base.seed, variant.seed);
  if (base.scale != variant.scale) differ("scale", base.scale, variant.scale);
}

int trace_two(const Loaded& base, const Loaded& variant, population::Key person, const Task& task) {
  check_same_draws(base.scenario, variant.scenario);
  const auto here = follow(base, person, task), there = follow(variant, person, task);
  if (!here.found && !there.found) throw nobody(person);
  const auto two = trace::put_side_by_side(here, there, base.authorities, variant.authorities);
  print_out(trace::print(here, there, two, base.scenario, variant.scenario, task.replicate,
                         base.authorities, variant.authorities),
            "write it elsewhere");
  return kDone;
}

int search(const Loaded& base, const std::string& terms, std::size_t limit, const Task& task) {
  trace::Searcher searcher(trace::parse_search(terms, base.scenario));
  const auto city =
      trace::live_with(base.scenario, task.replicate, task.threads, searcher, task.progress);
  const auto matches = searcher.matches(city, base.last_rules());
  std::string text;
  for (std::size_t i = 0; i < std::min(limit, matches.size()); ++i)
    text += fmt::format("{}  {}\n", matches[i].person, matches[i].line);
  print_out(text, "write it elsewhere");
  complain(fmt::format("{} found{}", matches.size(),
                       matches.size() > limit
                           ? fmt::format("; the first {} shown (--limit shows more)",
                                         limit == 1 ? "is" : fmt::format("{} are", limit))
                           : ""));
  return kDone;
}

int act(const TraceArguments& arguments) {
  if (arguments.person.has_value() == arguments.search.has_value())
    throw UsageError("trace needs either --person KEY or --search TERMS");
  const auto& variant_file = arguments.variant;
  if (arguments.search && !variant_file.empty())
    throw UsageError("--search takes one SCENARIO (--person compares two)");
  if (arguments.limit && !arguments.search) throw UsageError("--limit goes with --search");
  const auto person =
      arguments.person ? whole("--person", *arguments.person, std::uint64_t{0}, kLargestKey) : 0;
  const auto limit = static_cast<std::size_t>(
      arguments.limit ? whole("--limit", *arguments.limit, 1, kMostMatches) : 10);
  const Task task{
      arguments.replicate ? whole("--replicate", *arguments.replicate, 0, kLastReplicate) : 0,
      arguments.options.thread_count(), run::progress_to_stderr(isatty(STDERR_FILENO) == 0)};
  const Loaded base(arguments.options, arguments.scenario, task.replicate);
  if (arguments.search) return search(base, *arguments.search, limit, task);
  if (variant_file.empty()) return trace_one(base, person, task);
  return trace_two(base, Loaded(arguments.options, variant_file, task.replicate), person, task);
}

}  // namespace

Command add_trace(CLI::App& app) {
  auto& parser = *app.add_subcommand("trace", "tell one life, or find the keys of lives");
  const auto arguments = std::make_shared<TraceArguments>();
  parser
      .add_option("SCENARIO", arguments->scenario,
                  "scenario file (YAML, below a folder named scenarios)")
      ->required();
  parser.add_option("VARIANT", arguments->variant,
                    "second scenario: the same person's life under both");
  parser.add_option("--person", arguments->person, "key of the person, as in events files");
  parser.add_option("--search", arguments->search, trace::search_help());
  parser.add_option("--limit", arguments->limit, "most people that --search lists (default: 10)");
  parser.add_option("--replicate", arguments->replicate,
                    "which repetition, counted from 0 as in results files");
  arguments->options.add_to(parser, /*with_replicates=*/false);
  return {&parser, [arguments] { return act(*arguments); }, "one or two SCENARIOs"};
}

}  // namespace talentsim::commands
