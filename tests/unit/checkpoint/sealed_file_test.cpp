// SPDX-License-Identifier: MIT
#include "checkpoint/sealed_file.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <string>

namespace talentsim::checkpoint {
namespace {

namespace fs = std::filesystem;

const std::vector<std::uint32_t> kContent(5000, 77);

Identity identity() {
  auto of_build = this_build();
  of_build.scenario_sha256 = "abc";
  of_build.what = "a test";
  return of_build;
}

// A sealed file of its own, removed at the end.
class File {
 public:
  File() : path_(fs::temp_directory_path() / ("sealed_file_test_" + std::to_string(::getpid()))) {
    write_sealed(path_, identity(), [](Writer& write) { write(kContent); });
  }
  ~File() { fs::remove(path_); }
  const fs::path& path() const { return path_; }
  std::string bytes() const {
    std::ifstream stream(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void put(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
  }

 private:
  fs::path path_;
};

void read_content(const File& file) {
  std::vector<std::uint32_t> content;
  read_sealed(file.path(), identity(), [&](Reader& read) { read(content); });
  CHECK(content == kContent);
}

}  // namespace

TEST_CASE("what was sealed is read") { read_content(File()); }

TEST_CASE("a changed byte is noticed, at a thousand places") {
  const File file;
  const auto sound = file.bytes();
  std::mt19937 numbers(20260401);
  for (int i = 0; i < 1000; ++i) {
    auto bytes = sound;
    bytes[numbers() % bytes.size()] ^= static_cast<char>(1 + numbers() % 255);
    file.put(bytes);
    CHECK_THROWS_AS(read_content(file), UsageError);
  }
}

TEST_CASE("a file cut short anywhere, or made longer, is noticed") {
  const File file;
  const auto sound = file.bytes();
  for (std::size_t size = 0; size < sound.size(); size += size < 400 ? 1 : 97) {
    file.put(sound.substr(0, size));
    CHECK_THROWS_AS(read_content(file), UsageError);
  }
  file.put(sound + "x");
  CHECK_THROWS_AS(read_content(file), UsageError);
}

TEST_CASE("too much or too little is read of a sound file") {
  const File file;
  CHECK_THROWS_AS(read_sealed(file.path(), identity(), [](Reader&) {}), UsageError);
  CHECK_THROWS_AS(read_sealed(file.path(), identity(),
                              [](Reader& read) {
                                std::vector<std::uint32_t> content;
                                read(content);
                                read(content);
                              }),
                  UsageError);
}

TEST_CASE("a writer that fails leaves the file as it was, and nothing else") {
  const File file;
  const auto sound = file.bytes();
  CHECK_THROWS_AS(write_sealed(file.path(), identity(), [](Writer&) { throw RunError("no more"); }),
                  RunError);
  CHECK(file.bytes() == sound);
  CHECK(!fs::exists(file.path().string() + ".partial"));
}

}  // namespace talentsim::checkpoint
