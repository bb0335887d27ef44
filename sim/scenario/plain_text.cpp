// SPDX-License-Identifier: MIT
#include "scenario/plain_text.h"

#include <fmt/core.h>

#include <array>

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

// The character of the well-formed sequence of `length` bytes at `at`.
char32_t character_at(std::string_view text, std::size_t at, int length) {
  constexpr std::array<unsigned, 5> kFirstBits = {0, 0x7F, 0x1F, 0x0F, 0x07};
  const auto size = static_cast<std::size_t>(length);
  char32_t character = static_cast<unsigned char>(text[at]) & kFirstBits[size];
  for (std::size_t i = 1; i < size; ++i)
    character = (character << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  return character;
}

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

// Characters that show nothing themselves but command a terminal, break lines or turn the direction
// of writing (Unicode 15, general categories Cc, Zl, Zp and the invisible ones of Cf but the two
// joiners that some scripts need).
bool is_hidden(char32_t c) {
  return (c >= 0x80 && c <= 0x9F) || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

// What is wrong with a character, or nothing.
std::string objection(char32_t c) {
  const auto number = static_cast<unsigned>(c);
  if (is_control(c))
    return fmt::format("control character 0x{:02x} (a scenario file is plain UTF-8 text)", number);
  if (is_hidden(c))
    return fmt::format(
        "hidden character U+{:04X} (it can make a text look other than it is); remove it", number);
  return {};
}

}  // namespace

std::optional<Problem> not_plain_text(std::string_view text, const std::string& file) {
  int line = 1, column = 1, flow_marks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const int length = sequence_length(text, at);
    if (length == 0)
      return Problem{
          file, line, column,
          fmt::format("byte 0x{:02x} is not UTF-8 (a scenario file is plain UTF-8 text)", byte)};
    const char32_t character = character_at(text, at, length);
    const bool is_byte_order_mark = at == 0 && character == 0xFEFF;
    if (auto problem = objection(character); !problem.empty() && !is_byte_order_mark)
      return Problem{file, line, column, std::move(problem)};
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

std::string hidden_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const int length = sequence_length(text, at);
    if (length == 0) return "bytes that are not UTF-8 (a scenario file is plain UTF-8 text)";
    const char32_t character = character_at(text, at, length);
    if (character == '\r') return "carriage return (a line ends with a line feed)";
    if (auto problem = objection(character); !problem.empty()) return problem;
    at += static_cast<std::size_t>(length);
  }
  return {};
}

}  // namespace talentsim::scenario
