// SPDX-License-Identifier: MIT
// One life as a case file holds it.
#pragma once

#include <string>
#include <vector>

#include "population/keys.h"
#include "support/month.h"

namespace talentsim::trace {

// What a sentence says and what it rests on.
struct Telling {
  std::string text;
  std::string fate;                   // what must be the same for two lives to go the same way
  std::vector<std::string> cited;     // paths of the rules to be quoted with it
  std::vector<std::string> rests_on;  // paths of everything that decides such a turn
};

constexpr const char* kRuleNote = "rule";  // `what` of an entry that tells of a change of rules

// One dated entry. `what`: the event as events files name it.
struct Entry {
  Month month;
  std::string what;
  population::Key person = 0;
  bool is_event = true;  // false: seen in the person's state or in the rules, not in events files
  Telling telling;
};

struct Life {
  population::Key person = 0;
  bool found = false;             // somebody has this key
  std::string name;               // the key in words
  std::vector<std::string> head;  // who
  std::vector<Entry> entries;
  std::vector<std::string> end;  // where the life stands in the last month
};

}  // namespace talentsim::trace
