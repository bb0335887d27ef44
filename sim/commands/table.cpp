// SPDX-License-Identifier: MIT
#include "commands/table.h"

#include <fmt/format.h>

#include <memory>

#include "commands/say.h"
#include "commands/table_arguments.h"
#include "run/run.h"

namespace talentsim::commands {
namespace {

constexpr int kMostPoint = 1'000'000;

struct OneTable : TableArguments {
  std::string file;
  Text point;
};

int act(const OneTable& arguments) {
  run::catch_signals();
  if (arguments.file.empty()) throw UsageError("FILE is empty (name a results file)");
  auto options = arguments.options();
  if (arguments.point) options.point = whole<int>("--point", *arguments.point, 0, kMostPoint);
  const auto csv_file = arguments.claim_csv({arguments.file});
  const auto tables = run::make_tables(arguments.file, options);
  if (arguments.csv_to_stdout()) {
    print_out(run::csv(tables), "write it elsewhere");
    return kDone;
  }
  auto text = run::print(tables, arguments.detail);
  if (csv_file) {
    csv_file->write(run::csv(tables));
    csv_file->publish();
    text += fmt::format("\nCSV: {}\n", *arguments.csv);
  }
  print_out(text,
            csv_file ? fmt::format("'{}' is complete", *arguments.csv) : "write it elsewhere");
  return kDone;
}

}  // namespace

Command add_table(CLI::App& app) {
  auto& parser =
      *app.add_subcommand("table", "print figures of a results file by period, for people");
  const auto arguments = std::make_shared<OneTable>();
  parser.add_option("FILE", arguments->file, "results file that talentsim run wrote")->required();
  parser.add_option("--point", arguments->point, "point of a merged sweep, from 0");
  arguments->add_to(parser, "an existing CSV file");
  return {&parser, [arguments] { return act(*arguments); }, "one FILE"};
}

}  // namespace talentsim::commands
