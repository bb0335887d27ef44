// SPDX-License-Identifier: MIT
#include "commands/branch.h"

#include <fmt/format.h>

#include <memory>
#include <set>

#include "commands/arguments.h"
#include "commands/live.h"
#include "scenario/first_difference.h"

namespace talentsim::commands {
namespace {

namespace fs = std::filesystem;

struct BranchArguments {
  ScenarioArguments scenario;
  run::RunOptions options;
  std::string past;
  std::vector<std::string> variants;
  Text output;
  bool quiet = false;
};

struct Past {
  std::unique_ptr<run::Checkpoints> checkpoints;
  scenario::Scenario scenario;
};

struct Variant {
  scenario::Scenario scenario;
  fs::path output;
};

Past open_past(const BranchArguments& arguments) {
  Past past;
  past.checkpoints = run::Checkpoints::open(arguments.past, run::Checkpoints::Use::read);
  const auto& manifest = past.checkpoints->manifest();
  if (!manifest.keep_cities)
    throw UsageError(
        fmt::format("'{}' keeps no cities to branch from (its run was not asked to) run "
                    "the past with --checkpoint and --for-branches",
                    arguments.past));
  if (arguments.options.events && !manifest.manner.events)
    throw UsageError(fmt::format("'{}' has no events (its run had no --events) leave out --events",
                                 arguments.past));
  past.scenario = scenario::load_text(manifest.scenario_yaml, "the past");
  past.checkpoints->use(past.scenario);
  past.checkpoints->check_complete(past.scenario);
  return past;
}

// Seed, scale and replicates are those of the past unless they are given.
scenario::Scenario load(const BranchArguments& arguments, const Past& past,
                        const std::string& file) {
  auto overrides = arguments.scenario.overrides();
  if (!overrides.seed) overrides.seed = past.scenario.seed;
  if (!overrides.scale) overrides.scale = past.scenario.scale;
  if (!overrides.replicates) overrides.replicates = past.scenario.replicates;
  if (file.empty()) throw UsageError("VARIANT is empty (name a scenario file)");
  return scenario::load(file, overrides);
}

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw UsageError(fmt::format("'{}' is no future of that past ({})", file, why));
}

void check_frame(const std::string& file, const scenario::Scenario& past,
                 const scenario::Scenario& variant) {
  const auto same = [&](const char* what, const auto& there, const auto& here) {
    if (there != here) refuse(file, fmt::format("{} {}, not {}", what, here, there));
  };
  same("seed", past.seed, variant.seed);
  same("scale", past.scale, variant.scale);
  same("it starts in", past.start.text(), variant.start.text());
  same("months of burn-in", past.burn_in_months, variant.burn_in_months);
  same("draw_priors", past.draw_priors, variant.draw_priors);
  if (variant.replicates > past.replicates)
    refuse(file,
           fmt::format("{} replicates, the past has {}", variant.replicates, past.replicates));
  if (variant.end < past.end)
    refuse(file, fmt::format("it ends in {}, the past in {}", variant.end.text(), past.end.text()));
}

void check_past(const std::string& file, const scenario::Scenario& past,
                const scenario::Scenario& variant) {
  check_frame(file, past, variant);
  const auto found = scenario::first_difference(past.resolved_yaml, variant.resolved_yaml,
                                                past.lived_from(), past.end);
  if (!found) return;
  const auto word = [](const std::string& text) { return text.empty() ? "nothing" : text; };
  refuse(file,
         fmt::format("already in {} {} is {}, not {}; the past ends in {}", found->month.text(),
                     found->path, word(found->two), word(found->one), past.end.text()));
}

std::vector<Variant> load_variants(const BranchArguments& arguments, const Past& past) {
  std::vector<Variant> variants;
  std::set<fs::path> outputs;
  for (const auto& file : arguments.variants) {
    Variant variant{load(arguments, past, file), fs::path(arguments.output.value_or(".")) /
                                                     (fs::path(file).stem().string() + ".h5")};
    if (!outputs.insert(variant.output).second)
      throw UsageError(
          fmt::format("two variants would write '{}' (results are named after the "
                      "scenario files) branch them one by one",
                      variant.output.string()));
    check_past(file, past.scenario, variant.scenario);
    variants.push_back(std::move(variant));
  }
  return variants;
}

int act(BranchArguments& arguments) {
  run::catch_signals();
  if (arguments.output && arguments.output->empty())
    throw UsageError("--output is empty (name a folder)");
  const auto past = open_past(arguments);
  const auto variants = load_variants(arguments, past);
  auto options = arguments.options;
  options.threads = arguments.scenario.thread_count();
  options.past = past.checkpoints.get();
  for (const auto& variant : variants) {
    options.output = variant.output;
    live(variant.scenario, options, arguments.quiet);
  }
  return kDone;
}

}  // namespace

Command add_branch(CLI::App& app) {
  auto& parser = *app.add_subcommand("branch", "live several futures of one simulated past");
  const auto arguments = std::make_shared<BranchArguments>();
  parser
      .add_option("PAST", arguments->past,
                  "folder of a run with --checkpoint and --for-branches, that is complete")
      ->required();
  parser.add_option("VARIANT", arguments->variants, "scenario files that agree with the past")
      ->required();
  arguments->scenario.add_to(parser);
  parser.add_option("-o,--output", arguments->output,
                    "folder of the results, which are named after the variants (default: here)");
  add_live_flags(parser, arguments->options, arguments->quiet);
  return {&parser, [arguments] { return act(*arguments); }, "a PAST and VARIANTs"};
}

}  // namespace talentsim::commands
