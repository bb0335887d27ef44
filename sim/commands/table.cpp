// SPDX-License-Identifier: MIT
#include "commands/table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>

#include "commands/arguments.h"
#include "commands/say.h"
#include "output/pending_file.h"
#include "run/run.h"
#include "run/table.h"

namespace talentsim::commands {
namespace {

struct Arguments {
  std::string file;
  Text by, group, scheme, csv;
  bool detail = false, force = false;
};

std::vector<std::string> printed_groups() {
  const auto& all = stats::table_names();
  return {all.begin(), all.begin() + stats::kPrintedTables};
}

// Place of a word in a list of those known.
std::size_t one_of(const char* option, const std::string& word,
                   const std::vector<std::string>& known) {
  const auto found = std::find(known.begin(), known.end(), word);
  if (found == known.end())
    throw UsageError(fmt::format("{} '{}' is not known (one of {}){}", option, word,
                                 fmt::join(known, ", "), did_you_mean(word, known)));
  return static_cast<std::size_t>(found - known.begin());
}

run::TableOptions options_of(const Arguments& arguments) {
  run::TableOptions options;
  if (arguments.by)
    options.by =
        static_cast<run::PeriodKind>(one_of("--by", *arguments.by, run::period_kind_names()));
  if (arguments.group)
    options.groups = {
        static_cast<stats::Table>(one_of("--group", *arguments.group, printed_groups()))};
  options.scheme = arguments.scheme;
  return options;
}

// Claims the name first, so that nothing is computed for a file that may not be written.
void write_csv(output::PendingFile& file, const std::string& text) {
  std::ofstream stream(file.temporary(), std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream)
    throw RunError(fmt::format("cannot write '{}' ({}) free some space there or write elsewhere",
                               file.temporary().string(), std::strerror(errno)));
  file.publish();
}

int act(const Arguments& arguments) {
  run::catch_signals();
  if (arguments.file.empty()) throw UsageError("FILE is empty (name a results file)");
  const auto options = options_of(arguments);
  const bool csv_to_stdout = arguments.csv == "-";
  std::unique_ptr<output::PendingFile> csv_file;
  if (arguments.csv && !csv_to_stdout) {
    if (arguments.csv->empty()) throw UsageError("--csv is empty (name a file, or - for stdout)");
    std::error_code ignored;
    if (std::filesystem::equivalent(arguments.file, *arguments.csv, ignored))
      throw UsageError(
          fmt::format("--csv '{}' is the results file itself (name another)", *arguments.csv));
    csv_file = std::make_unique<output::PendingFile>(
        *arguments.csv, arguments.force ? output::Overwrite::yes : output::Overwrite::no);
  }
  const auto tables = run::make_tables(arguments.file, options);
  if (csv_to_stdout) {
    print_out(run::csv(tables), "write it elsewhere");
    return kDone;
  }
  auto text = run::print(tables, arguments.detail);
  if (csv_file) {
    write_csv(*csv_file, run::csv(tables));
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
  const auto arguments = std::make_shared<Arguments>();
  parser.add_option("FILE", arguments->file, "results file that talentsim run wrote")->required();
  parser.add_option("--by", arguments->by,
                    fmt::format("period: {} (default: calendar-year)",
                                fmt::join(run::period_kind_names(), ", ")));
  parser.add_option("--group", arguments->group,
                    fmt::format("one table: {} (default: all)", fmt::join(printed_groups(), ", ")));
  parser.add_option("--scheme", arguments->scheme, "only figures by scheme, of this one");
  parser.add_flag("--detail", arguments->detail, "also break figures down over their first axis");
  parser.add_option("--csv", arguments->csv,
                    "write everything, broken down, as CSV to this file; - for stdout, in place of "
                    "the tables");
  parser.add_flag("--force", arguments->force, "overwrite an existing CSV file");
  return {&parser, [arguments] { return act(*arguments); }, "one FILE"};
}

}  // namespace talentsim::commands
