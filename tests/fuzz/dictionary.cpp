// SPDX-License-Identifier: MIT
// Prints libFuzzer's dictionary: the keys and words of the scenario format from the program's own
// table, and a few spellings that readers of YAML have stumbled over.
#include <cstdio>
#include <set>
#include <string>

#include "scenario/catalogue.h"
#include "scenario/leaf.h"

namespace {

using namespace talentsim::scenario;

constexpr const char* kSpellings[] = {
    "extends: small_town.yaml\\x0a",
    "extends: [a.yaml, small_town.yaml]\\x0a",
    "\\x0a#= file a\\x0a",
    "\\x0a#= file b\\x0a",
    "\\x0a#= set ",
    "2022-12",
    "2024-06: 0.5",
    "2200-12",
    "1900-01",
    "\\x0apolicy:\\x0a  - from: 2025-01\\x0a    set: {",
    "- {from: 2026-01, set: {",
    "{value: 1, source: assumption, prior: \\\"uniform(0, 2)\\\"}",
    "{value: ",
    "source: ",
    "role: fitted",
    "normal(",
    "log_normal(",
    "beta(",
    "1e308",
    "-1e308",
    "1e-308",
    "9007199254740993",
    ".nan",
    ".inf",
    "0x1",
    "010",
    "&a ",
    "*a",
    "<<: ",
    "!!int ",
    "? ",
    "---\\x0a",
    "...\\x0a",
    "%YAML 1.2\\x0a",
    "~",
    "none",
    "{}",
    "[]",
    "[1, 2]",
    "{min: 1, max: 2}",
    "{male: 1, female: 2}",
    "\\x0d\\x0a",
    "\\x09",
    "\\xc2\\x85",
    "\\xe2\\x80\\xa8",
    "\\xef\\xbb\\xbf",
    "|\\x0a  ",
    ">-\\x0a  ",
    "\\\\u0000",
    "\\\\x01",
    "schemes.graduate.",
    "pools.river_cities.",
    "graduate: {",
    "river_cities: {",
    "finance: {"};

void add(const FieldInfo& field, std::set<std::string>& words) {
  if (field.name != "*" && !field.name.empty()) words.insert(field.name + ": ");
  for (const std::string& word : field.words) words.insert(word);
  for (const FieldInfo& child : field.children) add(child, words);
}

}  // namespace

int main() {
  std::set<std::string> words(leaf_keys().begin(), leaf_keys().end());
  add(catalogue(), words);
  for (const std::string& word : words) std::printf("\"%s\"\n", word.c_str());
  for (const char* spelling : kSpellings) std::printf("\"%s\"\n", spelling);
}
