// SPDX-License-Identifier: MIT
// A scenario file as a tree of nodes with their places. The only reader of YAML; everything after
// works on these trees.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/error.h"

namespace talentsim::scenario {

constexpr std::size_t kLargestFileBytes = std::size_t{8} << 20;
constexpr int kDeepestNesting = 32;
constexpr std::size_t kMostNodes = 500'000;
constexpr std::size_t kMostKeys = 4'000;      // in one mapping
constexpr std::size_t kMostProblems = 1'000;  // kept of one file

// A place in a file; lines and columns from 1.
struct Mark {
  std::shared_ptr<const std::string> file;
  int line = 0, column = 0;
};

struct Entry;

struct Node {
  enum class Kind : unsigned char { scalar, sequence, mapping };
  Kind kind = Kind::scalar;
  bool quoted = false;  // scalar written in quotes (or as a block): text, never a number
  bool broken = false;  // already reported; readers pass over it
  Mark mark;
  std::string text;            // of a scalar
  std::vector<Node> items;     // of a sequence
  std::vector<Entry> entries;  // of a mapping, in file order

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_mapping() const { return kind == Kind::mapping; }
  bool is_empty_scalar() const { return is_scalar() && !quoted && text.empty(); }
  const Node* find(std::string_view key) const;  // of a mapping; null when absent
  Node* find(std::string_view key);
};

struct Entry {
  std::string key;
  Mark key_mark;
  Node value;
};

// Same content, whatever the places.
bool same(const Node& a, const Node& b);
std::size_t count_nodes(const Node& node);
Node scalar_node(std::string text, Mark mark, bool quoted = false);
Node mapping_node(Mark mark);

// Reads YAML text. Problems are added to `problems`; nothing is returned when no tree could be
// made.
std::optional<Node> parse_tree(const std::string& text, const std::string& file,
                               std::vector<Problem>& problems);

// Valid YAML, the same for the same tree, read back by parse_tree as the same tree.
std::string print_tree(const Node& node);

}  // namespace talentsim::scenario
