// SPDX-License-Identifier: MIT
#include "support/disk.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "support/error.h"

namespace talentsim {

namespace fs = std::filesystem;

void disk_failed(const char* what, const fs::path& path) {
  const int error = errno;
  const char* hint = error == ENOSPC || error == EDQUOT ? "free some space there"
                     : error == EFBIG                   ? "raise the limit on file size (ulimit -f)"
                                                        : "check the disk";
  throw RunError(
      fmt::format("cannot {} '{}' ({}) {}", what, path.string(), std::strerror(error), hint));
}

Descriptor::Descriptor(const fs::path& path, int flags)
    : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
  if (number_ < 0) disk_failed("open", path_);
}

Descriptor::~Descriptor() { ::close(number_); }

void Descriptor::write(const void* bytes, std::size_t size) {
  for (auto at = static_cast<const char*>(bytes); size > 0;) {
    const auto written = ::write(number_, at, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) disk_failed("write", path_);
    at += written;
    size -= static_cast<std::size_t>(written);
  }
}

std::size_t Descriptor::read(void* bytes, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const auto got = ::read(number_, static_cast<char*>(bytes) + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) disk_failed("read", path_);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

std::uint64_t Descriptor::size() const {
  struct stat status {};
  if (::fstat(number_, &status) != 0) disk_failed("read", path_);
  return static_cast<std::uint64_t>(status.st_size);
}

void Descriptor::seek(std::uint64_t place) {
  if (::lseek(number_, static_cast<off_t>(place), SEEK_SET) < 0) disk_failed("read", path_);
}

void Descriptor::cut(std::uint64_t size) {
  if (::ftruncate(number_, static_cast<off_t>(size)) != 0) disk_failed("write", path_);
}

void Descriptor::sync() {
  if (::fsync(number_) != 0 && errno != EINVAL) disk_failed("save", path_);  // EINVAL: not offered
}

void sync_folder(const fs::path& folder) {
  Descriptor(folder.empty() ? fs::path(".") : folder, O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace talentsim
