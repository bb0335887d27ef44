// SPDX-License-Identifier: MIT
// How many cores this process may really use.
#pragma once

#include <filesystem>
#include <optional>

namespace talentsim {

// The least quota of processor time, in cores, that the control groups of this process allow
// (versions 1 and 2, every level up to the mount); nothing when there is none. `root`: in place of
// "/", where proc/self/cgroup and proc/self/mountinfo are.
std::optional<double> cpu_quota(const std::filesystem::path& root = "/");

// Cores of the affinity mask, at most the quota rounded up, at least 1.
int usable_cores(const std::filesystem::path& root = "/");

}  // namespace talentsim
