// SPDX-License-Identifier: MIT
// Scalars read strictly: a number, a flag or a month has one spelling each, so that no YAML version
// changes a meaning.
#pragma once

#include <string>
#include <variant>

#include "scenario/tree.h"
#include "support/month.h"

namespace talentsim::scenario {

// What was read, or why it cannot be read: "'yes' is not true or false (...); write true".
template <typename T>
struct Reading {
  T value{};
  std::string problem;  // empty: read
  explicit operator bool() const { return problem.empty(); }
};

Reading<double> read_number(const Node& node);
Reading<bool> read_flag(const Node& node);
Reading<Month> read_month(const Node& node);
Reading<std::string> read_text(const Node& node);

// "a list", "a mapping", "the text 'abc'": how a node is called in a message.
std::string what_is(const Node& node);
// "1 row", "2 rows".
std::string counted(std::size_t count, std::string_view noun);
// A number as people write it: shortest text that reads back as the same number.
std::string number_text(double value);

}  // namespace talentsim::scenario
