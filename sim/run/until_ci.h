// SPDX-License-Identifier: MIT
// Replicates until the Monte Carlo interval of a figure is narrow enough.
#pragma once

#include <string>
#include <vector>

#include "output/record.h"
#include "run/moments.h"
#include "run/table_rows.h"
#include "scenario/scenario.h"

namespace talentsim::run {

// NAME[/CATEGORY][@PERIOD]=WIDTH: a figure of `talentsim table`, a category of its first axis, a
// period as the table heads it; the 95 % interval of its mean is to be at most WIDTH wide.
struct Target {
  std::string figure;  // NAME[/CATEGORY][@PERIOD]
  double width = 0;
};
Target parse_target(const std::string& text);  // throws UsageError

class UntilCi {
 public:
  // UsageError when a figure, category or period is not to be had.
  UntilCi(const std::vector<Target>& targets, const scenario::Scenario& scenario,
          const stats::Axes& axes, const std::vector<Month>& months);

  void add(const output::Record& record);  // of the next replicate
  bool reached() const;                    // every interval is narrow enough
  std::string text() const;                // where each target stands, a line each

 private:
  struct Watched {
    Target target;
    Recipe recipe;
    Period period;
    Moments moments;
    double width() const;  // not a number when there is none
  };
  Watched watch(const Target& target, const std::vector<Recipe>& recipes,
                const std::vector<Month>& months) const;

  double scale_;
  Shapes shapes_;
  std::vector<Watched> watched_;
};

}  // namespace talentsim::run
