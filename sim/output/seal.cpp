// SPDX-License-Identifier: MIT
#include "output/seal.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "support/digest.h"
#include "support/disk.h"
#include "support/error.h"

namespace talentsim::output {
namespace {

constexpr std::string_view kWords = "\ntalentsim SHA-256 ";  // a line of its own, for `tail -n 1`
constexpr std::size_t kDigits = 2 * std::tuple_size_v<Sum>;
constexpr std::size_t kSealBytes = kWords.size() + kDigits + 1;
constexpr std::size_t kBlock = 1 << 20;

std::string seal_of(Descriptor& file, std::uint64_t bytes) {
  Digest digest;
  std::vector<char> block(kBlock);
  file.seek(0);
  for (std::uint64_t left = bytes; left > 0;) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, left));
    const auto got = file.read(block.data(), wanted);
    digest.add(block.data(), got);
    if (got < wanted) break;  // cut while it is read: the sum is another
    left -= got;
  }
  const auto sum = digest.sum();
  return fmt::format("{}{:02x}\n", kWords, fmt::join(sum, ""));
}

// Where the superblock says that the file ends, when it is of version 0, as the writer makes it.
std::optional<std::uint64_t> end_by_hdf5(Descriptor& file) {
  constexpr std::array<unsigned char, 9> kStart = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0};
  constexpr std::size_t kPlace = 40;
  std::array<unsigned char, kPlace + sizeof(std::uint64_t)> superblock{};
  file.seek(0);
  if (file.read(superblock.data(), superblock.size()) < superblock.size() ||
      !std::equal(kStart.begin(), kStart.end(), superblock.begin()))
    return {};
  std::uint64_t end = 0;  // little-endian in the file
  for (std::size_t i = 0; i < sizeof end; ++i)
    end |= std::uint64_t{superblock[kPlace + i]} << (8 * i);
  return end;
}

}  // namespace

void seal(const std::filesystem::path& path) {
  Descriptor file(path, O_RDWR);
  const auto text = seal_of(file, file.size());
  file.write(text.data(), text.size());
}

void check_seal(const std::string& path) {
  const auto refuse = [&](const char* why) {
    throw RunError(fmt::format("cannot read '{}' ({}) run the scenario again", path, why));
  };
  Descriptor file(path, O_RDONLY);
  const auto size = file.size();
  std::string found(static_cast<std::size_t>(std::min<std::uint64_t>(size, kSealBytes)), '\0');
  file.seek(size - found.size());
  found.resize(file.read(found.data(), found.size()));
  if (found.starts_with(kWords)) {
    if (found != seal_of(file, size - found.size()))
      refuse("it is damaged: its SHA-256 is not the one it ends with");
    return;
  }
  const auto end = end_by_hdf5(file);
  if (end && *end != size) refuse("it is cut short or damaged");
}

}  // namespace talentsim::output
