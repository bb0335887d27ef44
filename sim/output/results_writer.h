// SPDX-License-Identifier: MIT
// Writes the results of a run. The file appears under its name at finish() and not before.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "output/event_log.h"
#include "output/hdf5_file.h"
#include "output/hdf5_reader.h"
#include "output/measure_group.h"
#include "output/pending_file.h"
#include "output/record.h"
#include "stats/measures.h"
#include "support/month.h"

namespace talentsim::output {

// What ran, where and by what: the root attributes that the writer cannot find out itself.
struct Header {
  std::string scenario_title, scenario_sha256, scenario_yaml;
  std::string program_version, git_commit, instruction_set;
  std::uint64_t seed = 1;
  double scale = 1;
  int threads = 1;
  // Empty: those of this build and this machine.
  std::string compiler{}, math_library{};
};

class ResultsWriter {
 public:
  // Refuses a destination that cannot be written before anything is simulated.
  // `points`: numbers of the points of a sweep; figures then begin with the dimension `point`, and
  // row point x replicates + replicate stands wherever a replicate is asked for below.
  // `groups`: the groups of figures wanted, of measure_groups(); `events`: with the event log.
  // `open_ended`: `replicates` is how many there may be, keep_replicates() says how many there are.
  ResultsWriter(const std::filesystem::path& path, const Header& header, const stats::Axes& axes,
                const std::vector<std::string>& groups, std::vector<Month> months, int replicates,
                bool events, bool force, std::vector<std::int32_t> points = {},
                bool open_ended = false);
  ~ResultsWriter();  // without finish(): leaves nothing
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;

  // In the order of replicates, each whole.
  void write_replicate(int replicate, const Record& record);
  // No more replicates than those written will come; only of an open-ended file.
  void keep_replicates();
  // A replicate as another file has it, that holds the same figures and was written with points.
  void copy_replicate(int replicate, const hdf5::Reader& from, int from_row);
  // More about the file: a group beside the figures, an attribute of the root.
  hdf5::Group add_group(const std::string& name) { return file_.group(name); }
  void attribute(const std::string& name, std::string_view text) { file_.attribute(name, text); }
  // Events of one month, ordered by person and ordinal; may be called several times a month, in
  // order.
  void append_events(std::span<const stats::Event> events, int replicate);
  void finish(double wall_seconds);

 private:
  void write_header(const Header& header);
  void write_replicates(int replicates);
  void expect_replicate(int replicate) const;

  std::vector<Month> months_;
  int replicates_;  // of all points
  int replicates_written_ = 0;
  PendingFile pending_;
  hdf5::File file_;
  std::vector<MeasureGroup> groups_;
  std::optional<EventLog> events_;
};

}  // namespace talentsim::output
