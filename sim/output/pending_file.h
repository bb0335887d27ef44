// SPDX-License-Identifier: MIT
// A file that appears under its final name only when complete: temporary file, fsync, rename, fsync
// of the folder.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace talentsim::output {

enum class Overwrite : bool { no, yes };

class PendingFile {
 public:
  // Claims an empty file beside `path`. UsageError when `path` cannot be meant (it exists and may
  // not be overwritten, its folder is missing); RunError when the folder cannot be written.
  PendingFile(std::filesystem::path path, Overwrite overwrite);
  ~PendingFile();  // removes the temporary unless published
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;

  const std::filesystem::path& temporary() const { return temporary_; }
  void write(std::string_view text);  // the whole content of a text file
  void publish();                     // the file must be closed

 private:
  std::filesystem::path final_, temporary_;
  Overwrite overwrite_;
};

}  // namespace talentsim::output
