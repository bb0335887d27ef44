// SPDX-License-Identifier: MIT
// The city as the engine sees it: plain structs with units, filled from YAML by the reader.
// Nothing here names a scheme: schemes, pools and sectors are entries of ordered maps, with their
// names as data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenario/behaviour.h"
#include "scenario/pool.h"
#include "scenario/population.h"
#include "scenario/scheme.h"
#include "support/month.h"

namespace talentsim::scenario {

struct PhaseSwitches {
  bool admission = true, households = true, job_market = true, renewal = true, departure = true,
       permanent_residence = true, demography = true, movement = true;
};

// Everything that a month's rules can say. A timeline holds one of these for each stretch of
// months.
struct Rules {
  std::vector<Trade> trades;
  std::vector<Scheme> schemes;
  std::vector<Pool> pools;
  std::vector<Sector> sectors;
  InitialPopulation initial;
  std::vector<StandingStock> standing;
  Demography demography;
  Movement movement;
  Labour labour;
  Family family;
  Choice choice;
  Renewal renewal;
  Departure departure;
  PhaseSwitches phases;
};

struct Output {
  std::vector<std::string> groups;  // flows, stocks, labour, cohorts
};

// One value that a policy item changes, as written; `before` empty: not written before, a default.
struct PolicyChange {
  std::string path, before, after;
};

// A policy item in force, for the record and for `check`.
struct PolicyItem {
  Month from;
  std::string note, source;
  std::vector<std::string> paths;  // what it sets
  std::vector<PolicyChange> changes;
  std::vector<PolicyChange> records;  // published figures that no rule of the model reads
};

struct Stretch {
  Month from;
  Rules rules;
};

struct Scenario {
  std::string title, question;
  Month start, end;        // first and last month of the results
  int burn_in_months = 0;  // lived before `start`, under its rules; not in the results
  double scale = 1;        // 0 < scale <= 1
  std::uint64_t seed = 1;
  int replicates = 1;
  bool draw_priors = false;  // each replicate draws the parameters that have a prior
  Output output;
  std::vector<Stretch> timeline;  // ordered; the first one starts at or before `start`
  std::vector<PolicyItem> policy;
  std::string resolved_yaml;  // what was run, complete; sha256 of it identifies the scenario
  std::string sha256;
  std::vector<std::string> warnings;  // assumptions in force, small expected counts

  Month lived_from() const { return start + -burn_in_months; }
  const Rules& rules_at(Month month) const;
};

}  // namespace talentsim::scenario
