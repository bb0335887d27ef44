// SPDX-License-Identifier: MIT
#include "output/event_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "support/error.h"

namespace talentsim::output {
namespace {

constexpr unsigned long long kBlock = 1 << 20;  // records read at once: 8 MiB a column

std::int64_t within(const ResultsReader& file, std::int64_t value, std::int64_t least,
                    std::int64_t most) {
  if (value < least || value > most)
    throw RunError(fmt::format("cannot read '{}' (its event log is damaged) run the scenario again",
                               file.path()));
  return value;
}

}  // namespace

bool has_events(const ResultsReader& file) { return file.file().has("events/record"); }

void read_events(const ResultsReader& file, int replicate,
                 const std::function<void(std::span<const stats::Event>)>& take) {
  const auto extents = file.file().extents("events/record");
  const auto records = extents.empty() ? 0 : extents[0];
  constexpr auto kMostEvent = static_cast<std::int64_t>(stats::Happening::count_) - 1;
  std::vector<stats::Event> events;
  for (unsigned long long begin = 0; begin < records; begin += kBlock) {
    const auto count = std::min(kBlock, records - begin);
    const auto column = [&](const char* name) {
      return file.file().numbers(fmt::format("events/{}", name), {begin}, {count});
    };
    const auto replicates = column("replicate");
    if (std::find(replicates.begin(), replicates.end(), replicate) == replicates.end()) continue;
    const auto persons = column("person"), months = column("month"), what = column("event"),
               schemes = column("scheme"), details = column("detail");
    events.clear();
    for (std::size_t i = 0; i < count; ++i) {
      if (replicates[i] != replicate) continue;
      events.push_back({static_cast<std::uint64_t>(within(file, persons[i], 0, (1LL << 53) - 1)), 0,
                        static_cast<std::int32_t>(within(file, months[i], 0, INT32_MAX)),
                        static_cast<stats::Happening>(within(file, what[i], 0, kMostEvent)),
                        static_cast<std::int8_t>(within(file, schemes[i], -1, INT8_MAX)),
                        static_cast<std::int32_t>(within(file, details[i], INT32_MIN, INT32_MAX)),
                        0});
    }
    take(events);
  }
}

}  // namespace talentsim::output
