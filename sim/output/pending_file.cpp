// SPDX-License-Identifier: MIT
#include "output/pending_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "support/error.h"

namespace talentsim::output {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void check_destination(const fs::path& path, Overwrite overwrite) {
  const std::string name = path.string();
  std::error_code ignored;
  if (!path.has_filename() || fs::is_directory(path, ignored)) {
    throw UsageError(
        fmt::format("cannot write results to '{}' (it is a folder) name a file in it", name));
  }
  if (!fs::is_directory(folder_of(path), ignored)) {
    throw UsageError(
        fmt::format("cannot write results to '{}' (there is no folder '{}') make the folder first",
                    name, folder_of(path).string()));
  }
  const fs::file_status status = fs::status(path, ignored);
  if (!fs::exists(status)) return;
  if (!fs::is_regular_file(status)) {
    throw UsageError(fmt::format(
        "cannot write results to '{}' (it is not an ordinary file) name another", name));
  }
  if (overwrite == Overwrite::no) {
    throw UsageError(fmt::format(
        "'{}' exists (results are never overwritten unasked) use --force or another name", name));
  }
}

[[noreturn]] void fail(const char* what, const fs::path& path, const char* hint) {
  throw RunError(
      fmt::format("cannot {} '{}' ({}) {}", what, path.string(), std::strerror(errno), hint));
}

void sync(const fs::path& path, int flags, const char* what, const char* hint) {
  const int descriptor = ::open(path.c_str(), flags | O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(what, path, hint);
  const bool synced = ::fsync(descriptor) == 0 || errno == EINVAL;  // EINVAL: not offered there
  const int error_number = errno;
  ::close(descriptor);
  errno = error_number;
  if (!synced) fail(what, path, hint);
}

}  // namespace

PendingFile::PendingFile(fs::path path, Overwrite overwrite)
    : final_(std::move(path)), overwrite_(overwrite) {
  check_destination(final_, overwrite_);
  // A second name is tried when a killed run with the same process id left one behind, as happens
  // in containers.
  constexpr int kAttempts = 100;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    temporary_ = final_;
    temporary_ += fmt::format(".partial-{}", ::getpid());
    if (attempt > 0) temporary_ += fmt::format("-{}", attempt);
    const int descriptor = ::open(temporary_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
      ::close(descriptor);
      return;
    }
    if (errno != EEXIST) break;
  }
  fail("write results in", folder_of(final_), "choose a folder you may write to with -o");
}

PendingFile::~PendingFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void PendingFile::write(std::string_view text) {
  const int descriptor = ::open(temporary_.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
  bool sound = descriptor >= 0;
  while (sound && !text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    sound = written > 0 || (written < 0 && errno == EINTR);
  }
  const int error_number = errno;
  const bool closed = descriptor >= 0 && ::close(descriptor) == 0;
  if (sound && closed) return;
  if (!sound) errno = error_number;
  fail("write", temporary_, "free some space there or write elsewhere");
}

void PendingFile::publish() {
  sync(temporary_, 0, "save", "check the disk or write elsewhere with -o");
  const bool may_exist = overwrite_ == Overwrite::yes;
  // RENAME_NOREPLACE keeps a file that another run finished meanwhile; file systems without it say
  // EINVAL.
  int status = may_exist ? ::rename(temporary_.c_str(), final_.c_str())
                         : ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, final_.c_str(),
                                       RENAME_NOREPLACE);
  if (status != 0 && !may_exist && (errno == EINVAL || errno == ENOSYS)) {
    check_destination(final_, overwrite_);
    status = ::rename(temporary_.c_str(), final_.c_str());
  }
  if (status != 0) fail("write results to", final_, "use --force or another name");
  temporary_.clear();
  const auto hint = fmt::format(
      "'{}' is complete, but may be lost if the power fails: check the disk", final_.string());
  sync(folder_of(final_), O_DIRECTORY, "save the folder", hint.c_str());
}

}  // namespace talentsim::output
