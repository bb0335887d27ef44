// SPDX-License-Identifier: MIT
// One replicate, lived a month at a time, and what it leaves.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "checkpoint/archive.h"
#include "month/month.h"
#include "output/record.h"
#include "population/footprint.h"
#include "scenario/scenario.h"

namespace talentsim::run {

// How the replicates of a run are lived.
struct Manner {
  bool events = false, check_invariants = false;
  std::uint64_t row_order = 0;  // lays rows out in another order; results must not change
};

// What a replicate leaves when its months are over.
struct Lived {
  output::Record record;
  std::vector<stats::Event> events;  // those that nobody took month by month
  // By scheme and cap (0: the quota): months in which it bound.
  std::vector<std::map<int, std::vector<Month>>> bound_months;
  population::Footprint footprint;
  std::int64_t residents_held = 0;  // local residents at the end
  double build_seconds = 0, live_seconds = 0;
  StepTimes steps;
};

// The figures so far, to a checkpoint or back.
void visit_record(checkpoint::Writer& write, const output::Record& record);
void visit_record(checkpoint::Reader& read, output::Record& record);

class Replicate {
 public:
  // Builds the city on the eve of the first month. The scenario must outlive this.
  Replicate(const scenario::Scenario& scenario, const stats::Axes& axes, int number,
            const Manner& manner);

  // As it was when it was written, be it under a scenario that ends in another month.
  Replicate(const scenario::Scenario& scenario, const stats::Axes& axes, const Manner& manner,
            checkpoint::Reader& read);
  void write(checkpoint::Writer& write) const;

  int months_lived() const { return months_lived_; }  // burn-in included
  bool ended() const { return months_lived_ > 0 && city_.now == scenario_.end; }
  bool in_results() const { return city_.now >= scenario_.start; }  // the month is no burn-in
  void live_month();                                                // the next one
  Month month() const { return city_.now; }                         // the last one lived
  // Of the last month, in the order of persons.
  std::span<const stats::Event> events() const { return city_.events; }
  Lived end(const stats::Axes& axes);  // after the last month

 private:
  const scenario::Scenario& scenario_;
  Manner manner_;
  Lived lived_;
  int months_lived_ = 0;
  population::City city_;
};

}  // namespace talentsim::run
