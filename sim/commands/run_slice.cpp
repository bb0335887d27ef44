// SPDX-License-Identifier: MIT
#include "commands/run_slice.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "commands/arguments.h"
#include "commands/say.h"
#include "ensemble/slices.h"
#include "run/run.h"

namespace talentsim::commands {
namespace {

struct RunSliceArguments {
  std::string plan;
  Text index, folder, threads;
  bool force = false, checkpoint = false, quiet = false;
};

// Where a scheduler or MPI says which task this is, in order: an array's task may also be a step
// with a process number, and every rank that mpirun starts in a batch job finds the job's own
// SLURM_PROCID, 0, in its environment.
constexpr std::array kIndexVariables = {"SLURM_ARRAY_TASK_ID", "OMPI_COMM_WORLD_RANK", "PMI_RANK",
                                        "SLURM_PROCID"};

int index_of(const RunSliceArguments& arguments, int slices) {
  if (arguments.index) return whole("INDEX", *arguments.index, 0, slices - 1);
  for (const char* name : kIndexVariables)
    if (const char* value = std::getenv(name)) return whole(name, value, 0, slices - 1);
  throw UsageError(
      "no INDEX (neither an argument nor SLURM_ARRAY_TASK_ID, OMPI_COMM_WORLD_RANK, PMI_RANK or "
      "SLURM_PROCID gives it) write the number of a slice, from 0");
}

int thread_count(const RunSliceArguments& arguments) {
  const char* given = std::getenv("SLURM_CPUS_PER_TASK");
  if (given != nullptr && !arguments.threads)
    return whole("SLURM_CPUS_PER_TASK", given, 1, kMostThreads);
  return threads_of(arguments.threads);
}

int act(const RunSliceArguments& arguments) {
  run::catch_signals();
  if (arguments.folder && arguments.folder->empty())
    throw UsageError("--slices is empty (name a folder)");
  const auto plan = ensemble::read_plan(arguments.plan);
  const int slice = index_of(arguments, plan.slices());
  const ensemble::SliceOptions options{arguments.folder ? std::filesystem::path(*arguments.folder)
                                                        : ensemble::slices_folder(arguments.plan),
                                       thread_count(arguments), arguments.force,
                                       arguments.checkpoint};
  const int first = plan.first_point(slice), end = plan.end_point(slice);
  const auto say = [&](int point) {
    if (!arguments.quiet)
      complain(fmt::format("slice {}: point {} ({} of {})", slice, point, point - first + 1,
                           end - first));
  };
  bool ran = false;
  try {
    ran = ensemble::run_slice(plan, slice, options, say);
  } catch (const run::Interrupted& stop) {
    if (!options.checkpoint) throw;
    complain(fmt::format("talentsim: stopped by signal {}; the same call goes on", stop.signal));
    return kStopped;
  }
  const auto name = ensemble::slice_file(options.folder, slice).string();
  if (!arguments.quiet)
    print_out(fmt::format("Slice {} of {}{}: {}\n", slice, plan.slices(),
                          ran ? "" : ", complete already", name),
              fmt::format("'{}' is complete", name));
  return kDone;
}

}  // namespace

Command add_run_slice(CLI::App& app) {
  auto& parser = *app.add_subcommand("run-slice", "run one slice of a plan");
  const auto arguments = std::make_shared<RunSliceArguments>();
  parser.add_option("PLAN", arguments->plan, "plan file that talentsim plan wrote")->required();
  parser.add_option("INDEX", arguments->index,
                    "number of the slice, from 0 (default: of the array task or the MPI rank)");
  parser.add_option("-o,--slices", arguments->folder,
                    "folder of the slices (default: the plan's name with .slices)");
  parser.add_option("--threads", arguments->threads,
                    "threads (default: SLURM_CPUS_PER_TASK, else the cores this process may use)");
  parser.add_flag("--force", arguments->force, "run again a slice that is there");
  parser.add_flag("--checkpoint", arguments->checkpoint,
                  "save every replicate, and go on from what an earlier call saved");
  parser.add_flag("--quiet", arguments->quiet, "print nothing");
  return {&parser, [arguments] { return act(*arguments); }, "a PLAN and an INDEX"};
}

}  // namespace talentsim::commands
