// SPDX-License-Identifier: MIT
// Prior distributions of uncertain parameters, written uniform(a, b), normal(mean, sd),
// log_normal(median, log_sd), beta(a, b).
#pragma once

#include <optional>
#include <string>

namespace talentsim::scenario {

struct Prior {
  enum class Form : unsigned char { uniform, normal, log_normal, beta } form = Form::uniform;
  double a = 0, b = 1;

  bool supports(double value) const;  // whether the value can occur
};

// Nothing, with the reason in `problem`, when the text is no prior.
std::optional<Prior> parse_prior(const std::string& text, std::string& problem);

}  // namespace talentsim::scenario
