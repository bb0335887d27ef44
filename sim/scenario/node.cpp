// SPDX-License-Identifier: MIT
// What can be asked of a tree, and how it is printed.
#include <fmt/core.h>

#include <algorithm>

#include "scenario/tree.h"

namespace talentsim::scenario {
namespace {

bool is_plain_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '/';
}

// Text that YAML reads as itself without quotes, in block and in flow style.
bool is_safe_plain(const std::string& text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  if (!is_plain_character(text.front()) && text.front() != '-') return false;
  if (text.front() == '-' && (text.size() == 1 || !is_plain_character(text[1]))) return false;
  if (text.starts_with("---") || text.starts_with("...")) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_plain_character(c) || c == '-' || c == '+' || c == ' ' || c == '(' || c == ')';
  });
}

bool means_null(const std::string& text) {
  return text == "null" || text == "Null" || text == "NULL" || text == "~";
}

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  return out + '"';
}

std::string scalar_text(const Node& node) {
  if (node.is_empty_scalar()) return "~";
  if (!node.quoted && is_safe_plain(node.text) && !means_null(node.text)) return node.text;
  return in_quotes(node.text);
}

std::string key_text(const std::string& key) {
  return is_safe_plain(key) && !means_null(key) ? key : in_quotes(key);
}

bool fits_one_line(const Node& node) {
  if (node.is_scalar()) return true;
  if (node.is_mapping()) return node.entries.empty();
  return std::all_of(node.items.begin(), node.items.end(), [](const Node& item) {
    return item.is_scalar() || (item.is_sequence() && fits_one_line(item));
  });
}

std::string one_line(const Node& node) {
  if (node.is_scalar()) return scalar_text(node);
  if (node.is_mapping()) return "{}";
  std::string out = "[";
  for (std::size_t i = 0; i < node.items.size(); ++i)
    out += (i > 0 ? ", " : "") + one_line(node.items[i]);
  return out + "]";
}

bool is_table(const Node& node) {
  return !node.items.empty() && std::all_of(node.items.begin(), node.items.end(),
                                            [](const Node& item) { return item.is_sequence(); });
}

void print(const Node& node, int indent, std::string& out);

// After "key:" or "-": the value on the same line when it is short, else on the following ones.
void print_value(const Node& node, int indent, std::string& out) {
  if (fits_one_line(node) && !is_table(node)) {
    out += ' ' + one_line(node) + '\n';
  } else {
    out += '\n';
    print(node, indent, out);
  }
}

void print(const Node& node, int indent, std::string& out) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  for (const Entry& entry : node.entries) {
    out += margin + key_text(entry.key) + ':';
    print_value(entry.value, indent + 2, out);
  }
  for (const Node& item : node.items) {
    out += margin + '-';
    if (!item.is_mapping() || item.entries.empty()) {
      print_value(item, indent + 2, out);
      continue;
    }
    std::string inner;  // "- key: value": the first key stands beside the dash
    print(item, indent + 2, inner);
    out += inner.substr(margin.size() + 1);
  }
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

Node* Node::find(std::string_view key) {
  return const_cast<Node*>(static_cast<const Node*>(this)->find(key));
}

bool same(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.quoted != b.quoted || a.text != b.text) return false;
  if (a.items.size() != b.items.size() || a.entries.size() != b.entries.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i)
    if (!same(a.items[i], b.items[i])) return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i)
    if (a.entries[i].key != b.entries[i].key || !same(a.entries[i].value, b.entries[i].value))
      return false;
  return true;
}

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += count_nodes(item);
  for (const Entry& entry : node.entries) count += count_nodes(entry.value);
  return count;
}

Node scalar_node(std::string text, Mark mark, bool quoted) {
  Node node;
  node.text = std::move(text);
  node.mark = std::move(mark);
  node.quoted = quoted;
  return node;
}

Node mapping_node(Mark mark) {
  Node node;
  node.kind = Node::Kind::mapping;
  node.mark = std::move(mark);
  return node;
}

std::string print_tree(const Node& node) {
  std::string out;
  if (fits_one_line(node)) return one_line(node) + '\n';
  print(node, 0, out);
  return out;
}

}  // namespace talentsim::scenario
