// SPDX-License-Identifier: MIT
#include "support/error.h"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

namespace talentsim {
namespace {

// More than a person reads at once; a hostile file can hold millions of mistakes.
constexpr std::size_t kShownProblems = 200;
// Words longer than this are no spelling mistakes, and the distance costs their product.
constexpr std::size_t kLongestWord = 80;
constexpr std::size_t kLongestMessage = 2000;  // a hostile file can name a key of a megabyte

// One line, and nothing in it that a terminal obeys, whatever file names and values hold.
std::string in_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n')
      out += "\\n";
    else if (byte < 0x20 || byte == 0x7F)
      out += fmt::format("\\x{:02x}", byte);
    else
      out += c;
  }
  return out;
}

// The beginning of a long message, cut between characters of UTF-8.
std::string shortened(const std::string& message) {
  if (message.size() <= kLongestMessage) return message;
  std::size_t end = kLongestMessage;
  while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0u) == 0x80u) --end;
  return message.substr(0, end) + "...";
}

auto place(const Problem& p) { return std::tie(p.file, p.line, p.column, p.message); }

}  // namespace

std::string Problem::text() const {
  const std::string what = shortened(message);
  if (line == 0) return in_one_line(fmt::format("{}: error: {}", file, what));
  return in_one_line(fmt::format("{}:{}:{}: error: {}", file, line, column, what));
}

ScenarioError::ScenarioError(std::vector<Problem> problems) : problems_(std::move(problems)) {
  std::sort(problems_.begin(), problems_.end(),
            [](const Problem& a, const Problem& b) { return place(a) < place(b); });
  auto same = [](const Problem& a, const Problem& b) { return place(a) == place(b); };
  problems_.erase(std::unique(problems_.begin(), problems_.end(), same), problems_.end());
  for (std::size_t i = 0; i < problems_.size() && i < kShownProblems; ++i) {
    if (i > 0) text_ += '\n';
    text_ += problems_[i].text();
  }
  if (problems_.size() > kShownProblems)
    text_ += fmt::format("\nand {} more problems", problems_.size() - kShownProblems);
}

int edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<int> before(width), last(width), row(width);
  for (std::size_t j = 0; j < width; ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j < width; ++j) {
      const int change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > kLongestWord) return {};
  // A third of the letters may be wrong; very short words must nearly agree.
  int best = std::max(1, static_cast<int>(word.size()) / 3) + 1;
  std::string found;
  for (const std::string& candidate : candidates) {
    const int distance = edit_distance(word, candidate);
    if (distance < best && distance < static_cast<int>(candidate.size())) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string found = nearest(word, candidates);
  return found.empty() ? "" : fmt::format(" (did you mean '{}'?)", found);
}

}  // namespace talentsim
