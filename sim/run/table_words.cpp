// SPDX-License-Identifier: MIT
#include "run/table_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <vector>

#include "output/schema.h"
#include "stats/official.h"
#include "support/error.h"

namespace talentsim::run {
namespace {

// "employed, self_employed" of the terms of a derived figure.
std::string sources_of(const stats::Derived& derived) {
  std::vector<std::string> names;
  for (const auto* terms : {&derived.above, &derived.below})
    for (const auto& term : *terms) {
      const std::string name = stats::info(term.measure).name;
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

std::string grouped(std::int64_t value) {
  const std::string digits = fmt::format("{}", std::abs(value));
  std::string text = value < 0 ? "-" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string wrapped(const std::string& text, std::size_t width, std::size_t indent) {
  const std::size_t hanging = indent + (text.starts_with("- ") ? 2 : 0);
  std::string out, line(indent, ' ');
  std::istringstream words(text);
  bool first_word = true;
  for (std::string word; words >> word;) {
    if (!first_word && line.size() + 1 + word.size() > width) {
      out += line + '\n';
      line = std::string(hanging, ' ');
      first_word = true;
    }
    line += (first_word ? "" : " ") + word;
    first_word = false;
  }
  return out + line + '\n';
}

Words words_of(const std::string& figure) {
  for (const auto& official : stats::officials()) {
    const auto& info = stats::info(official.measure);
    if (figure == info.name)
      return {official.name,
              fmt::format("{}/{}, {}", info.group, info.name, output::role_name(info.role)),
              info.definition, official.beside};
  }
  for (const auto& derived : stats::derived_figures())
    if (figure == derived.id)
      return {derived.name, fmt::format("{}, from {}", derived.id, sources_of(derived)),
              derived.definition, derived.beside};
  throw RunError(fmt::format("no words for the figure '{}' (a bug)", figure));
}

}  // namespace talentsim::run
