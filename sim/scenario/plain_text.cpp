// SPDX-License-Identifier: MIT
#include "scenario/plain_text.h"

#include <fmt/core.h>

namespace talentsim::scenario {
namespace {

// A parser of YAML keeps an open flow collection in memory, some 150 bytes for each bracket and
// comma.
constexpr std::string_view kFlowMarks = "[]{},";
constexpr int kMostFlowMarks = 1'000'000;

// Bytes of the UTF-8 sequence at `at` (Unicode 15, table 3-7), or 0 when it is malformed.
int sequence_length(std::string_view text, std::size_t at) {
  auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  auto continues = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  const unsigned first = byte(at), second = byte(at + 1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(at + 1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!continues(at + 1) || !continues(at + 2)) return 0;
    const bool overlong = first == 0xE0 && second < 0xA0,
               surrogate = first == 0xED && second > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!continues(at + 1) || !continues(at + 2) || !continues(at + 3)) return 0;
    const bool overlong = first == 0xF0 && second < 0x90, beyond = first == 0xF4 && second > 0x8F;
    return overlong || beyond ? 0 : 4;
  }
  return 0;
}

bool is_control(unsigned char byte) {
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

}  // namespace

std::optional<Problem> not_plain_text(std::string_view text, const std::string& file) {
  int line = 1, column = 1, flow_marks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (is_control(byte))
      return Problem{
          file, line, column,
          fmt::format("control character 0x{:02x} (a scenario file is plain UTF-8 text)", byte)};
    const int length = sequence_length(text, at);
    if (length == 0)
      return Problem{
          file, line, column,
          fmt::format("byte 0x{:02x} is not UTF-8 (a scenario file is plain UTF-8 text)", byte)};
    if (byte == '\n') {
      ++line;
      column = 1;
    } else {
      ++column;
    }
    if (kFlowMarks.find(text[at]) != std::string_view::npos && ++flow_marks > kMostFlowMarks)
      return Problem{file, line, column,
                     fmt::format("more than {} brackets and commas; a scenario is not a data set",
                                 kMostFlowMarks)};
    at += static_cast<std::size_t>(length);
  }
  return {};
}

}  // namespace talentsim::scenario
