// SPDX-License-Identifier: MIT
// A file that is there completely or not at all, and tells when it was changed: temporary name,
// fsync, rename; what wrote it and of what stands in front, a SHA-256 of everything at the end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "checkpoint/archive.h"

namespace talentsim::checkpoint {

// A file goes on only with the very program and scenario that wrote it.
struct Identity {
  std::string program_version, git_commit, compiler, math_library, instruction_set;
  std::string scenario_sha256;
  std::string what;  // "city 3", "figures 3"

  template <class Visit>
  friend void visit_columns(Visit& visit, Identity& identity) {
    auto& [version, commit, compiler, library, set, scenario, what] = identity;
    visit(version);
    visit(commit);
    visit(compiler);
    visit(library);
    visit(set);
    visit(scenario);
    visit(what);
  }
};

// Of this build, with scenario and what left empty.
Identity this_build();

// Throws RunError when the disk refuses; the file is then as it was before.
void write_sealed(const std::filesystem::path& path, const Identity& identity,
                  const std::function<void(Writer&)>& write);

// Throws UsageError with the reason when the file is damaged or of something else than `expected`;
// an empty scenario_sha256 accepts any. `read` is called once all is well.
void read_sealed(const std::filesystem::path& path, const Identity& expected,
                 const std::function<void(Reader&)>& read);

}  // namespace talentsim::checkpoint
