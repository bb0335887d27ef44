// SPDX-License-Identifier: MIT
// Which value of which rule held in which month, since when, and on what authority.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenario/parameter.h"
#include "scenario/scenario.h"

namespace talentsim::trace {

// One value in force in a month.
struct RuleInForce {
  std::string path, value, unit, source;
  std::string before;  // the value it replaced; empty when it holds from the start
  std::string note;    // of the policy item that brought it
  Month since;
  bool written = true;
};

// A rule whose values two scenarios do not share in a month.
struct RuleApart {
  std::string path;
  RuleInForce base, variant;  // empty values where one of them has no such rule
};

class Authorities {
 public:
  Authorities(const scenario::Scenario& scenario, std::vector<scenario::DatedParameters> history);

  Authorities(const Authorities&) = delete;  // values_ points into history_
  Authorities& operator=(const Authorities&) = delete;

  // Every value at or below a path, in the order of paths.
  std::vector<RuleInForce> under(const std::string& path, Month month) const;
  // A line for the list of rules applied: values, since when, note, source.
  std::string text(const std::string& path, Month month) const;

  friend std::vector<RuleApart> rules_apart(const Authorities& base, const Authorities& variant,
                                            Month month);

 private:
  using Values = std::map<std::string, const scenario::Parameter*>;

  std::size_t date_at(Month month) const;
  RuleInForce in_force(const std::string& path, std::size_t date) const;
  std::string note_on(const std::string& path, Month from) const;

  const scenario::Scenario& scenario_;
  std::vector<scenario::DatedParameters> history_;
  std::vector<Values> values_;  // by date of history_
};

}  // namespace talentsim::trace
