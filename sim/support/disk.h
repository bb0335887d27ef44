// SPDX-License-Identifier: MIT
// Files by descriptor, with what the system says when it refuses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace talentsim {

[[noreturn]] void disk_failed(const char* what, const std::filesystem::path& path);  // by errno

// An open file that closes itself.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags);  // throws RunError
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  const std::filesystem::path& path() const { return path_; }
  void write(const void* bytes, std::size_t size);
  std::size_t read(void* bytes, std::size_t size);  // fewer only at the end
  std::uint64_t size() const;
  void seek(std::uint64_t place);
  void cut(std::uint64_t size);
  void sync();

 private:
  std::filesystem::path path_;
  int number_;
};

void sync_folder(const std::filesystem::path& folder);

}  // namespace talentsim
