// SPDX-License-Identifier: MIT
#include "scenario/tree.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <random>

namespace talentsim::scenario {
namespace {

Node parsed(const std::string& text) {
  std::vector<Problem> problems;
  auto tree = parse_tree(text, "x.yaml", problems);
  for (const Problem& problem : problems) FAIL(problem.text());
  REQUIRE(tree);
  return *tree;
}

// Texts that YAML could read as something else, or not at all.
const std::vector<std::string> kTexts = {
    "a",         "a b",  "true",  "~",    "null",    "- a", "a: b", "#a",
    "a #b",      "'a'",  "\"a\"", "\\",   "a\nb",    "a\n", " a",   "a ",
    "",          "---",  "...",   "-",    "--- a",   "&a",  "*a",   "!a",
    "|",         ">",    "%a",    "@a",   "`a",      "[a",  "a]",   "{",
    ",",         "a, b", "?",     "? a",  ":",       "<<",  "=",    "\xe9\xa6\x99\xe6\xb8\xaf",
    "tab\there", "010",  "1e5",   ".nan", "2022-12", "-.5", "- ",   "a:",
    "0x1"};

Node random_tree(std::mt19937& random, int depth) {
  const auto kind = depth == 0 ? 0 : random() % 3;
  if (kind == 0) return scalar_node(kTexts[random() % kTexts.size()], {}, true);
  Node node;
  node.kind = kind == 1 ? Node::Kind::sequence : Node::Kind::mapping;
  const auto size = random() % 4;
  for (std::size_t i = 0; i < size; ++i) {
    Node child = random_tree(random, depth - 1);
    if (kind == 1)
      node.items.push_back(std::move(child));
    else
      node.entries.push_back({fmt::format("k{}{}", i, i % 2 ? ": x" : ""), {}, std::move(child)});
  }
  return node;
}

}  // namespace

TEST_CASE("nodes know where they stand") {
  const Node tree = parsed("a: 1\nb:\n  c: [x, 'y']\n");
  CHECK(tree.mark.line == 1);
  const Node& list = *tree.find("b")->find("c");
  CHECK(list.mark.line == 3);
  CHECK(list.mark.column == 6);
  CHECK(list.items[1].mark.column == 10);
  CHECK(list.items[1].quoted);
  CHECK_FALSE(list.items[0].quoted);
  CHECK(tree.entries[1].key_mark.line == 2);
  CHECK(*list.mark.file == "x.yaml");
  CHECK(tree.find("z") == nullptr);
}

TEST_CASE("what is printed reads back as the same tree") {
  std::mt19937 random(3);
  for (int trial = 0; trial < 2000; ++trial) {
    Node root;
    root.kind = Node::Kind::mapping;
    root.entries.push_back({"root", {}, random_tree(random, 5)});
    const std::string text = print_tree(root);
    CAPTURE(text);
    const Node again = parsed(text);
    CHECK(same(root, again));
    CHECK(print_tree(again) == text);
  }
}

TEST_CASE("plain scalars stay plain") {
  const std::string text =
      "a: 0.50\nb: true\nc: 2022-12\nd: ~\ne: some words\nf: -1e-3\ng: [1, 2]\nh: []\ni: {}\nj: "
      "1/month\n";
  CHECK(print_tree(parsed(text)) == text);
}

}  // namespace talentsim::scenario
