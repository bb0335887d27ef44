// SPDX-License-Identifier: MIT
#include "scenario/leaf.h"

#include <algorithm>
#include <cstring>

namespace talentsim::scenario {

const std::vector<std::string>& leaf_keys() {
  static const std::vector<std::string> keys = {"value", "unit", "prior", "source", "role", "note"};
  return keys;
}

bool is_leaf_key(const std::string& key) {
  return std::find(leaf_keys().begin(), leaf_keys().end(), key) != leaf_keys().end();
}

bool is_leaf_mapping(const Node& node) {
  return node.is_mapping() && node.find("value") != nullptr;
}

bool is_dated_values(const Node& node) {
  if (!node.is_mapping() || node.entries.empty()) return false;
  const std::string& first = node.entries.front().key;
  return !first.empty() && first[0] >= '0' && first[0] <= '9';
}

bool is_section(const Node& node) {
  return node.is_mapping() && !is_leaf_mapping(node) && !is_dated_values(node);
}

Leaf leaf_of(const Node& node) {
  if (!is_leaf_mapping(node)) return {&node};
  return {node.find("value"), node.find("unit"), node.find("prior"), node.find("source"),
          node.find("role")};
}

std::vector<std::string> source_texts(const Node& node) {
  if (node.is_scalar())
    return node.text.empty() ? std::vector<std::string>{} : std::vector<std::string>{node.text};
  std::vector<std::string> texts;
  for (const Node& item : node.items) {
    if (!item.is_scalar() || item.text.empty()) return {};
    texts.push_back(item.text);
  }
  return texts;
}

bool is_assumption(const std::vector<std::string>& sources) {
  return std::any_of(sources.begin(), sources.end(), [](const std::string& text) {
    if (!text.starts_with(kAssumption)) return false;
    const std::size_t end = std::strlen(kAssumption);
    return text.size() == end || std::strchr(" ,;:(", text[end]) != nullptr;
  });
}

}  // namespace talentsim::scenario
