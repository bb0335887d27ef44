// SPDX-License-Identifier: MIT
// A small results file with invented figures, whose every cell a reader can predict.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "output/results_writer.h"
#include "output/schema.h"
#include "stats/measures.h"

namespace talentsim::output::sample {

constexpr int kReplicates = 2;
constexpr int kMonths = 14;
constexpr double kScale = 0.5;

inline stats::Axes axes() {
  stats::Axes axes;
  axes.schemes = {"graduates", "high_earners", "families"};
  axes.sectors = {"finance", "trade"};
  axes.channels = {"board", "fair"};
  axes.job_fits = stats::job_fit_names();
  axes.professions = {"medicine", "law"};
  axes.own_account_kinds = {"agency", "shell"};
  axes.single_vacancies = true;
  axes.cohorts = {"2022H2", "2023H1", "2023H2"};
  axes.quantiles = {0.05, 0.5, 0.9};
  axes.months_since_arrival = kMonths;
  return axes;
}

inline std::vector<Month> months(int count = kMonths) {
  std::vector<Month> list;
  for (int i = 0; i < count; ++i) list.push_back(Month::of(2022, 12) + i);
  return list;
}

inline Header header() {
  Header header;
  header.scenario_title = "Sample — 樣本";
  header.scenario_sha256 = std::string(64, 'a');
  header.scenario_yaml = "title: Sample — 樣本\nseed: 7\n";
  header.program_version = "0.1.0";
  header.git_commit = "0123abc";
  header.instruction_set = "x86-64-v3";
  header.seed = 18446744073709551615ULL;
  header.scale = kScale;
  header.threads = 2;
  return header;
}

// The count in cell `cell` of a measure in a month (-1: cohorts) of a replicate, before scaling.
inline std::int64_t count_at(stats::Measure measure, int replicate, int month, std::size_t cell) {
  return static_cast<int>(measure) * 100000 + replicate * 10000 + (month + 1) * 100 +
         static_cast<std::int64_t>(cell);
}

inline void fill(stats::Tallies& tallies, int replicate, int month) {
  for (const stats::MeasureInfo& measure : stats::measures()) {
    auto cells = tallies.values(measure.measure);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      cells[cell] = count_at(measure.measure, replicate, month, cell);
    }
  }
}

inline stats::Event event_at(int month, int i) {
  constexpr auto kKinds = static_cast<int>(stats::Happening::count_);
  return {.person = (1ULL << 53) - 1 - static_cast<std::uint64_t>(i),
          .household = static_cast<std::uint64_t>(i),
          .month = (Month::of(2022, 12) + month).index(),
          .what = static_cast<stats::Happening>(i % kKinds),
          .scheme = static_cast<std::int8_t>(i % 4 - 1),
          .sector = static_cast<std::int8_t>(i % 3 - 1),
          .skill = static_cast<std::int8_t>(i % 3 - 1),
          .detail = -i,
          .ordinal = static_cast<std::uint16_t>(i % 3),
          .age_years = static_cast<std::int8_t>(i % 90),
          .sex = static_cast<std::int8_t>(i % 2)};
}

struct Options {
  int events_a_month = 10;
  bool force = true;
  int months = kMonths;
  bool finish = true;
  std::vector<std::string> groups = measure_groups();
};

inline void write(const std::filesystem::path& path, const Options& options = {}) {
  const stats::Axes shape = axes();
  ResultsWriter writer(path, header(), shape, options.groups, months(options.months), kReplicates,
                       options.events_a_month >= 0, options.force);
  stats::Tallies tallies(shape);
  for (int replicate = 0; replicate < kReplicates; ++replicate) {
    Record record;
    for (int month = 0; month < options.months; ++month) {
      fill(tallies, replicate, month);
      record.add_month(tallies);
      std::vector<stats::Event> events;
      for (int i = 0; i < options.events_a_month; ++i) events.push_back(event_at(month, i));
      writer.append_events(events, replicate);
    }
    fill(tallies, replicate, -1);
    record.add_cohorts(tallies);
    writer.write_replicate(replicate, record);
  }
  if (options.finish) writer.finish(1.5);
}

}  // namespace talentsim::output::sample
