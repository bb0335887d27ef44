// SPDX-License-Identifier: MIT
#include "commands/completion.h"

#include <fmt/format.h>

#include <memory>
#include <vector>

#include "commands/completion_scripts.h"
#include "commands/say.h"
#include "scenario/catalogue.h"
#include "support/error.h"

namespace talentsim::commands {
namespace {

bool mentions(const std::string& text, const char* word) {
  return text.find(word) != std::string::npos;
}

// What stands where a value does, from the option's own words.
Value value_of(const CLI::Option& option) {
  const std::string name = option.get_name(), meaning = option.get_description(),
                    type = option.get_type_name();
  Value value;
  if (const auto open = type.find('{'); open != std::string::npos) {  // CLI::IsMember
    value.kind = Value::Kind::words;
    value.words = CLI::detail::split(type.substr(open + 1, type.find('}') - open - 1), ',');
  } else if (option.get_items_expected_max() == 0) {
    value.kind = Value::Kind::none;
  } else if (name == "--set") {
    value.kind = Value::Kind::path;
  } else if (mentions(name, "SCENARIO") || mentions(meaning, "scenario file")) {
    value.kind = Value::Kind::scenario;
  } else if (mentions(name, ".h5") || mentions(meaning, "results file")) {
    value.kind = Value::Kind::results;
  } else if (mentions(meaning, "folder")) {
    value.kind = Value::Kind::folder;
  } else if (mentions(meaning, "file")) {
    value.kind = Value::Kind::file;
  } else {
    value.kind = Value::Kind::other;
  }
  return value;
}

Word word_of(const CLI::Option& option) {
  Word word;
  for (const auto& name : option.get_snames()) word.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) word.names.push_back("--" + name);
  word.meaning = option.get_description();
  word.value = value_of(option);
  word.repeats = option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll ||
                 option.get_items_expected_max() > 1;
  return word;
}

Line line_of(const CLI::App& parser) {
  Line line{parser.get_name(), parser.get_description(), {}, {}};
  for (const CLI::Option* option : parser.get_options())
    (option->get_positional() ? line.positionals : line.options).push_back(word_of(*option));
  return line;
}

// Paths that --set takes, but those through the names of schemes, pools and sectors.
std::vector<std::string> fixed_paths() {
  std::vector<std::string> paths;
  for (const auto& row : scenario::catalogue_rows())
    if (row.path.find_first_of("*[") == std::string::npos) paths.push_back(row.path);
  return paths;
}

int act(const CLI::App& app, const std::string& shell) {
  Lines lines{line_of(app), {}, fixed_paths()};
  for (const CLI::App* command : app.get_subcommands(nullptr))
    lines.commands.push_back(line_of(*command));
  const std::vector<std::string> shells = {"bash", "zsh", "fish"};
  std::string script;
  if (shell == "bash") script = bash_completion(lines);
  if (shell == "zsh") script = zsh_completion(lines);
  if (shell == "fish") script = fish_completion(lines);
  if (script.empty())
    throw UsageError(fmt::format("shell '{}' is not known (bash, zsh and fish are)", shell) +
                     did_you_mean(shell, shells));
  print_out(script, "write it elsewhere");
  return kDone;
}

}  // namespace

Command add_completion(CLI::App& app) {
  auto& parser =
      *app.add_subcommand("completion", "print what a shell needs to complete talentsim");
  const auto shell = std::make_shared<std::string>();
  parser.add_option("SHELL", *shell, "bash, zsh or fish")->required()->type_name("{bash,zsh,fish}");
  return {&parser, [shell, &app] { return act(app, *shell); }, "one SHELL"};
}

}  // namespace talentsim::commands
