// SPDX-License-Identifier: MIT
// Parameters drawn for each replicate from their priors, so that results spread by what is not
// known as well as by luck.
#pragma once

#include <string>
#include <vector>

#include "ensemble/matrix.h"
#include "output/results_writer.h"
#include "scenario/parameter.h"
#include "scenario/scenario.h"

namespace talentsim::ensemble {

class DrawnParameters {
 public:
  // Of every parameter with a prior that stands for one number throughout the scenario. UsageError
  // when there is none.
  explicit DrawnParameters(const scenario::Scenario& scenario);

  // Values of one replicate, in the order of columns(): each depends on the seed, the replicate and
  // the path of the parameter, and on nothing else.
  std::vector<double> values(int replicate) const;
  // The scenario as the replicate lives it.
  scenario::Scenario scenario(int replicate,
                              std::vector<scenario::DatedParameters>* history = nullptr) const;
  // The group `parameters` of the results file: what each of the replicates drew.
  void write(output::ResultsWriter& writer, int replicates) const;

  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<std::string>& left_out() const { return left_out_; }  // with a prior, not drawn

 private:
  std::string yaml_;
  std::uint64_t seed_;
  std::vector<Column> columns_;
  std::vector<std::string> left_out_;
};

}  // namespace talentsim::ensemble
