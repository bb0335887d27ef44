// SPDX-License-Identifier: MIT
#include "scenario/prior.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "scenario/scalars.h"
#include "support/error.h"

namespace talentsim::scenario {
namespace {

using Form = Prior::Form;
const std::vector<std::string> kForms = {"uniform", "normal", "log_normal", "beta"};
constexpr std::array<const char*, 4> kArguments = {"a, b", "mean, sd", "median, log_sd", "a, b"};

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string::npos ? ""
                                    : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// The condition on the two numbers that fails, or null.
const char* broken_condition(const Prior& p) {
  switch (p.form) {
    case Form::uniform:
      return p.a < p.b ? nullptr : "a must be below b";
    case Form::normal:
      return p.b > 0 ? nullptr : "sd must be above 0";
    case Form::log_normal:
      return p.a > 0 && p.b > 0 ? nullptr : "median and log_sd must be above 0";
    case Form::beta:
      return p.a > 0 && p.b > 0 ? nullptr : "a and b must be above 0";
  }
  return nullptr;
}

}  // namespace

bool Prior::supports(double value) const {
  switch (form) {
    case Form::uniform:
      return value >= a && value <= b;
    case Form::normal:
      return true;
    case Form::log_normal:
      return value > 0;
    case Form::beta:
      return value >= 0 && value <= 1;
  }
  return false;
}

std::optional<Prior> parse_prior(const std::string& text, std::string& problem) {
  const auto open = text.find('('), comma = text.find(',');
  const std::string name = trimmed(text.substr(0, open));
  const auto form =
      static_cast<std::size_t>(std::find(kForms.begin(), kForms.end(), name) - kForms.begin());
  if (form == kForms.size()) {
    problem =
        fmt::format("prior '{}' is not known (uniform, normal, log_normal and beta are)", name) +
        did_you_mean(name, kForms);
    return {};
  }
  const std::string needed =
      fmt::format("prior '{}' cannot be read; write {}({})", text, name, kArguments[form]);
  if (open == std::string::npos || comma == std::string::npos || comma < open ||
      !text.ends_with(')')) {
    problem = needed;
    return {};
  }
  const auto a = read_number(scalar_node(trimmed(text.substr(open + 1, comma - open - 1)), {}));
  const auto b =
      read_number(scalar_node(trimmed(text.substr(comma + 1, text.size() - comma - 2)), {}));
  if (!a || !b) {
    problem = fmt::format("{}: {}", needed, a ? b.problem : a.problem);
    return {};
  }
  const Prior prior{static_cast<Form>(form), a.value, b.value};
  if (const char* condition = broken_condition(prior)) {
    problem = fmt::format("prior '{}' is no distribution ({})", text, condition);
    return {};
  }
  return prior;
}

}  // namespace talentsim::scenario
