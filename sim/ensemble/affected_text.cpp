// SPDX-License-Identifier: MIT
#include "ensemble/affected_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "run/table_layout.h"
#include "run/table_words.h"

namespace talentsim::ensemble {
namespace {

std::string without_log(const Comparison& comparison) {
  return run::wrapped(fmt::format("Not known: no event log in {}. Run the scenarios with --events.",
                                  fmt::join(comparison.without_events, ", ")),
                      run::kWidth, 2);
}

struct Crowd {
  std::size_t count = 0;
  std::vector<std::uint64_t> first;  // keys
};

std::string crowd_text(const Change& change, const Crowd& crowd) {
  auto text = fmt::format("{}, not {}: {}", words(change.variant), words(change.base),
                          run::grouped(static_cast<std::int64_t>(crowd.count)));
  if (!crowd.first.empty())
    text +=
        fmt::format("; key{} {}{}", crowd.first.size() == 1 ? "" : "s",
                    fmt::join(crowd.first, ", "), crowd.count > crowd.first.size() ? ", ..." : "");
  return run::wrapped(text, run::kWidth, 4);
}

const char* heading(Turn turn) {
  return turn == Turn::gain ? "gain" : turn == Turn::loss ? "lose" : "end otherwise";
}

// The changes of one turn by what they are between, in the order of outcomes.
std::string turn_text(const Affected& affected, Turn turn, std::size_t keys) {
  std::map<std::pair<Outcome, Outcome>, Crowd> crowds;
  std::int64_t people = 0;
  for (const auto& change : affected.changes) {
    if (turn_of(change) != turn) continue;
    auto& crowd = crowds[{change.base, change.variant}];
    if (crowd.count++ < keys) crowd.first.push_back(change.person);
    ++people;
  }
  auto out = fmt::format("  {} {}\n", run::grouped(people), heading(turn));
  for (const auto& [ends, crowd] : crowds) out += crowd_text({0, ends.first, ends.second}, crowd);
  return out;
}

}  // namespace

std::string affected_text(const Comparison& comparison, const Variant& variant, std::size_t keys) {
  std::string out = "\nWHO GAINS, WHO LOSES\n";
  if (!variant.affected) return out + without_log(comparison);
  const auto& affected = *variant.affected;
  const auto number = [](std::size_t count) {
    return run::grouped(static_cast<std::int64_t>(count));
  };
  out += run::wrapped(
      fmt::format(
          "One realisation, replicate {} of 0 to {}, not an estimate: who they are is luck, "
          "as much as policy. Simulated persons, each standing for {:g} of the real city.",
          comparison.options.replicate, comparison.replicates - 1, 1 / comparison.scale),
      run::kWidth, 2);
  out += fmt::format(
      "  Of {} persons with events in either log, {} live otherwise and {} end otherwise:\n",
      number(affected.people), number(affected.other_lives), number(affected.changes.size()));
  for (const auto turn : {Turn::gain, Turn::loss, Turn::other})
    out += turn_text(affected, turn, keys);
  out += run::wrapped(
      "Gain and loss are of the right to be in the city at the end of the run: permanent "
      "residence, "
      "a stay, none. Deaths are neither.",
      run::kWidth, 2);
  if (!affected.changes.empty() && keys > 0)
    out += run::wrapped(
        fmt::format(
            "talentsim trace SCENARIO --person KEY --seed {} --scale {} --replicate {} tells "
            "a life under either scenario.",
            comparison.seed, comparison.scale, comparison.options.replicate),
        run::kWidth, 2);
  return out;
}

}  // namespace talentsim::ensemble
