// SPDX-License-Identifier: MIT
#include "support/cores.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace talentsim {
namespace {

namespace fs = std::filesystem;

// A root with the files that the kernel would show.
class Root {
 public:
  Root() : folder_(fs::temp_directory_path() / ("cores_test_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Root() { fs::remove_all(folder_); }
  void put(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text << '\n';
  }
  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

const std::string kSecond =
    "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate";
const std::string kFirst =
    "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct";

}  // namespace

TEST_CASE("without control groups the affinity mask alone decides") {
  const Root root;
  CHECK(!cpu_quota(root.folder()));
  CHECK(usable_cores(root.folder()) >= 1);
  CHECK(usable_cores() >= 1);
}

TEST_CASE("version 2: the least quota of the group and the groups above it") {
  const Root root;
  root.put("proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n" + kSecond);
  root.put("proc/self/cgroup", "0::/jobs/step");
  CHECK(!cpu_quota(root.folder()));
  root.put("sys/fs/cgroup/jobs/step/cpu.max", "max 100000");
  CHECK(!cpu_quota(root.folder()));
  root.put("sys/fs/cgroup/jobs/cpu.max", "350000 100000");
  CHECK(*cpu_quota(root.folder()) == 3.5);
  root.put("sys/fs/cgroup/jobs/step/cpu.max", "20000 100000");
  CHECK(*cpu_quota(root.folder()) == 0.2);
  CHECK(usable_cores(root.folder()) == 1);  // rounded up, and never none
}

TEST_CASE("version 1: a negative quota is none") {
  const Root root;
  root.put("proc/self/mountinfo", kFirst);
  root.put("proc/self/cgroup", "4:memory:/other\n1:cpu,cpuacct:/job");
  root.put("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", "-1");
  root.put("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000");
  CHECK(!cpu_quota(root.folder()));
  root.put("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", "50000");
  CHECK(*cpu_quota(root.folder()) == 0.5);
  CHECK(usable_cores(root.folder()) == 1);
}

TEST_CASE("in a container the mount shows the group itself") {
  const Root root;
  root.put("proc/self/mountinfo", "30 23 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
  root.put("proc/self/cgroup", "0::/docker/abc");
  root.put("sys/fs/cgroup/cpu.max", "150000 100000");
  CHECK(*cpu_quota(root.folder()) == 1.5);
  root.put("proc/self/cgroup", "0::/elsewhere");
  CHECK(*cpu_quota(root.folder()) == 1.5);
}

TEST_CASE("what cannot be read sets no limit") {
  const Root root;
  root.put("proc/self/mountinfo", "x\n- - -\n" + kSecond);
  root.put("proc/self/cgroup", "x\n0\n0::/a");
  root.put("sys/fs/cgroup/a/cpu.max", "many 0");
  CHECK(!cpu_quota(root.folder()));
}

}  // namespace talentsim
