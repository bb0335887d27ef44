// SPDX-License-Identifier: MIT
#include "run/run.h"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

#include "output/results_writer.h"
#include "run/side_by_side.h"
#include "support/in_order.h"

namespace talentsim::run {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void add(StepTimes& to, const StepTimes& steps) {
  for (const auto& [name, seconds] : steps.seconds) {
    const auto known = std::find_if(to.seconds.begin(), to.seconds.end(),
                                    [&, step = name](const auto& s) { return s.first == step; });
    if (known == to.seconds.end())
      to.seconds.emplace_back(name, seconds);
    else
      known->second += seconds;
  }
}

// What looking at the interval between batches does to it, and how it ended.
std::string stopping_text(int lived, int most, int batch, bool reached) {
  return fmt::format(
      "{} of at most {} replicates, in batches of {}: {}. Stopping is sequential, by the interval\n"
      "itself after each batch, so that it covers the true mean somewhat less often than 95 times "
      "in "
      "100.\n",
      lived, most, batch,
      reached ? "every interval is narrow enough" : "not every interval became narrow enough");
}

// The run of all replicates: one after another, or several side by side.
class Run {
 public:
  Run(output::ResultsWriter& writer, const scenario::Scenario& scenario, const RunOptions& options,
      const Progress& progress, int first_row)
      : scenario_(scenario),
        options_(options),
        progress_(progress),
        axes_(axes_of(scenario)),
        first_row_(first_row),
        writer_(writer) {
    for (const auto& scheme : scenario.timeline.front().rules.schemes)
      summary_.schemes.push_back(scheme.name);
    summary_.arrivals.resize(summary_.schemes.size());
  }

  Summary live() {
    const auto start = Clock::now();
    summary_.side_by_side = replicates_side_by_side(
        expected_residents(scenario_), scenario_.replicates, options_.threads, options_.events);
    if (options_.until.empty())
      live_some(0, scenario_.replicates);
    else
      live_until();
    summary_.wall_seconds = seconds_since(start);
    summary_.step_seconds = steps_.seconds;
    return summary_;
  }

 private:
  void live_until() {
    until_.emplace(options_.until, scenario_, axes_, months_of(scenario_));
    const int most = scenario_.replicates;
    while (summary_.replicates < most && !until_->reached())
      live_some(summary_.replicates, std::min(most, summary_.replicates + options_.batch));
    summary_.stopping =
        stopping_text(summary_.replicates, most, options_.batch, until_->reached()) +
        until_->text() + '\n';
    writer_.keep_replicates();
  }

  void live_some(int first, int end) {
    if (summary_.side_by_side > 1) return live_side_by_side(first, end);
    for (int replicate = first; replicate < end; ++replicate)
      write(replicate, live_replicate(replicate, [&](std::span<const stats::Event> events) {
              write_events(replicate, events);
            }));
  }

  void live_side_by_side(int first, int end) {
    const auto make = [&](int i) {
      omp_set_num_threads(1);  // of this worker's own loops
      std::vector<stats::Event> events;
      auto lived = live_replicate(first + i, [&](std::span<const stats::Event> month) {
        events.insert(events.end(), month.begin(), month.end());
      });
      lived.events = std::move(events);
      return lived;
    };
    make_in_order(end - first, std::min(end - first, summary_.side_by_side), make,
                  [&](int i, const Lived& lived) { write(first + i, lived); });
  }

  // May run in several threads at a time.
  Lived live_replicate(int number, const TakeEvents& take_events) {
    if (options_.checkpoints) return live_with_checkpoints(number, take_events);
    const auto scenario = scenario_of(number);
    auto replicate = options_.past ? branched(*scenario, number, take_events)
                                   : Replicate(*scenario, axes_, number, options_);
    while (!replicate.ended()) {
      stop_if_asked();
      replicate.live_month();
      if (options_.events && replicate.in_results()) take_events(replicate.events());
      report(replicate.month(), 1);
    }
    return replicate.end(axes_);
  }

  Replicate branched(const scenario::Scenario& scenario, int number,
                     const TakeEvents& take_events) {
    ReplicateCheckpoints past(*options_.past, number);
    auto replicate = past.restored(scenario, axes_, options_, [&](auto events) {
      if (options_.events) take_events(events);
    });
    if (!replicate)
      throw UsageError(
          fmt::format("no city of replicate {} in '{}' (the past has fewer) ask for "
                      "fewer --replicates",
                      number, options_.past->folder().string()));
    report(replicate->month(), replicate->months_lived());
    return std::move(*replicate);
  }

  Lived live_with_checkpoints(int number, const TakeEvents& take_events) {
    ReplicateCheckpoints saved(*options_.checkpoints, first_row_ + number);
    if (auto lived = saved.lived(take_events)) {
      report(scenario_.end, months_of_life());
      return std::move(*lived);
    }
    const auto scenario = scenario_of(number);
    auto replicate = saved.restored(*scenario, axes_, options_, take_events);
    if (replicate)
      report(replicate->month(), replicate->months_lived());
    else
      replicate.emplace(*scenario, axes_, number, options_);
    while (!replicate->ended()) {
      if (asked_to_stop()) saved.save(*replicate);
      stop_if_asked();
      replicate->live_month();
      if (options_.events && replicate->in_results()) {
        take_events(replicate->events());
        saved.add(replicate->events());
      }
      if (saved.is_due(*replicate)) saved.save(*replicate);
      report(replicate->month(), 1);
    }
    if (options_.checkpoints->manifest().keep_cities) saved.save(*replicate);
    auto lived = replicate->end(axes_);
    saved.finish(lived);
    return lived;
  }

  // The run's own, or what the replicate lives instead.
  std::shared_ptr<const scenario::Scenario> scenario_of(int number) const {
    if (options_.scenario_of)
      return std::make_shared<const scenario::Scenario>(options_.scenario_of(number));
    return {std::shared_ptr<void>(), &scenario_};  // owned elsewhere
  }

  int months_of_life() const { return scenario_.end - scenario_.lived_from() + 1; }

  void report(Month month, int months) {
    if (!progress_) return;
    const std::lock_guard lock(progress_mutex_);
    months_done_ += months;
    progress_(months_done_, months_of_life() * scenario_.replicates, month);
  }

  void write_events(int replicate, std::span<const stats::Event> events) {
    const auto start = Clock::now();
    writer_.append_events(events, first_row_ + replicate);
    summary_.write_seconds += seconds_since(start);
  }

  void write(int replicate, const Lived& lived) {
    write_events(replicate, lived.events);
    const auto start = Clock::now();
    writer_.write_replicate(first_row_ + replicate, lived.record);
    summary_.write_seconds += seconds_since(start);
    summary_.build_seconds += lived.build_seconds;
    summary_.live_seconds += lived.live_seconds;
    add(steps_, lived.steps);
    if (replicate == 0) describe(lived);
    if (until_) until_->add(lived.record);
    ++summary_.replicates;
  }

  void describe(const Lived& lived) {
    summary_.bound_months = lived.bound_months;
    summary_.footprint = lived.footprint;
    summary_.residents_held = lived.residents_held;
    stats::Tallies tallies(axes_);
    for (std::size_t i = 0; i < lived.record.months; ++i) {
      lived.record.month_into(tallies, i);
      summary_.add_month(scenario_.start + static_cast<int>(i), tallies, scenario_.scale);
    }
  }

  const scenario::Scenario& scenario_;
  const RunOptions& options_;
  const Progress& progress_;
  stats::Axes axes_;
  int first_row_;
  output::ResultsWriter& writer_;
  Summary summary_;
  StepTimes steps_;
  std::optional<UntilCi> until_;
  std::mutex progress_mutex_;
  int months_done_ = 0;
};

}  // namespace

Summary live_into(output::ResultsWriter& writer, const scenario::Scenario& scenario,
                  const RunOptions& options, const Progress& progress, int first_row) {
  stop_if_asked();  // while the scenario was loaded
  return Run(writer, scenario, options, progress, first_row).live();
}

namespace {

Summary live_and_write(const scenario::Scenario& scenario, const RunOptions& options,
                       const Progress& progress) {
  if (!options.until.empty())  // refuses before anything is lived
    UntilCi(options.until, scenario, axes_of(scenario), months_of(scenario));
  output::ResultsWriter writer(options.output, header_of(scenario, options), axes_of(scenario),
                               scenario.output.groups, months_of(scenario), scenario.replicates,
                               options.events, options.force, {}, !options.until.empty());
  auto summary = live_into(writer, scenario, options, progress, 0);
  const auto before_finish = Clock::now();
  if (options.annotate) options.annotate(writer, summary.replicates);
  writer.finish(summary.wall_seconds);
  const double finishing = seconds_since(before_finish);
  summary.write_seconds += finishing;
  summary.wall_seconds += finishing;
  return summary;
}

}  // namespace

Summary run_scenario(const scenario::Scenario& scenario, const RunOptions& options,
                     const Progress& progress) {
  stop_if_asked();
  // libgomp ends the program when it cannot start a thread: let it try before the results file is
  // claimed.
  use_threads(options.threads);
  if (!options.checkpoints) return live_and_write(scenario, options, progress);
  try {
    options.checkpoints->use(scenario);
    auto summary = live_and_write(scenario, options, progress);
    options.checkpoints->remove();
    return summary;
  } catch (Interrupted& stop) {
    stop.checkpoints = options.checkpoints->folder();
    throw;
  }
}

}  // namespace talentsim::run
