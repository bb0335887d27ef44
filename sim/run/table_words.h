// SPDX-License-Identifier: MIT
// The words of tables: numbers with commas, wrapped lines, what a figure is called and means.
#pragma once

#include <cstdint>
#include <string>

namespace talentsim::run {

// 1234567 as 1,234,567.
std::string grouped(std::int64_t value);

// Lines of at most `width` characters, each indented; a list's "- " hangs.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent);

struct Words {
  std::string name, variable, definition, beside;  // beside: may be empty
};
// Of a variable or a derived figure; `variable` tells the role, or what it is computed from.
Words words_of(const std::string& figure);

}  // namespace talentsim::run
