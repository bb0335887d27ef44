// SPDX-License-Identifier: MIT
#include "commands/schema.h"

#include "commands/say.h"
#include "scenario/json_schema.h"

namespace talentsim::commands {

Command add_schema(CLI::App& app) {
  auto& parser = *app.add_subcommand(
      "schema", "print the scenario format as JSON Schema (draft-07), for editors");
  return {&parser, [] {
            print_out(scenario::json_schema(), "write it elsewhere");
            return kDone;
          }};
}

}  // namespace talentsim::commands
