// SPDX-License-Identifier: MIT
// The checkpoints of a run: a folder from which it goes on after being stopped.
//
//   run                     what was asked for
//   replicate-00003.events  what happened in it so far, with --events
//   00003-2024-06.city      the city after that month and the figures up to it; the last two
//   replicate-00003.lived   what the replicate left, once its months are over
//   lock                    held while the run lives
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "checkpoint/event_journal.h"
#include "checkpoint/sealed_file.h"
#include "run/replicate.h"
#include "run/until_ci.h"

namespace talentsim::run {

using checkpoint::TakeEvents;

// What a run needs to go on.
struct Manifest {
  std::string scenario_yaml, output;  // output: absolute
  Manner manner;
  bool force = false, keep_cities = false;
  int every = 12, batch = 10;
  std::vector<Target> until;
};

class Checkpoints {
 public:
  // Begins in a folder that is new or empty, or holds an older run when `force`. UsageError when it
  // is in use.
  static std::unique_ptr<Checkpoints> begin(const std::filesystem::path& folder,
                                            const Manifest& manifest, bool force);
  // Goes on in a folder, or only reads it, beside others who do; UsageError with the reason when
  // that cannot be.
  enum class Use : std::uint8_t { go_on, read };
  static bool hold_a_run(const std::filesystem::path& folder);
  static std::unique_ptr<Checkpoints> open(const std::filesystem::path& folder, Use use);
  ~Checkpoints();
  Checkpoints(const Checkpoints&) = delete;
  Checkpoints& operator=(const Checkpoints&) = delete;

  const Manifest& manifest() const { return manifest_; }
  const std::filesystem::path& folder() const { return folder_; }
  // The scenario must be that of the manifest, resolved; its SHA-256 seals what follows.
  void use(const scenario::Scenario& scenario) { identity_.scenario_sha256 = scenario.sha256; }
  // UsageError unless every replicate's city of the last month is there.
  void check_complete(const scenario::Scenario& scenario) const;
  void remove();  // all files, and the folder when nothing else is in it; only cities when kept

 private:
  friend class ReplicateCheckpoints;
  Checkpoints(const std::filesystem::path& folder, Use use);
  std::filesystem::path folder_;
  Manifest manifest_;
  checkpoint::Identity identity_;
  int lock_ = -1;
};

// Those of one replicate; used by one thread.
class ReplicateCheckpoints {
 public:
  ReplicateCheckpoints(const Checkpoints& run, int replicate);

  // What the replicate left, when it has been lived; its events are handed over.
  std::optional<Lived> lived(const TakeEvents& take);
  // The replicate after the last month saved, or nothing; its events are handed over.
  std::optional<Replicate> restored(const scenario::Scenario& scenario, const stats::Axes& axes,
                                    const Manner& manner, const TakeEvents& take);

  void add(std::span<const stats::Event> events);
  bool is_due(const Replicate& replicate) const;
  void save(const Replicate& replicate);
  void finish(const Lived& lived);

 private:
  std::filesystem::path lived_file() const;
  std::vector<std::filesystem::path> city_files() const;  // in the order of months
  checkpoint::Identity identity(const char* what) const;

  const Checkpoints& run_;
  int replicate_;
  std::unique_ptr<checkpoint::EventJournal> journal_;  // null without events
  int last_saved_ = 0;                                 // months lived then
};

}  // namespace talentsim::run
