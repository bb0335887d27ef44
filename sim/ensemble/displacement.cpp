// SPDX-License-Identifier: MIT
#include "ensemble/displacement.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <tuple>

#include "ensemble/pairing.h"
#include "output/event_reader.h"
#include "run/moments.h"
#include "run/run.h"
#include "scenario/loader.h"
#include "support/error.h"

namespace talentsim::ensemble {
namespace {

using output::EventStream;
using output::ResultsReader;

// The residents' events of one month of one replicate, taken from the stream.
using MonthKey = std::pair<int, std::int32_t>;  // replicate, month as the log has it
MonthKey key_of(const EventStream& stream) { return {stream.replicate(), stream.peek()->month}; }

void take_month(EventStream& stream, const MonthKey& month, std::vector<stats::Event>& events) {
  events.clear();
  for (; stream.peek() != nullptr && key_of(stream) == month; stream.next())
    if (stream.peek()->scheme < 0 && stream.peek()->sex >= 0) events.push_back(*stream.peek());
}

// Events of the first person at or after `at`.
Apart::Events run_of(const std::vector<stats::Event>& events, std::size_t at) {
  auto end = at;
  while (end < events.size() && events[end].person == events[at].person) ++end;
  return std::span(events).subspan(at, end - at);
}

void put_side_by_side(Apart& apart, std::size_t month, const std::vector<stats::Event>& base,
                      const std::vector<stats::Event>& variant) {
  for (std::size_t a = 0, b = 0; a < base.size() || b < variant.size();) {
    auto here = run_of(base, a), there = run_of(variant, b);
    if (!here.empty() && !there.empty() && here.front().person != there.front().person)
      (here.front().person < there.front().person ? there : here) = {};
    apart.resident(month, here, there);
    a += here.size();
    b += there.size();
  }
}

class Logs {
 public:
  Logs(const ResultsReader& base, const ResultsReader& variant) : base_(base), variant_(variant) {
    for (const auto month : base.months()) days_.push_back(month.days_since_epoch());
    file_ = base.path();
  }
  // The counts of one replicate; called for all of them in turn.
  std::vector<std::int64_t> read(int replicate, Apart& apart) {
    std::vector<stats::Event> here, there;
    while (const auto month = next_month(replicate)) {
      run::stop_if_asked();
      take_month(base_, *month, here);
      take_month(variant_, *month, there);
      put_side_by_side(apart, place_of(month->second), here, there);
    }
    return apart.finish(days_.size());
  }

 private:
  std::optional<MonthKey> next_month(int replicate) const {
    std::optional<MonthKey> next;
    for (const auto* stream : {&base_, &variant_})
      if (stream->peek() != nullptr && stream->replicate() == replicate)
        next = next ? std::min(*next, key_of(*stream)) : key_of(*stream);
    return next;
  }
  std::size_t place_of(std::int32_t day) const {
    const auto at = std::lower_bound(days_.begin(), days_.end(), day);
    if (at == days_.end() || *at != day)
      throw RunError(fmt::format(
          "cannot read '{}' (its event log holds a month that the run does not) run the scenario "
          "again",
          file_));
    return static_cast<std::size_t>(at - days_.begin());
  }

  EventStream base_, variant_;
  std::vector<std::int32_t> days_;
  std::string file_;
};

ShiftFigure figure_of(const run::Moments& moments) {
  ShiftFigure figure{moments.mean, {}, {}, {}};
  if (moments.count < 2) return figure;
  const double error = moments.standard_error(), margin = run::student_95(moments.count) * error;
  figure.standard_error = error;
  figure.lower = figure.mean - margin;
  figure.upper = figure.mean + margin;
  return figure;
}

std::vector<ShiftFigure> figures_of(const DisplacementTable& table, const Categories& categories,
                                    const ResultsReader& base, const ResultsReader& variant) {
  Logs logs(base, variant);
  Apart apart(categories, table.periods);
  std::vector<run::Moments> moments;
  for (int replicate = 0; replicate < table.replicates; ++replicate) {
    const auto counts = logs.read(replicate, apart);
    moments.resize(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i)
      moments[i].add(static_cast<double>(counts[i]) / table.scale);
  }
  std::vector<ShiftFigure> figures;
  for (const auto& m : moments) figures.push_back(figure_of(m));
  return figures;
}

std::vector<std::string> sectors_of(const ResultsReader& file) {
  const auto scenario =
      scenario::load_text(file.file().text("provenance/scenario_yaml"), file.path());
  std::vector<std::string> names;
  for (const auto& sector : scenario.timeline.front().rules.sectors) names.push_back(sector.name);
  return names;
}

}  // namespace

DisplacementTable displacement(const std::string& base_file,
                               const std::vector<std::string>& variant_files, run::PeriodKind by) {
  const ResultsReader base(base_file);
  const Categories categories(sectors_of(base));
  DisplacementTable table;
  table.base_file = base_file;
  table.base_title = base.scenario_title();
  table.seed = base.seed();
  table.base_market = market_of(base);
  table.scale = base.scale();
  table.replicates = base.replicates();
  table.first = base.months().front();
  table.last = base.months().back();
  table.periods = run::cut(base.months(), by);
  table.categories = categories.list;
  for (const auto& file : variant_files) {
    const ResultsReader variant(file);
    check_pair(base, variant);
    table.variants.push_back({file, variant.scenario_title(), market_of(variant),
                              figures_of(table, categories, base, variant)});
  }
  return table;
}

}  // namespace talentsim::ensemble
