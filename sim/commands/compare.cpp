// SPDX-License-Identifier: MIT
#include "commands/compare.h"

#include <fmt/format.h>

#include <memory>

#include "commands/say.h"
#include "commands/table_arguments.h"
#include "ensemble/comparison.h"
#include "ensemble/comparison_file.h"
#include "ensemble/displacement.h"
#include "run/run.h"

namespace talentsim::commands {
namespace {

constexpr std::size_t kKeys = 5;  // of each kind of change, unless told

struct CompareArguments : TableArguments {
  std::string base;
  std::vector<std::string> variants;
  Text output, replicate, keys;
  bool displacement = false;

  std::vector<std::string> sources() const {
    auto files = variants;
    files.push_back(base);
    return files;
  }
};

ensemble::CompareOptions options_of(const CompareArguments& arguments) {
  ensemble::CompareOptions options;
  options.table = arguments.options();
  options.every_cell = arguments.output.has_value();
  if (arguments.replicate)
    options.replicate = whole<int>("--replicate", *arguments.replicate, 0, 1'000'000);
  return options;
}

void check_displacement(const CompareArguments& arguments) {
  const std::pair<const char*, bool> others[] = {{"-o", arguments.output.has_value()},
                                                 {"--replicate", arguments.replicate.has_value()},
                                                 {"--keys", arguments.keys.has_value()},
                                                 {"--group", arguments.group.has_value()},
                                                 {"--scheme", arguments.scheme.has_value()}};
  for (const auto& [option, given] : others)
    if (given)
      throw UsageError(fmt::format(
          "--displacement does not go with {} (it counts residents, in all replicates) leave one "
          "out",
          option));
}

int act_on_displacement(const CompareArguments& arguments) {
  check_displacement(arguments);
  const auto by = arguments.options().by;
  const auto csv_file = arguments.claim_csv(arguments.sources());
  const auto table = ensemble::displacement(arguments.base, arguments.variants, by);
  if (csv_file) {
    csv_file->write(ensemble::csv(table));
    csv_file->publish();
  }
  auto text =
      arguments.csv_to_stdout() ? ensemble::csv(table) : ensemble::print(table, arguments.detail);
  if (csv_file) text += fmt::format("\nCSV: {}\n", *arguments.csv);
  print_out(text, csv_file ? "the file named is complete" : "write it elsewhere");
  return kDone;
}

int act(const CompareArguments& arguments) {
  run::catch_signals();
  for (const auto& file : arguments.sources())
    if (file.empty()) throw UsageError("a file's name is empty (name results files)");
  if (arguments.displacement) return act_on_displacement(arguments);
  const auto options = options_of(arguments);
  const auto keys = arguments.keys
                        ? whole<std::size_t>("--keys", *arguments.keys, 0, std::size_t{1'000'000})
                        : kKeys;
  if (arguments.output && arguments.output->empty()) throw UsageError("-o is empty (name a file)");
  const auto csv_file = arguments.claim_csv(arguments.sources());
  const auto output_file = arguments.claim("-o", arguments.output, arguments.sources());
  const auto comparison = ensemble::compare(arguments.base, arguments.variants, options);
  if (output_file) ensemble::write(comparison, *output_file);
  if (csv_file) {
    csv_file->write(ensemble::csv(comparison));
    csv_file->publish();
  }
  if (arguments.csv_to_stdout()) {
    print_out(ensemble::csv(comparison), "write it elsewhere");
    return kDone;
  }
  auto text = ensemble::print(comparison, arguments.detail, keys);
  if (csv_file) text += fmt::format("\nCSV: {}\n", *arguments.csv);
  if (output_file) text += fmt::format("\nHDF5: {}\n", *arguments.output);
  print_out(text, csv_file || output_file ? "the files named are complete" : "write it elsewhere");
  return kDone;
}

}  // namespace

Command add_compare(CLI::App& app) {
  auto& parser = *app.add_subcommand(
      "compare", "paired differences between results files, with intervals, and who is affected");
  const auto arguments = std::make_shared<CompareArguments>();
  parser.add_option("BASE", arguments->base, "results file of the base")->required();
  parser
      .add_option("VARIANT", arguments->variants,
                  "results files of variants, with the base's seed, scale, months and replicates")
      ->required();
  arguments->add_to(parser, "existing CSV and HDF5 files");
  parser.add_option("-o,--output", arguments->output,
                    "write every figure, by all its axes, to this results file of differences");
  parser.add_option("--replicate", arguments->replicate,
                    "whose people are compared, from files with events (default: 0)");
  parser.add_option(
      "--keys", arguments->keys,
      fmt::format("keys of persons to name for each kind of change (default: {})", kKeys));
  parser.add_flag("--displacement", arguments->displacement,
                  "instead, whom among residents the variant takes work from and gives it to, from "
                  "files with events");
  return {&parser, [arguments] { return act(*arguments); }, "one BASE and VARIANTs"};
}

}  // namespace talentsim::commands
