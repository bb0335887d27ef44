// SPDX-License-Identifier: MIT
#include "commands/table_arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace talentsim::commands {
namespace {

std::vector<std::string> printed_groups() {
  const auto& all = stats::table_names();
  return {all.begin(), all.begin() + stats::kPrintedTables};
}

// The words that an option takes, as help shows them and completion reads them.
std::string in_braces(const std::vector<std::string>& words) {
  return fmt::format("{{{}}}", fmt::join(words, ","));
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

}  // namespace

void TableArguments::add_to(CLI::App& command, const std::string& overwritten) {
  command.add_option("--by", by, "period (default: calendar-year)")
      ->type_name(in_braces(run::period_kind_names()));
  command.add_option("--group", group, "one table (default: all)")
      ->type_name(in_braces(printed_groups()));
  command.add_option("--scheme", scheme, "only figures by scheme, of this one");
  command.add_flag("--detail", detail, "also break figures down over their first axis");
  command.add_option(
      "--csv", csv,
      "write everything, broken down, as CSV to this file; - for stdout, in place of the tables");
  command.add_flag("--force", force, "overwrite " + overwritten);
}

run::TableOptions TableArguments::options() const {
  run::TableOptions options;
  if (by) options.by = static_cast<run::PeriodKind>(one_of("--by", *by, run::period_kind_names()));
  if (group)
    options.groups = {static_cast<stats::Table>(one_of("--group", *group, printed_groups()))};
  options.scheme = scheme;
  return options;
}

std::unique_ptr<output::PendingFile> TableArguments::claim(
    const char* option, const Text& name, const std::vector<std::string>& sources) const {
  if (!name) return {};
  for (const auto& source : sources) {
    std::error_code ignored;
    if (std::filesystem::equivalent(source, *name, ignored))
      throw UsageError(fmt::format(
          "{} '{}' is {} (name another)", option, *name,
          sources.size() == 1 ? "the results file itself" : "one of the results files"));
  }
  return std::make_unique<output::PendingFile>(
      *name, force ? output::Overwrite::yes : output::Overwrite::no);
}

std::unique_ptr<output::PendingFile> TableArguments::claim_csv(
    const std::vector<std::string>& sources) const {
  if (csv_to_stdout()) return {};
  if (csv && csv->empty()) throw UsageError("--csv is empty (name a file, or - for stdout)");
  return claim("--csv", csv, sources);
}

}  // namespace talentsim::commands
