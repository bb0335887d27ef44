// SPDX-License-Identifier: MIT
#include "support/cores.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace talentsim {
namespace {

namespace fs = std::filesystem;

bool holds(const std::string& commas, const std::string& word) {
  std::istringstream words(commas);
  for (std::string each; std::getline(words, each, ',');)
    if (each == word) return true;
  return false;
}

// A hierarchy of control groups that rules processor time, as mounted.
struct Mount {
  fs::path group, place;  // the group shown at the mount point; the mount point
  bool second = false;    // version 2
};

// Fields of a line of mountinfo: id, parent, device, root, mount point, options, any number of
// tags, "-", type, source, options of the type.
std::optional<Mount> mount_of(const std::string& line) {
  std::istringstream fields(line);
  std::vector<std::string> words;
  for (std::string word; fields >> word;) words.push_back(word);
  const auto dash = std::find(words.begin(), words.end(), "-");
  if (words.size() < 5 || words.end() - dash < 4) return {};
  if (dash[1] == "cgroup2") return Mount{words[3], words[4], true};
  if (dash[1] == "cgroup" && holds(dash[3], "cpu")) return Mount{words[3], words[4], false};
  return {};
}

std::vector<Mount> mounts(const fs::path& root) {
  std::vector<Mount> found;
  std::ifstream lines(root / "proc/self/mountinfo");
  for (std::string line; std::getline(lines, line);)
    if (const auto mount = mount_of(line)) found.push_back(*mount);
  return found;
}

// The group of this process: lines are number:controllers:path, version 2 without controllers.
std::optional<fs::path> group_of(const fs::path& root, bool second) {
  std::ifstream lines(root / "proc/self/cgroup");
  for (std::string line; std::getline(lines, line);) {
    const auto first = line.find(':');
    const auto last = first == std::string::npos ? first : line.find(':', first + 1);
    if (last == std::string::npos) continue;
    const auto controllers = line.substr(first + 1, last - first - 1);
    if (second ? controllers.empty() : holds(controllers, "cpu")) return line.substr(last + 1);
  }
  return {};
}

// "max 100000" and a quota of -1 set no limit.
std::optional<double> quota_in(const fs::path& folder, bool second) {
  double quota = 0, period = 0;
  if (second) {
    if (!(std::ifstream(folder / "cpu.max") >> quota >> period)) return {};
  } else {
    if (!(std::ifstream(folder / "cpu.cfs_quota_us") >> quota)) return {};
    if (!(std::ifstream(folder / "cpu.cfs_period_us") >> period)) return {};
  }
  if (quota <= 0 || period <= 0) return {};
  return quota / period;
}

int cores_of_affinity() {
  for (int capacity = CPU_SETSIZE; capacity <= 1 << 20; capacity *= 2) {
    cpu_set_t* set = CPU_ALLOC(static_cast<std::size_t>(capacity));
    const auto bytes = CPU_ALLOC_SIZE(static_cast<std::size_t>(capacity));
    if (set == nullptr) break;
    const bool told = ::sched_getaffinity(0, bytes, set) == 0;
    const int count = told ? CPU_COUNT_S(bytes, set) : 0;
    CPU_FREE(set);
    if (told) return count;
  }
  return 1;
}

}  // namespace

std::optional<double> cpu_quota(const fs::path& root) {
  std::optional<double> least;
  for (const auto& mount : mounts(root)) {
    const auto group = group_of(root, mount.second);
    if (!group) continue;
    // In a container the mount may show a part of the tree only; groups outside it stay unseen.
    auto inside = group->lexically_relative(mount.group);
    if (inside.empty() || *inside.begin() == "..") inside = ".";
    for (auto folder = (mount.place / inside).lexically_normal();; folder = folder.parent_path()) {
      const auto quota = quota_in(root / folder.relative_path(), mount.second);
      if (quota) least = std::min(least.value_or(*quota), *quota);
      if (!folder.has_relative_path() || folder == mount.place) break;
    }
  }
  return least;
}

int usable_cores(const fs::path& root) {
  const int cores = cores_of_affinity();
  const auto quota = cpu_quota(root);
  if (!quota || *quota >= cores) return std::max(1, cores);
  return std::max(1, static_cast<int>(std::ceil(*quota)));
}

}  // namespace talentsim
