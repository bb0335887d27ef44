// SPDX-License-Identifier: MIT
// From a scenario file to the rules of the city, or to every mistake in it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenario/parameter.h"
#include "scenario/scenario.h"

namespace talentsim::scenario {

// What the command line changes.
struct Overrides {
  std::vector<std::string> set{};  // "path=value"; holds from the start and wins over every file
  std::optional<std::uint64_t> seed{};
  std::optional<double> scale{};
  std::optional<Month> until{};  // last simulated month
  std::optional<int> replicates{};
  bool draw_priors = false;
  std::optional<Month> from{};  // `set` holds from this month on, as a what-if's policy does
};

// Throws ScenarioError with all problems. `parameters`, when given, receives every value in force
// at the start, `history` those from the start and from each date at which a rule changes.
Scenario load(const std::filesystem::path& file, const Overrides& overrides = {},
              std::vector<Parameter>* parameters = nullptr,
              std::vector<DatedParameters>* history = nullptr);

// The same of a scenario in one text without `extends`, such as Scenario::resolved_yaml; `label`
// names it in messages.
Scenario load_text(const std::string& yaml, const std::string& label,
                   const Overrides& overrides = {}, std::vector<Parameter>* parameters = nullptr,
                   std::vector<DatedParameters>* history = nullptr);

// SHA-256 of a text, in hexadecimal.
std::string sha256_of(const std::string& text);

}  // namespace talentsim::scenario
