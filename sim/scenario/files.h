// SPDX-License-Identifier: MIT
// Which files make up a scenario. They are read only below the nearest ancestor folder named
// `scenarios`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenario/tree.h"

namespace talentsim::scenario {

struct SourceFile {
  std::string
      label;    // path below the scenarios folder, the same on every machine: what_if/close_c.yaml
  Node body;    // without extends and policy
  Node policy;  // a list; empty when the file has none
};

struct ScenarioFiles {
  std::vector<SourceFile>
      files;             // the most basic first; one reached twice stands where it is reached first
  bool complete = true;  // false: some file could not be read
};

// The file and everything it extends. Mistakes are added to `problems`; what could be read is
// returned.
ScenarioFiles read_files(const std::filesystem::path& file, std::vector<Problem>& problems);

}  // namespace talentsim::scenario
