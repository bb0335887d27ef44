// SPDX-License-Identifier: MIT
#include "checkpoint/archive.h"

namespace talentsim::checkpoint {
namespace {

constexpr std::uint64_t kMostFigures = std::uint64_t{1} << 32;
constexpr int kBitsAByte = 7;

void put_number(std::vector<std::uint8_t>& bytes, std::uint64_t number) {
  for (; number > 127; number >>= kBitsAByte)
    bytes.push_back(static_cast<std::uint8_t>(number | 128));
  bytes.push_back(static_cast<std::uint8_t>(number));
}

std::uint64_t get_number(const std::vector<std::uint8_t>& bytes, std::size_t& at) {
  std::uint64_t number = 0;
  for (int shift = 0; shift < 64; shift += kBitsAByte) {
    if (at == bytes.size()) break;
    const std::uint8_t byte = bytes[at++];
    number |= static_cast<std::uint64_t>(byte & 127) << shift;
    if (byte < 128) return number;
  }
  throw RunError("its figures are damaged");
}

}  // namespace

void visit_figures(Writer& write, const std::vector<std::int64_t>& figures) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < figures.size();) {
    const auto value = static_cast<std::uint64_t>(figures[i]);
    if (value != 0) {
      put_number(bytes, value << 1 ^ (figures[i] < 0 ? ~std::uint64_t{0} : 0));
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < figures.size() && figures[end] == 0) ++end;
    put_number(bytes, 0);
    put_number(bytes, end - i);
    i = end;
  }
  write(std::uint64_t{figures.size()});
  write(bytes);
}

void visit_figures(Reader& read, std::vector<std::int64_t>& figures) {
  std::uint64_t count = 0;
  std::vector<std::uint8_t> bytes;
  read(count);
  read(bytes);
  if (count > kMostFigures) throw RunError("its figures are damaged");
  figures.clear();
  figures.reserve(static_cast<std::size_t>(count));
  for (std::size_t at = 0; at < bytes.size();) {
    const auto number = get_number(bytes, at);
    const auto zeros = number == 0 ? get_number(bytes, at) : 0;
    if (figures.size() + (number == 0 ? zeros : 1) > count)
      throw RunError("its figures are damaged");
    if (number == 0)
      figures.resize(figures.size() + static_cast<std::size_t>(zeros));
    else
      figures.push_back(
          static_cast<std::int64_t>(number >> 1 ^ (number & 1 ? ~std::uint64_t{0} : 0)));
  }
  if (figures.size() != count) throw RunError("its figures are damaged");
}

}  // namespace talentsim::checkpoint
