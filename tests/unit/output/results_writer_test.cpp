// SPDX-License-Identifier: MIT
// What the writer promises about the file as a whole. What is inside is read back by other
// programs, in tests/analysis/test_opens_everywhere.py.
#include "output/results_writer.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>

#include "lib/temporary_folder.h"
#include "sample.h"
#include "support/error.h"

namespace fs = std::filesystem;
using namespace talentsim;
using namespace talentsim::output;

namespace {

struct Folder {
  test::TemporaryFolder itself;
  const fs::path& path = itself.path();
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path), fs::directory_iterator()));
  }
};

template <class Error>
std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error of this kind";
}

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Runs the test case "(child) ..." of this program with files limited to `bytes`; returns its exit
// code and what it wrote to stderr. A process of its own, so that HDF5 closes itself at exit with
// the limit in force.
std::pair<int, std::string> with_file_limit(rlim_t bytes, const fs::path& log,
                                            const fs::path& results) {
  std::cout.flush();  // or the child would print it again
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("TALENTSIM_CHILD_RESULTS", results.c_str(), 1);
    std::signal(SIGXFSZ, SIG_IGN);
    if (std::freopen(log.c_str(), "w", stderr) == nullptr) ::_exit(99);
    if (std::freopen("/dev/null", "w", stdout) == nullptr) ::_exit(99);
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::execl("/proc/self/exe", "test", "--test-case=(child)*", static_cast<char*>(nullptr));
    ::_exit(99);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(log)};
}

}  // namespace

TEST_CASE("the sample file is written for the readers' tests") {
  const char* wanted = std::getenv("TALENTSIM_SAMPLE");
  const fs::path path =
      wanted != nullptr ? wanted : fs::temp_directory_path() / "talentsim_sample.h5";
  sample::write(path);
  CHECK(fs::file_size(path) > 10000);
}

TEST_CASE("a file appears when finished and not before") {
  const Folder folder;
  const fs::path path = folder.path / "run.h5";
  sample::write(path, {.finish = false});
  CHECK(folder.files() == 0);
  sample::write(path);
  CHECK(folder.files() == 1);
  CHECK(fs::exists(path));
}

TEST_CASE("an existing file is kept unless forced") {
  const Folder folder;
  const fs::path path = folder.path / "run.h5";
  std::ofstream(path) << "precious";
  CHECK(message_of<UsageError>([&] { sample::write(path, {.force = false}); }) ==
        "'" + path.string() +
            "' exists (results are never overwritten unasked) use --force or another name");
  CHECK(contents(path) == "precious");
  sample::write(path, {.force = true, .finish = false});
  CHECK(contents(path) == "precious");
  sample::write(path, {.force = true});
  CHECK(contents(path).substr(1, 3) == "HDF");
}

TEST_CASE("a file that another run finished meanwhile is kept") {
  const Folder folder;
  const fs::path path = folder.path / "run.h5";
  {
    PendingFile pending(path, Overwrite::no);
    std::ofstream(path) << "precious";
    CHECK(message_of<RunError>([&] { pending.publish(); }).find("File exists") !=
          std::string::npos);
  }
  CHECK(contents(path) == "precious");
  CHECK(folder.files() == 1);
}

TEST_CASE("a destination that cannot be written is refused before the run") {
  const Folder folder;
  const auto usage = [](const fs::path& path) {
    return message_of<UsageError>([&] { sample::write(path); });
  };
  CHECK(usage(folder.path).find("(it is a folder) name a file in it") != std::string::npos);
  CHECK(usage(folder.path / "no/run.h5").find("make the folder first") != std::string::npos);
  CHECK(usage("/dev/null").find("(it is not an ordinary file) name another") != std::string::npos);

  ::chmod(folder.path.c_str(), 0555);
  const bool root = ::geteuid() == 0;
  if (root) CHECK(::seteuid(65534) == 0);  // permissions do not hold root back
  const std::string message = message_of<RunError>([&] { sample::write(folder.path / "run.h5"); });
  if (root) CHECK(::seteuid(0) == 0);
  CHECK(message == "cannot write results in '" + folder.path.string() +
                       "' (Permission denied) choose a folder you may write to with -o");
  ::chmod(folder.path.c_str(), 0755);
}

TEST_CASE("an unknown group is refused with a suggestion") {
  const Folder folder;
  CHECK(message_of<UsageError>([&] {
          sample::write(folder.path / "run.h5", {.groups = {"flow"}});
        }) == "unknown group of results 'flow' (did you mean 'flows'?)");
  CHECK(folder.files() == 0);
}

TEST_CASE("results out of order or incomplete are refused") {
  const Folder folder;
  const fs::path path = folder.path / "run.h5";
  const stats::Axes axes = sample::axes();
  ResultsWriter writer(path, sample::header(), axes, {"flows"}, sample::months(2), 1, false, false);
  const stats::Tallies tallies(axes);
  Record record;
  record.add_month(tallies);
  CHECK_THROWS_AS(writer.write_replicate(0, record), RunError);
  record.add_month(tallies);
  CHECK_THROWS_AS(writer.write_replicate(1, record), RunError);
  CHECK_THROWS_AS(writer.finish(0), RunError);
  writer.write_replicate(0, record);
  CHECK_THROWS_AS(writer.write_replicate(1, record), RunError);
  writer.finish(0);
  CHECK(fs::exists(path));
}

TEST_CASE("a record without the figures of a group is not written as if it had them") {
  const Folder folder;
  const stats::Axes axes = sample::axes();
  ResultsWriter writer(folder.path / "run.h5", sample::header(), axes, {"cohorts"},
                       sample::months(1), 1, false, false);
  Record record;
  record.add_month(stats::Tallies(axes));
  CHECK_THROWS_AS(writer.write_replicate(0, record), std::logic_error);
}

TEST_CASE("(child) writes where files are limited in size") {
  const char* path = std::getenv("TALENTSIM_CHILD_RESULTS");
  if (path == nullptr) return;
  const std::string message =
      message_of<RunError>([&] { sample::write(path, {.events_a_month = 20000}); });
  ::unsetenv("TALENTSIM_CHILD_RESULTS");
  // Only the cause: stderr is a file under the same limit.
  const auto cause = message.find('(');
  if (cause != std::string::npos) std::fputs(message.substr(cause).c_str(), stderr);
}

TEST_CASE("a full disk gives one clear error, at whatever point it strikes, and leaves nothing") {
  const Folder folder;
  const Folder logs;
  const fs::path path = folder.path / "run.h5";
  int failures = 0;
  for (rlim_t limit = 100; limit < 1000000; limit = limit * 3 / 2) {
    CAPTURE(limit);
    const auto [code, errors] = with_file_limit(limit, logs.path / "stderr", path);
    CHECK(code == 0);
    if (fs::exists(path)) break;
    ++failures;
    CHECK(errors == "(File too large) raise the limit on file size (ulimit -f)");
    CHECK(folder.files() == 0);
  }
  CHECK(failures >= 15);
}

TEST_CASE("two writings of the same figures differ only in the time of creation and the seal") {
  const Folder folder;
  sample::write(folder.path / "a.h5");
  sample::write(folder.path / "b.h5");
  const std::string a = contents(folder.path / "a.h5"), b = contents(folder.path / "b.h5");
  REQUIRE(a.size() == b.size());
  std::size_t differences = 0;
  constexpr std::size_t kSealBytes = 84;
  for (std::size_t i = 0; i + kSealBytes < a.size(); ++i) differences += a[i] != b[i];
  CHECK(differences <= std::string("2026-01-01T00:00:00Z").size());
}
