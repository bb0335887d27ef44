// SPDX-License-Identifier: MIT
#include "checkpoint/sealed_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gnu/libc-version.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "support/digest.h"
#include "support/disk.h"
#include "version.h"

namespace talentsim::checkpoint {
namespace {

namespace fs = std::filesystem;

const std::string kMagic = "talentsim checkpoint, format 1\n";
constexpr std::size_t kBlock = std::size_t{1} << 20;

// Bytes to a file by the block, digested on the way.
class FileSink : public Sink {
 public:
  explicit FileSink(Descriptor& file) : file_(file) { buffer_.reserve(kBlock); }
  void put(const void* bytes, std::size_t size) override {
    if (buffer_.size() + size > kBlock) flush();
    if (size >= kBlock) return pass_on(bytes, size);
    const auto* first = static_cast<const char*>(bytes);
    buffer_.insert(buffer_.end(), first, first + size);
  }
  Sum finish() {
    flush();
    return digest_.sum();
  }

 private:
  void flush() {
    pass_on(buffer_.data(), buffer_.size());
    buffer_.clear();
  }
  void pass_on(const void* bytes, std::size_t size) {
    digest_.add(bytes, size);
    file_.write(bytes, size);
  }

  Descriptor& file_;
  Digest digest_;
  std::vector<char> buffer_;
};

class FileSource : public Source {
 public:
  FileSource(Descriptor& file, std::uint64_t bytes) : file_(file), left_(bytes) {}
  void get(void* bytes, std::size_t size) override {
    if (size > left_) throw RunError("it ends too early");
    left_ -= size;
    auto* to = static_cast<char*>(bytes);
    const auto ready = std::min(size, buffer_.size() - used_);
    std::copy_n(buffer_.data() + used_, ready, to);
    used_ += ready;
    if (ready == size) return;
    if (size - ready >= kBlock) return read(to + ready, size - ready);
    buffer_.resize(kBlock);
    buffer_.resize(file_.read(buffer_.data(), kBlock));
    if (buffer_.size() < size - ready) throw RunError("it ends too early");
    std::copy_n(buffer_.data(), size - ready, to + ready);
    used_ = size - ready;
  }
  std::uint64_t left() const override { return left_; }

 private:
  void read(void* bytes, std::size_t size) {
    if (file_.read(bytes, size) != size) throw RunError("it ends too early");
    buffer_.clear();
    used_ = 0;
  }

  Descriptor& file_;
  std::uint64_t left_;
  std::vector<char> buffer_;
  std::size_t used_ = 0;
};

[[noreturn]] void refuse(const fs::path& path, const std::string& why, const char* hint) {
  throw UsageError(fmt::format("cannot go on from '{}' ({}) {}", path.string(), why, hint));
}

constexpr const char* kDamagedHint =
    "remove it to go on from the one before it, or begin the run again";

// The number of bytes before the digest; refuses a file that is not what was written.
std::uint64_t check_seal(Descriptor& file) {
  Sum stored{};
  const auto size = file.size();
  if (size < kMagic.size() + stored.size()) refuse(file.path(), "it is cut short", kDamagedHint);
  const auto content = size - stored.size();
  Digest digest;
  std::vector<char> block(kBlock);
  for (std::uint64_t at = 0; at < content;) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, content - at));
    if (file.read(block.data(), wanted) != wanted)
      refuse(file.path(), "it is cut short", kDamagedHint);
    if (at == 0 && !std::equal(kMagic.begin(), kMagic.end(), block.begin()))
      refuse(file.path(), "it is no checkpoint, or one of another format", kDamagedHint);
    digest.add(block.data(), wanted);
    at += wanted;
  }
  if (file.read(stored.data(), stored.size()) != stored.size() || digest.sum() != stored)
    refuse(file.path(), "it was changed or cut short: its SHA-256 is another", kDamagedHint);
  file.seek(0);
  return content;
}

void check_identity(const fs::path& path, const Identity& found, const Identity& expected) {
  const auto compare = [&](const char* name, const std::string& here, const std::string& there,
                           const char* hint) {
    if (here != there)
      refuse(path, fmt::format("{} '{}', not '{}'", name, there.substr(0, 60), here.substr(0, 60)),
             hint);
  };
  constexpr const char* kBuild = "go on with the program that wrote it";
  compare("it was written by version", expected.program_version, found.program_version, kBuild);
  compare("it was written by commit", expected.git_commit, found.git_commit, kBuild);
  compare("it was written by a build of", expected.compiler, found.compiler, kBuild);
  compare("it was written with", expected.math_library, found.math_library, kBuild);
  compare("it was written for instruction set", expected.instruction_set, found.instruction_set,
          kBuild);
  if (!expected.scenario_sha256.empty())
    compare("it is of the scenario with SHA-256", expected.scenario_sha256, found.scenario_sha256,
            "use the folder of one run only");
  compare("it holds", expected.what, found.what, "use the folder of one run only");
}

}  // namespace

Identity this_build() {
  return {build::kVersion,
          build::kGitCommit,
          "g++ " __VERSION__,
          fmt::format("glibc {}", gnu_get_libc_version()),
          build::kInstructionSet,
          {},
          {}};
}

void write_sealed(const fs::path& path, const Identity& identity,
                  const std::function<void(Writer&)>& write) {
  auto temporary = path;
  temporary += ".partial";
  try {
    Descriptor file(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    FileSink sink(file);
    Writer writer(sink);
    sink.put(kMagic.data(), kMagic.size());
    writer(identity);
    write(writer);
    const auto sum = sink.finish();
    file.write(sum.data(), sum.size());
    file.sync();
    if (std::rename(temporary.c_str(), path.c_str()) != 0) disk_failed("write", path);
  } catch (...) {
    std::error_code ignored;
    fs::remove(temporary, ignored);
    throw;
  }
  sync_folder(path.parent_path());
}

void read_sealed(const fs::path& path, const Identity& expected,
                 const std::function<void(Reader&)>& read) {
  Descriptor file(path, O_RDONLY);
  FileSource source(file, check_seal(file));
  Reader reader(source);
  std::string magic(kMagic.size(), ' ');
  source.get(magic.data(), magic.size());
  Identity found;
  try {
    reader(found);
  } catch (const RunError& error) {
    refuse(path, error.what(), kDamagedHint);
  }
  check_identity(path, found, expected);
  try {
    read(reader);
  } catch (const RunError& error) {
    refuse(path, error.what(), kDamagedHint);
  }
  if (source.left() != 0) refuse(path, "it is longer than it should be", kDamagedHint);
}

}  // namespace talentsim::checkpoint
