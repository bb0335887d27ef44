// SPDX-License-Identifier: MIT
// What became of each person in one replicate, from the event log, and who fares otherwise under
// another policy.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "output/results_reader.h"

namespace talentsim::ensemble {

// Where the log leaves a person. Who has events but none of coming was in the city at the start.
enum class Outcome : std::uint8_t { not_come, left, died, in_city, settled };
const std::vector<std::string>& outcome_names();
const char* words(Outcome outcome);

struct Life {
  std::uint64_t story = 0;  // hash of all events in order: equal lives have equal ones
  Outcome outcome = Outcome::not_come;
  bool from_start = false;  // in the city before the first month
};
using Lives = std::unordered_map<std::uint64_t, Life>;  // by key; a person without events is absent

bool has_events(const output::ResultsReader& file);
Lives lives_of(const output::ResultsReader& file, int replicate);

struct Change {
  std::uint64_t person = 0;
  Outcome base = Outcome::not_come, variant = Outcome::not_come;
};

enum class Turn : std::uint8_t { gain, loss, other };
const char* turn_name(Turn turn);
// For the right to be in the city: a permanent resident has more of it than one with a stay, and
// that more than one who has none. Deaths, and the ways of having none, are no gain or loss.
Turn turn_of(const Change& change);

struct Affected {
  std::size_t people = 0;       // with events in either log
  std::size_t other_lives = 0;  // whose events differ in any way
  std::vector<Change> changes;  // whose outcome differs, by key
};
Affected affected_by(const Lives& base, const Lives& variant);

}  // namespace talentsim::ensemble
