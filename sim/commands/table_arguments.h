// SPDX-License-Identifier: MIT
// Options of the commands that print figures by period.
#pragma once

#include <memory>
#include <string>

#include "commands/arguments.h"
#include "output/pending_file.h"
#include "run/table.h"

namespace talentsim::commands {

struct TableArguments {
  Text by, group, scheme, csv;
  bool detail = false, force = false;

  // `overwritten`: what --force may replace, "an existing CSV file".
  void add_to(CLI::App& command, const std::string& overwritten);
  run::TableOptions options() const;
  bool csv_to_stdout() const { return csv == "-"; }
  // Claims the name of `option` first, so that nothing is computed for a file that may not be
  // written. `sources`: the results files, which it may not be.
  std::unique_ptr<output::PendingFile> claim(const char* option, const Text& name,
                                             const std::vector<std::string>& sources) const;
  std::unique_ptr<output::PendingFile> claim_csv(const std::vector<std::string>& sources) const;
};

}  // namespace talentsim::commands
