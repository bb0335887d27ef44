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

// One file as the parts that a scenario is composed of; what `extends` names is not followed.
SourceFile source_file(Node root, std::string label);

// The text of a file that is read for its own sake, under the same rules. `from` empty: the file is
// named by the user; otherwise `written` is relative to the folder of `from`, and both lie below
// one folder named scenarios. Nothing, and a problem at `mark`, when it may not or cannot be read.
struct TextFile {
  std::filesystem::path path;
  std::string text;
};
std::optional<TextFile> read_text_file(const std::filesystem::path& from,
                                       const std::string& written, const Mark& mark,
                                       std::vector<Problem>& problems,
                                       std::size_t most = kLargestFileBytes);  // bytes

}  // namespace talentsim::scenario
