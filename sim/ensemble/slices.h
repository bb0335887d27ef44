// SPDX-License-Identifier: MIT
// The slices of a plan: running one, which are there, and all of them in one file.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "ensemble/plan.h"

namespace talentsim::ensemble {

// PLAN.slices beside the plan.
std::filesystem::path slices_folder(const std::filesystem::path& plan_file);
std::filesystem::path slice_file(const std::filesystem::path& folder, int slice);

enum class SliceState : unsigned char {
  missing,
  failed,   // and what went wrong is on record
  damaged,  // a file that cannot be read
  foreign,  // a file of another plan, or of another slice
  complete
};
struct SliceReport {
  SliceState state = SliceState::missing;
  std::string reason;  // of failed, damaged and foreign ones
};
SliceReport look_at(const Plan& plan, const std::filesystem::path& folder, int slice);
std::vector<SliceReport> look_at_all(const Plan& plan, const std::filesystem::path& folder);

// Slices that are not complete, as Slurm's option: "--array=3,7-9"; empty when none.
std::string array_option(const std::vector<SliceReport>& reports);
// What failed or cannot be used, a text each, and a count of all.
std::vector<std::string> failures(const std::vector<SliceReport>& reports);
std::string count_text(const std::vector<SliceReport>& reports);

struct SliceOptions {
  std::filesystem::path folder;
  int threads = 1;
  bool force = false;       // run again what is complete, overwrite what is damaged or foreign
  bool checkpoint = false;  // save every replicate, and cities, and go on from what is saved
};

// True: it ran; false: it was complete. On return the file is complete under its name. A failure is
// put on record beside it.
bool run_slice(const Plan& plan, int slice, const SliceOptions& options,
               const std::function<void(int point)>& before_point);

// All slices as one file, a replicate at a time. Refuses, with the reason, when a slice is not
// complete or was written by another build than the others.
void merge_slices(const Plan& plan, const std::filesystem::path& folder,
                  const std::filesystem::path& output, bool force);

}  // namespace talentsim::ensemble
