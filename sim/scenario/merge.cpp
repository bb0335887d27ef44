// SPDX-License-Identifier: MIT
#include "scenario/merge.h"

#include <algorithm>

#include "scenario/header.h"
#include "scenario/leaf.h"
#include "scenario/scalars.h"

namespace talentsim::scenario {
namespace {

bool is_remark(const std::string& key) { return key == "source" || key == "note"; }

Node without_remarks(Node node) {
  std::erase_if(node.entries, [](const Entry& e) { return is_remark(e.key); });
  return node;
}

bool same_value(const Node& current, const Node& incoming) {
  const Node& value = *leaf_of(current).value;
  if (value.is_scalar() && incoming.is_scalar()) {
    const auto a = read_number(value), b = read_number(incoming);
    if (a && b) return a.value == b.value;
  }
  return same(without_remarks(value), without_remarks(incoming));
}

void put(Node& mapping, const std::string& key, const Mark& mark, Node value) {
  mapping.entries.push_back({key, mark, std::move(value)});
}

// Says where a value comes from, unless it says so itself.
void attach_source(Node& node, const Node& source) {
  if (node.broken) return;
  if (is_leaf_mapping(node) || is_section(node)) {
    if (node.find("source") == nullptr) put(node, "source", source.mark, source);
    return;
  }
  Node wrapped = mapping_node(node.mark);
  put(wrapped, "value", node.mark, std::move(node));
  put(wrapped, "source", source.mark, source);
  node = std::move(wrapped);
}

void replace(Node& current, Node incoming, const Node& source) {
  if (incoming.broken) {
    current = std::move(incoming);
    return;
  }
  if (is_leaf_mapping(incoming)) {
    attach_source(incoming, source);
    current = std::move(incoming);
    return;
  }
  if (same_value(current, incoming)) return;
  const Leaf leaf = leaf_of(current);
  Node next = std::move(incoming);
  attach_source(next, source);
  if (leaf.unit != nullptr && is_leaf_mapping(next)) {
    Entry unit{"unit", leaf.unit->mark, *leaf.unit};
    next.entries.insert(next.entries.begin() + 1, std::move(unit));
  }
  current = std::move(next);
}

// {prior: ...} or {source: ...} alone over {value, ...}: what is known about the value changes, not
// the value.
bool is_remark_on_leaf(const Node& current, const Node& over) {
  return is_leaf_mapping(current) && over.is_mapping() && !over.entries.empty() &&
         std::all_of(over.entries.begin(), over.entries.end(),
                     [](const Entry& e) { return is_leaf_key(e.key); });
}

void merge_remarks(Node& current, const Node& over) {
  for (const Entry& entry : over.entries) {
    if (Node* old = current.find(entry.key))
      *old = entry.value;
    else
      put(current, entry.key, entry.key_mark, entry.value);
  }
}

void merge_section(Node& base, const Node& over, const Node& label, const Node* own_source,
                   bool what_if) {
  if (const Node* source = over.find("source")) own_source = source;
  for (const Entry& entry : over.entries) {
    if (is_remark(entry.key))
      continue;  // they speak of the values beside them, which carry them along
    Node* current = base.find(entry.key);
    if (current == nullptr) {
      Node fresh = entry.value;
      if (own_source != nullptr || what_if)
        attach_source(fresh, own_source != nullptr ? *own_source : label);
      put(base, entry.key, entry.key_mark, std::move(fresh));
    } else if (is_remark_on_leaf(*current, entry.value) && !is_leaf_mapping(entry.value)) {
      merge_remarks(*current, entry.value);
    } else if (is_section(*current) && is_section(entry.value)) {
      merge_section(*current, entry.value, label, own_source, what_if);
    } else {
      replace(*current, entry.value, own_source != nullptr ? *own_source : label);
    }
  }
}

// The header holds plain values, without sources.
void merge_header(Node& base, const Entry& entry) {
  Node* current = base.find(entry.key);
  if (current == nullptr) return put(base, entry.key, entry.key_mark, entry.value);
  if (!current->is_mapping() || !entry.value.is_mapping()) {
    *current = entry.value;
    return;
  }
  for (const Entry& inner : entry.value.entries) merge_header(*current, inner);
}

bool is_header(const std::string& key) {
  return std::find(header_keys().begin(), header_keys().end(), key) != header_keys().end();
}

// The mapping on the way to a value. A bare number standing for {min, max} is opened up.
Node& open_mapping(Node& parent, const std::string& key, const Mark& mark) {
  Node* child = parent.find(key);
  if (child == nullptr) {
    put(parent, key, mark, mapping_node(mark));
    child = &parent.entries.back().value;
  }
  if (is_leaf_mapping(*child)) child = child->find("value");
  if (child->is_mapping()) return *child;
  Node opened = mapping_node(child->mark);
  if (child->is_scalar() && read_number(*child))
    for (const char* bound : {"min", "max"}) put(opened, bound, child->mark, *child);
  *child = std::move(opened);
  return *child;
}

// Remarks have no path of their own: a mapping with others has been set as a whole.
bool same_remarks(const Node& before, const Node& after) {
  for (const char* key : {"source", "note"}) {
    const Node *a = before.find(key), *b = after.find(key);
    if ((a == nullptr) != (b == nullptr) || (a != nullptr && !same(*a, *b))) return false;
  }
  return true;
}

void find_differences(const Node& before, const Node& after, Path& path,
                      std::vector<std::pair<Path, Node>>& out) {
  if (same(before, after)) return;
  const bool root = path.empty();  // a section whatever its keys look like
  const bool grown =
      root || (is_section(before) && is_section(after) && same_remarks(before, after) &&
               std::all_of(before.entries.begin(), before.entries.end(),
                           [&](const Entry& e) { return after.find(e.key) != nullptr; }));
  if (!grown) {
    out.emplace_back(path, after);
    return;
  }
  for (const Entry& entry : after.entries) {
    path.push_back(entry.key);
    if (const Node* old = before.find(entry.key))
      find_differences(*old, entry.value, path, out);
    else
      out.emplace_back(path, entry.value);
    path.pop_back();
  }
}

}  // namespace

Path split_path(const std::string& dotted) {
  Path path(1);
  for (char c : dotted) {
    if (c == '.')
      path.emplace_back();
    else
      path.back() += c;
  }
  return path;
}

std::string join_path(const Path& path) {
  std::string out;
  for (const std::string& key : path) out += (out.empty() ? "" : ".") + key;
  return out;
}

void merge(Node& base, const Node& over, const Node& label, bool what_if) {
  for (const Entry& entry : over.entries) {
    Node* current = base.find(entry.key);
    if (is_header(entry.key)) {
      merge_header(base, entry);
    } else if (current != nullptr && current->is_mapping() && entry.value.is_mapping()) {
      merge_section(*current, entry.value, label, nullptr, what_if);
    } else {
      Node fresh = entry.value;
      if (what_if) attach_source(fresh, label);
      if (current != nullptr)
        *current = std::move(fresh);
      else
        put(base, entry.key, entry.key_mark, std::move(fresh));
    }
  }
}

void set_value(Node& tree, const Path& path, const Node& value, const Node& source) {
  Node* mapping = &tree;
  for (std::size_t i = 0; i + 1 < path.size(); ++i)
    mapping = &open_mapping(*mapping, path[i], value.mark);
  const bool header = is_header(path.front());
  if (Node* current = mapping->find(path.back())) {
    if (header)
      *current = value;
    else
      replace(*current, value, source);
    return;
  }
  Node fresh = value;
  if (!header) attach_source(fresh, source);
  put(*mapping, path.back(), value.mark, std::move(fresh));
}

std::vector<std::pair<Path, Node>> differences(const Node& before, const Node& after) {
  std::vector<std::pair<Path, Node>> out;
  Path path;
  find_differences(before, after, path, out);
  return out;
}

}  // namespace talentsim::scenario
