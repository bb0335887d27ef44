// SPDX-License-Identifier: MIT
#include "ensemble/outcomes.h"

#include <algorithm>

#include "output/event_reader.h"
#include "run/run.h"

namespace talentsim::ensemble {
namespace {

using stats::Happening;

// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): two different stories share a hash once
// in 2^64 pairs.
std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) + 0x9e3779b97f4a7c15ULL;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31);
}

// An application moves nobody who is in the city already, as those who change scheme are.
Outcome after(Outcome before, Happening what) {
  const bool present = before == Outcome::in_city || before == Outcome::settled;
  switch (what) {
    case Happening::application:
    case Happening::approval:
    case Happening::refusal:
    case Happening::quota_refusal:
      return present ? before : Outcome::not_come;
    case Happening::arrival:
    case Happening::joined:
    case Happening::born:
    case Happening::moved_in:
      return before == Outcome::settled ? before : Outcome::in_city;
    case Happening::permanent_residence:
      return Outcome::settled;
    case Happening::departed:
    case Happening::moved_out:
      return Outcome::left;
    case Happening::died:
      return Outcome::died;
    default:
      return before;
  }
}

// 0 no right to be in the city that the log knows of, 1 a stay, 2 permanent residence.
int rung(Outcome outcome) {
  return outcome == Outcome::settled ? 2 : outcome == Outcome::in_city ? 1 : 0;
}

// What befalls people who were not in the city before, so that they are none of those of the start.
bool is_of_outsiders(Happening what) {
  constexpr Happening kOfOutsiders[] = {
      Happening::application,   Happening::approval, Happening::refusal,
      Happening::quota_refusal, Happening::arrival,  Happening::joined,
      Happening::born,          Happening::moved_in, Happening::did_not_come};
  return std::find(std::begin(kOfOutsiders), std::end(kOfOutsiders), what) !=
         std::end(kOfOutsiders);
}

// The life of a person to whom nothing happens; `other` is the one under the other policy.
Life quiet_life(const Life& other) {
  return {0, other.from_start ? Outcome::in_city : Outcome::not_come, other.from_start};
}

}  // namespace

const std::vector<std::string>& outcome_names() {
  static const std::vector<std::string> names = {"not_come", "left", "died", "in_city", "settled"};
  return names;
}

const char* words(Outcome outcome) {
  constexpr const char* kWords[] = {"did not come", "left", "died", "in the city",
                                    "permanent resident"};
  return kWords[static_cast<std::size_t>(outcome)];
}

bool has_events(const output::ResultsReader& file) { return output::has_events(file); }

Lives lives_of(const output::ResultsReader& file, int replicate) {
  Lives lives;
  output::read_events(file, replicate, [&](std::span<const stats::Event> events) {
    run::stop_if_asked();
    for (const auto& event : events) {
      const auto [place, first] = lives.try_emplace(event.person);
      auto& life = place->second;
      if (first && !is_of_outsiders(event.what)) life = {0, Outcome::in_city, true};
      life.outcome = after(life.outcome, event.what);
      const auto what =
          static_cast<std::uint64_t>(event.what) << 8 | static_cast<std::uint8_t>(event.scheme);
      life.story = mixed(life.story, what << 32 | static_cast<std::uint32_t>(event.month));
      life.story = mixed(life.story, static_cast<std::uint32_t>(event.detail));
    }
  });
  return lives;
}

const char* turn_name(Turn turn) {
  return turn == Turn::gain ? "gain" : turn == Turn::loss ? "loss" : "other";
}

Turn turn_of(const Change& change) {
  const bool death = change.base == Outcome::died || change.variant == Outcome::died;
  const int step = rung(change.variant) - rung(change.base);
  return death || step == 0 ? Turn::other : step > 0 ? Turn::gain : Turn::loss;
}

Affected affected_by(const Lives& base, const Lives& variant) {
  Affected affected;
  const auto look_at = [&](std::uint64_t person, const Life& a, const Life& b) {
    ++affected.people;
    affected.other_lives += a.story != b.story ? 1 : 0;
    if (a.outcome != b.outcome) affected.changes.push_back({person, a.outcome, b.outcome});
  };
  for (const auto& [person, life] : base) {
    const auto other = variant.find(person);
    look_at(person, life, other == variant.end() ? quiet_life(life) : other->second);
  }
  for (const auto& [person, life] : variant)
    if (!base.contains(person)) look_at(person, quiet_life(life), life);
  std::sort(affected.changes.begin(), affected.changes.end(),
            [](const Change& a, const Change& b) { return a.person < b.person; });
  return affected;
}

}  // namespace talentsim::ensemble
