// SPDX-License-Identifier: MIT
#include "commands/misunderstood.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands/say.h"
#include "support/error.h"

namespace talentsim::commands {
namespace {

std::vector<std::string> option_names(const CLI::App& parser) {
  std::vector<std::string> names;
  for (const CLI::Option* option : parser.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    for (const auto& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

// The command line as parsed so far, and the command it names, if any.
class Misunderstood {
 public:
  Misunderstood(const CLI::App& app, const std::vector<Command>& commands)
      : app_(app), commands_(commands) {
    for (const auto& command : commands)
      if (command.parser->parsed() && !command_) command_ = &command;
  }

  // What nobody asked for, a line each; the words after an unknown option may be its value and are
  // not mentioned.
  std::vector<std::string> unknown_words() const {
    const auto before = app_.remaining();
    if (!before.empty() && !is_option(before.front()))
      return {fmt::format("unknown command '{}'", before.front()) +
              did_you_mean(before.front(), command_names())};
    std::vector<std::string> options, others;
    for (const auto& word : before)
      if (is_option(word)) options.push_back(unknown_option(app_, word));
    if (!command_) return options;
    for (const auto& word : command_->parser->remaining()) {
      if (is_option(word))
        options.push_back(unknown_option(*command_->parser, word));
      else
        others.push_back(
            fmt::format("unexpected argument '{}' ({} takes {})", word, name(), command_->takes));
    }
    return options.empty() ? others : options;
  }

  // CLI11's "--seed: 1 required TEXT missing" and its like, in words.
  std::string in_words(const CLI::ParseError& error) const {
    const std::string text = error.what();
    const auto option = text.substr(0, text.find(':'));
    if (error.get_name() == "ArgumentMismatch")
      return option + (text.ends_with("missing") ? " needs a value" : " is given more than once");
    if (error.get_name() == "ConversionError") {  // of a flag; other options are read as text
      const auto start = text.find("--");
      return text.substr(start, text.find(' ', start) - start) + " takes no value";
    }
    if (error.get_name() == "RequiredError") return missing(text.substr(0, text.find(' ')));
    return text;
  }

  std::string name() const { return command_ ? command_->parser->get_name() : ""; }

 private:
  std::vector<std::string> command_names() const {
    std::vector<std::string> names;
    for (const auto& command : commands_) names.push_back(command.parser->get_name());
    return names;
  }

  std::string missing(const std::string& what) const {
    if (command_)
      return what == "SCENARIO" ? fmt::format("no SCENARIO ({} needs a file)", name())
                                : fmt::format("no {} ({} needs it)", what, name());
    auto names = command_names();
    const auto last = names.back();
    names.pop_back();
    return fmt::format("no command ({} or {})", fmt::join(names, ", "), last);
  }

  std::string unknown_option(const CLI::App& parser, const std::string& word) const {
    const auto given = word.substr(0, word.find('='));
    const auto problem = fmt::format("unknown option '{}'", given);
    for (const auto& other : commands_)
      for (const auto& known : option_names(*other.parser))
        if (known == given)
          return &parser == &app_
                     ? fmt::format("option '{}' stands before the command; write it after", given)
                     : fmt::format("{} (it belongs to talentsim {})", problem,
                                   other.parser->get_name());
    if (!given.starts_with("--")) return problem;  // one letter is like any other
    return problem + did_you_mean(given, option_names(parser));
  }

  const CLI::App& app_;
  const std::vector<Command>& commands_;
  const Command* command_ = nullptr;
};

}  // namespace

int explain_misunderstood(const CLI::App& app, const std::vector<Command>& commands,
                          const CLI::ParseError& error) {
  const Misunderstood line(app, commands);
  auto problems = line.unknown_words();
  if (problems.empty()) problems.push_back(line.in_words(error));
  for (const auto& problem : problems) complain("talentsim: error: " + problem);
  const auto name = line.name().empty() ? "" : " " + line.name();
  complain(fmt::format("talentsim{} --help lists what can be given", name));
  return kWrong;
}

}  // namespace talentsim::commands
