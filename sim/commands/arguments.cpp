// SPDX-License-Identifier: MIT
#include "commands/arguments.h"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <cstdlib>

#include "support/cores.h"

namespace talentsim::commands {
namespace {

constexpr std::uint64_t kLargestSeed = (1ULL << 53) - 1;  // readers of HDF5 keep it exact
constexpr int kMostReplicates = 10000;

}  // namespace

void not_whole(const char* option, const std::string& text, const std::string& least,
               const std::string& most) {
  throw UsageError(
      fmt::format("{} '{}' is not a whole number from {} to {}", option, text, least, most));
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

void ScenarioArguments::add_to(CLI::App& command, bool with_replicates, bool with_threads) {
  command.add_option("--set", set, "path=value: change one value from the start; may be repeated")
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.add_option("--seed", seed, "seed of all draws");
  command.add_option("--scale", scale, "share of the city to simulate, above 0 and at most 1");
  if (with_replicates)
    command.add_option("--replicates", replicates, "number of independent repetitions");
  command.add_flag("--draw-priors", draw_priors,
                   "each replicate draws the parameters that have a prior from it");
  command.add_option("--until", until, "last month to simulate, YYYY-MM");
  if (with_threads)
    command.add_option("--threads", threads, "threads (default: the cores this process may use)");
}

int threads_of(const Text& threads) {
  if (threads) return whole("--threads", *threads, 1, kMostThreads);
  const bool told = std::getenv("OMP_NUM_THREADS") != nullptr;
  return std::min(told ? omp_get_max_threads() : usable_cores(), kMostThreads);
}

scenario::Overrides ScenarioArguments::overrides() const {
  scenario::Overrides overrides;
  overrides.set = set;
  if (seed) overrides.seed = whole("--seed", *seed, std::uint64_t{0}, kLargestSeed);
  if (scale) overrides.scale = real("--scale", *scale);
  if (replicates) overrides.replicates = whole("--replicates", *replicates, 1, kMostReplicates);
  overrides.draw_priors = draw_priors;
  if (until) overrides.until = month("--until", *until);
  return overrides;
}

scenario::Scenario ScenarioArguments::load(const std::string& file,
                                           std::vector<scenario::DatedParameters>* history) const {
  if (file.empty()) throw UsageError("SCENARIO is empty (name a scenario file)");
  return scenario::load(file, overrides(), nullptr, history);
}

void OneScenario::add_to(CLI::App& command) {
  command.add_option("SCENARIO", file, "scenario file (YAML, below a folder named scenarios)")
      ->required();
  ScenarioArguments::add_to(command);
}

}  // namespace talentsim::commands
