// SPDX-License-Identifier: MIT
// The event log of a results file, a block at a time.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "output/results_reader.h"

namespace talentsim::output {

bool has_events(const ResultsReader& file);

// Calls `take` with the events of one replicate in the order of the log. Household and ordinal are
// not read; `month` holds days since 1970-01-01, as the file does. Throws RunError when damaged.
void read_events(const ResultsReader& file, int replicate,
                 const std::function<void(std::span<const stats::Event>)>& take);

// The whole log, one event after another, replicate after replicate; with the post, age and sex.
// Throws UsageError when the file has none of these, RunError when damaged or out of order.
class EventStream {
 public:
  explicit EventStream(const ResultsReader& file);
  // The next event, or none at the end of the log. Valid until next().
  const stats::Event* peek() const { return at_ < events_.size() ? &events_[at_] : nullptr; }
  int replicate() const { return replicates_[at_]; }  // of that event
  void next();

 private:
  void read_block();

  const ResultsReader& file_;
  unsigned long long records_ = 0, read_ = 0;
  std::vector<stats::Event> events_;  // of one block
  std::vector<int> replicates_;
  std::size_t at_ = 0;
};

}  // namespace talentsim::output
