// SPDX-License-Identifier: MIT
#include "commands/completion_scripts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace talentsim::commands {
namespace {

using Kind = Value::Kind;

// 'text' for any of the shells.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// Fish reads backslashes in single quotes.
std::string fish_quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string zsh_escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::vector<std::string> names_of(const std::vector<Word>& options) {
  std::vector<std::string> names;
  for (const Word& option : options)
    names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

// The command of the bash script that fills COMPREPLY with values of this kind; empty: nothing to
// offer.
std::string bash_values(const Value& value) {
  switch (value.kind) {
    case Kind::words:
      return fmt::format("_talentsim_words {}",
                         quoted(fmt::format("{}", fmt::join(value.words, " "))));
    case Kind::scenario:
      return "_talentsim_files '*.yaml'";
    case Kind::results:
      return "_talentsim_files '*.h5'";
    case Kind::file:
      return "_talentsim_files '*'";
    case Kind::folder:
      return "_talentsim_files ''";
    case Kind::path:
      return "_talentsim_paths";
    case Kind::none:
    case Kind::other:
      break;
  }
  return "";
}

std::string bash_command(const Line& line) {
  std::string out = fmt::format("    {})\n      case \"$previous\" in\n", line.name);
  for (const Word& option : line.options)
    if (option.value.kind != Kind::none)
      out += fmt::format("        {}) {}return ;;\n", fmt::join(option.names, "|"),
                         bash_values(option.value).empty() ? "" : bash_values(option.value) + "; ");
  out += "      esac\n";
  const std::string positional =
      line.positionals.empty() ? ":" : bash_values(line.positionals.front().value);
  out += fmt::format("      if [[ $current == -* ]]; then _talentsim_words {}; else {}; fi ;;\n",
                     quoted(fmt::format("{}", fmt::join(names_of(line.options), " "))),
                     positional.empty() ? ":" : positional);
  return out;
}

// The action of zsh's _arguments for a value of this kind.
std::string zsh_action(const Value& value) {
  switch (value.kind) {
    case Kind::words:
      return fmt::format("({})", fmt::join(value.words, " "));
    case Kind::scenario:
      return "_files -g \"*.yaml\"";
    case Kind::results:
      return "_files -g \"*.h5\"";
    case Kind::file:
      return "_files";
    case Kind::folder:
      return "_files -/";
    case Kind::path:
      return "_talentsim_paths";
    case Kind::none:
    case Kind::other:
      break;
  }
  return " ";
}

std::string zsh_option(const Word& option) {
  const std::string value =
      option.value.kind == Kind::none ? "" : fmt::format(":value:{}", zsh_action(option.value));
  std::string out;
  for (const std::string& name : option.names) {
    const std::string others =
        option.repeats ? "*" : fmt::format("({})", fmt::join(option.names, " "));
    out += " \\\n        " +
           quoted(fmt::format("{}{}[{}]{}", others, name, zsh_escaped(option.meaning), value));
  }
  return out;
}

std::string zsh_command(const Line& line) {
  std::string out = fmt::format("        {})\n          _arguments", line.name);
  for (const Word& option : line.options) out += zsh_option(option);
  for (const Word& word : line.positionals)
    out += " \\\n        " + quoted(fmt::format("{}:{}:{}", word.repeats ? "*" : "",
                                                zsh_escaped(word.meaning), zsh_action(word.value)));
  return out + " ;;\n";
}

std::string fish_option(const std::string& condition, const Word& option,
                        const std::vector<std::string>& paths) {
  std::string out = "complete -c talentsim -n " + fish_quoted(condition);
  for (const std::string& name : option.names)
    out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  const auto kind = option.value.kind;
  if (kind != Kind::none && !option.names.empty()) out += kind == Kind::file ? " -r" : " -x";
  if (kind == Kind::scenario) out += " -a '(__talentsim_files yaml)'";
  if (kind == Kind::results) out += " -a '(__talentsim_files h5)'";
  if (kind == Kind::folder) out += " -a '(__fish_complete_directories)'";
  if (kind == Kind::file) out += " -F";
  if (kind == Kind::words)
    out += " -a " + fish_quoted(fmt::format("{}", fmt::join(option.value.words, " ")));
  if (kind == Kind::path) out += " -a " + fish_quoted(fmt::format("{}", fmt::join(paths, " ")));
  return out + " -d " + fish_quoted(option.meaning) + "\n";
}

}  // namespace

std::string bash_completion(const Lines& lines) {
  std::vector<std::string> first = names_of(lines.program.options);
  std::string cases;
  for (const Line& command : lines.commands) {
    first.push_back(command.name);
    cases += bash_command(command);
  }
  return fmt::format(
      R"(# Completion of talentsim for bash, printed by `talentsim completion bash`. To load it: source this file.
_talentsim_words() {{ COMPREPLY=($(compgen -W "$1" -- "$current")); }}
_talentsim_files() {{
  local IFS=$'\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -d -- "$current") $([ -z "$1" ] || compgen -f -X "!$1" -- "$current" | while read -r name; do [ -d "$name" ] || echo "$name"; done))
}}
_talentsim_paths() {{
  compopt -o nospace 2>/dev/null
  COMPREPLY=($(compgen -S = -W "{}" -- "$current"))
}}
_talentsim() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}} command='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    if [[ ${{COMP_WORDS[i]}} != -* ]]; then command=${{COMP_WORDS[i]}}; break; fi
  done
  case "$command" in
    '') _talentsim_words {} ;;
{}  esac
}}
complete -F _talentsim talentsim
)",
      fmt::join(lines.paths, " "), quoted(fmt::format("{}", fmt::join(first, " "))), cases);
}

std::string zsh_completion(const Lines& lines) {
  std::string names, cases, options;
  for (const Line& command : lines.commands) {
    names += "\n    " + quoted(zsh_escaped(command.name) + ":" + zsh_escaped(command.meaning));
    cases += zsh_command(command);
  }
  for (const Word& option : lines.program.options) options += zsh_option(option);
  return fmt::format(
      R"(#compdef talentsim
# Completion of talentsim for zsh, printed by `talentsim completion zsh`. To load it: put it in a folder of $fpath under
# the name _talentsim, or source it after compinit.
_talentsim_paths() {{
  local -a paths=({})
  compadd -S = -a paths
}}
_talentsim() {{
  local context state line
  typeset -A opt_args
  local -a commands=({})
  _arguments -C{} \
    '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
{}      esac ;;
  esac
}}
if [ "$funcstack[1]" = _talentsim ]; then _talentsim "$@"; else compdef _talentsim talentsim; fi
)",
      fmt::join(lines.paths, " "), names, options, cases);
}

std::string fish_completion(const Lines& lines) {
  std::string out =
      "# Completion of talentsim for fish, printed by `talentsim completion fish`. To load it: put "
      "it in\n"
      "# ~/.config/fish/completions/talentsim.fish, or source it.\n"
      "function __talentsim_files  # folders, and files with this ending\n"
      "  __fish_complete_path (commandline -ct) | string match -re \"(/|[.]$argv[1])(\\t|\\$)\"\n"
      "end\n"
      "complete -c talentsim -f\n";
  std::vector<std::string> names;
  for (const Line& command : lines.commands) names.push_back(command.name);
  const std::string none = fmt::format("not __fish_seen_subcommand_from {}", fmt::join(names, " "));
  for (const Word& option : lines.program.options) out += fish_option(none, option, lines.paths);
  for (const Line& command : lines.commands) {
    out += fmt::format("complete -c talentsim -n {} -a {} -d {}\n", fish_quoted(none), command.name,
                       fish_quoted(command.meaning));
    const std::string seen = "__fish_seen_subcommand_from " + command.name;
    for (const Word& option : command.options) out += fish_option(seen, option, lines.paths);
    for (const Word& word : command.positionals) out += fish_option(seen, word, lines.paths);
  }
  return out;
}

}  // namespace talentsim::commands
