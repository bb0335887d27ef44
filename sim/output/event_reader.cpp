// SPDX-License-Identifier: MIT
#include "output/event_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <type_traits>

#include "support/error.h"

namespace talentsim::output {
namespace {

constexpr unsigned long long kBlock = 1 << 20;        // records read at once: 8 MiB a column
constexpr unsigned long long kStreamBlock = 1 << 17;  // of each of the logs read side by side

std::int64_t within(const ResultsReader& file, std::int64_t value, std::int64_t least,
                    std::int64_t most) {
  if (value < least || value > most)
    throw RunError(fmt::format("cannot read '{}' (its event log is damaged) run the scenario again",
                               file.path()));
  return value;
}

// Records of the log from `begin`, of all replicates; `posts`: with post, age and sex.
struct Block {
  std::vector<std::int64_t> replicates;
  std::vector<stats::Event> events;
};

Block read_records(const ResultsReader& file, unsigned long long begin, unsigned long long count,
                   bool posts) {
  const auto column = [&](const char* name) {
    return file.file().numbers(fmt::format("events/{}", name), {begin}, {count});
  };
  constexpr auto kMostEvent = static_cast<std::int64_t>(stats::Happening::count_) - 1;
  Block block;
  block.replicates = column("replicate");
  block.events.resize(count);
  const auto fill = [&](const char* name, std::int64_t least, std::int64_t most, auto&& field) {
    const auto values = column(name);
    for (std::size_t i = 0; i < count; ++i) {
      auto& to = field(block.events[i]);
      to = static_cast<std::remove_reference_t<decltype(to)>>(within(file, values[i], least, most));
    }
  };
  fill(
      "person", 0, (1LL << 53) - 1, [](auto& e) -> auto& { return e.person; });
  fill(
      "month", 0, INT32_MAX, [](auto& e) -> auto& { return e.month; });
  fill(
      "event", 0, kMostEvent, [](auto& e) -> auto& { return e.what; });
  fill(
      "scheme", -1, INT8_MAX, [](auto& e) -> auto& { return e.scheme; });
  fill(
      "detail", INT32_MIN, INT32_MAX, [](auto& e) -> auto& { return e.detail; });
  if (!posts) return block;
  fill(
      "sector", -1, INT8_MAX, [](auto& e) -> auto& { return e.sector; });
  fill(
      "skill", -1, 2, [](auto& e) -> auto& { return e.skill; });
  fill(
      "age_years", -1, INT8_MAX, [](auto& e) -> auto& { return e.age_years; });
  fill(
      "sex", -1, 1, [](auto& e) -> auto& { return e.sex; });
  return block;
}

}  // namespace

bool has_events(const ResultsReader& file) { return file.file().has("events/record"); }

void read_events(const ResultsReader& file, int replicate,
                 const std::function<void(std::span<const stats::Event>)>& take) {
  const auto extents = file.file().extents("events/record");
  const auto records = extents.empty() ? 0 : extents[0];
  for (unsigned long long begin = 0; begin < records; begin += kBlock) {
    const auto count = std::min(kBlock, records - begin);
    const auto replicates = file.file().numbers("events/replicate", {begin}, {count});
    if (std::find(replicates.begin(), replicates.end(), replicate) == replicates.end()) continue;
    auto block = read_records(file, begin, count, false);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count; ++i)
      if (replicates[i] == replicate) block.events[kept++] = block.events[i];
    block.events.resize(kept);
    take(block.events);
  }
}

EventStream::EventStream(const ResultsReader& file) : file_(file) {
  if (!has_events(file))
    throw UsageError(
        fmt::format("no event log in '{}' (persons are compared by their events) run the scenario "
                    "with --events",
                    file.path()));
  if (!file.file().has("events/sector"))
    throw UsageError(fmt::format(
        "the event log of '{}' does not tell posts (an older format) run the scenario again",
        file.path()));
  const auto extents = file.file().extents("events/record");
  records_ = extents.empty() ? 0 : extents[0];
  read_block();
}

void EventStream::next() {
  if (++at_ == events_.size()) read_block();
}

void EventStream::read_block() {
  const auto order = [this](std::size_t i) {
    return std::tuple(replicates_[i], events_[i].month, events_[i].person);
  };
  const auto last =
      events_.empty() ? std::tuple(0, 0, std::uint64_t{0}) : order(events_.size() - 1);
  at_ = 0;
  events_.clear();
  replicates_.clear();
  const auto count = std::min(kStreamBlock, records_ - read_);
  if (count == 0) return;
  auto block = read_records(file_, read_, count, true);
  read_ += count;
  events_ = std::move(block.events);
  for (const auto replicate : block.replicates)
    replicates_.push_back(static_cast<int>(within(file_, replicate, 0, file_.replicates() - 1)));
  bool ordered = last <= order(0);
  for (std::size_t i = 1; i < events_.size(); ++i) ordered = ordered && order(i - 1) <= order(i);
  if (!ordered)
    throw RunError(
        fmt::format("cannot read '{}' (its event log is out of order) run the scenario "
                    "again",
                    file_.path()));
}

}  // namespace talentsim::output
