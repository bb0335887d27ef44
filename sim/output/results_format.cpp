// SPDX-License-Identifier: MIT
// The page that documents the results format, from the same tables that write it.
#include <fmt/format.h>

#include <iterator>

#include "output/schema.h"

namespace talentsim::output {

namespace {

constexpr const char* kOpening =
    R"(<!-- Generated from sim/stats/measures.cpp and sim/output/schema.cpp; do not edit. -->
# Results format, version {}

A results file is HDF5 that is also valid NetCDF-4: xarray, netCDF4, h5py, `ncdump`, R's ncdf4 and
any other reader of either open it unchanged. It appears under its name only when complete.

```python
import xarray
flows = xarray.open_dataset("out/baseline.h5", group="flows", engine="h5netcdf")
flows.arrivals.sel(sex="female").sum("scheme").mean("replicate")
```

Each group opens by itself and carries its own coordinates. Dimensions start with `replicate` and, in
monthly figures, `month`. Every variable has `units`, `long_name` and `definition`; every figure also
has a `role`:

- `input`: a series that the scenario gives;
- `fitted`: parameters were chosen with published values of this series in view;
- `result`: neither.

Counts are whole numbers of persons or posts in the real city: a run at scale 0.1 counts each simulated
person ten times, rounded to the nearest whole number in each cell. Pay is not scaled. `cell_methods` tells
flows (`month: sum`) from stocks at the month's end (`month: point`). Integers have no fill value: nothing is
missing. A figure with an axis that the scenario leaves empty is left out.

## The seal

Behind the end of the HDF5 file stands one line more, the SHA-256 of all bytes before it. HDF5 ignores what
follows its own end. `tail -n 1 FILE` shows the line; by hand the sum is that of `head -c -84 FILE | sha256sum`.

- Whatever of talentsim reads a results file, a slice to be merged included, first compares the sum, as does
  `analysis/results.py`. A byte changed anywhere is refused: `cannot read 'FILE' (it is damaged: its SHA-256 is not
  the one it ends with) run the scenario again`. Where the line itself is damaged, or the file cut short, the file
  does not end where HDF5 says: `cannot read 'FILE' (it is cut short or damaged) run the scenario again`.
- Other programs (h5repack, nccopy, h5py opening for writing) leave a file without the line. Such a file is read as it
  is, and so is one of format 1.1 or earlier; HDF5 then checks only what it compressed (the figures and the event log,
  by zlib's Adler-32). Files changed in that way are no longer what the program wrote, and nothing says so.
- Other readers do not compare the sum: check by hand what came over a doubtful disk or network.
)";

void add_root(std::string& page) {
  page += "\n## Attributes of the file\n\n| attribute | meaning |\n|---|---|\n";
  for (const RootAttribute& attribute : root_attributes()) {
    page += fmt::format("| `{}` | {} |\n", attribute.name, attribute.meaning);
  }
  page += "\nTwo runs of one scenario and seed by one build differ in";
  const char* separator = " ";
  for (const RootAttribute& attribute : root_attributes()) {
    if (!attribute.differs_between_runs) continue;
    page += fmt::format("{}`{}`", separator, attribute.name);
    separator = ", ";
  }
  page += " and nothing else (`scripts/compare_results A.h5 B.h5` says so).\n";
}

void add_axis(std::string& page, const Variable& axis, const std::vector<std::string>& names) {
  page += fmt::format("| `{}` | {} | {} |", axis.name, axis.long_name, axis.definition);
  for (const std::string& name : names) page += fmt::format(" `{}`", name);
  page += " |\n";
}

void add_axes(std::string& page) {
  page += "\n## Axes\n\n| axis | long name | definition | labels |\n|---|---|---|---|\n";
  add_axis(page, replicate_variable(), {});
  add_axis(page, month_variable(), {});
  const stats::Axes none;  // labels that come from a scenario are left out
  for (int kind = 0; kind <= static_cast<int>(stats::AxisKind::definition); ++kind) {
    const auto axis = static_cast<stats::AxisKind>(kind);
    const Labels labels = axis_labels(axis, none);
    const auto* names = std::get_if<std::vector<std::string>>(&labels);
    add_axis(page, axis_variable(axis), names != nullptr ? *names : std::vector<std::string>{});
  }
  page += fmt::format("\n`month` counts {} in the {} calendar.\n", kTimeUnits, kCalendar);
}

void add_group(std::string& page, const std::string& group) {
  page += fmt::format("\n## Group `{}`\n\n", group);
  page +=
      "| variable | dimensions | unit | kind | role | definition |\n|---|---|---|---|---|---|\n";
  for (const stats::MeasureInfo& measure : stats::measures()) {
    if (measure.group != group) continue;
    std::string dimensions = measure.monthly ? "replicate, month" : "replicate";
    for (stats::AxisKind axis : measure.axes) {
      dimensions += fmt::format(", {}", axis_variable(axis).name);
    }
    const char* kind = !measure.monthly ? "cohort" : measure.stock ? "stock" : "flow";
    page += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", measure.name, dimensions,
                        measure.unit, kind, role_name(measure.role), measure.definition);
  }
}

void add_events(std::string& page) {
  page +=
      "\n## Group `events`\n\nOnly with `--events`. One column a variable, one record an event, "
      "over all "
      "replicates, ordered by replicate, month, person and ordinal. Records are of simulated "
      "persons, not "
      "scaled.\n\n| column | long name | definition |\n|---|---|---|\n";
  for (const EventColumn& column : event_columns()) {
    page += fmt::format("| `{}` | {} | {} |\n", column.variable.name, column.variable.long_name,
                        column.variable.definition);
  }
  page += "\n| value | event | detail |\n|---|---|---|\n";
  int value = 0;
  for (const stats::HappeningInfo& happening : stats::happenings()) {
    page += fmt::format("| {} | `{}` | {} |\n", value++, happening.name, happening.detail);
  }
}

}  // namespace

std::string results_format_markdown() {
  std::string page = fmt::format(kOpening, kFormatVersion);
  add_root(page);
  add_axes(page);
  for (const std::string& group : measure_groups()) add_group(page, group);
  add_events(page);
  page +=
      "\n## Group `provenance`\n\n`scenario_yaml`: the resolved scenario, one text. Saved to a "
      "file and run "
      "with the same seed and scale it gives the same results.\n";
  page +=
      "\n## Group `parameters`\n\nOnly when the scenario draws parameters from their priors "
      "(`--draw-priors`): `value` (replicate, parameter), what each replicate drew; `prior` and "
      "`unit` (parameter). The attribute `drawn_parameters` counts them. See "
      "[running](running.md).\n";
  page +=
      "\n## Files of sweeps\n\nIn a file that `talentsim run-slice` or `talentsim merge` wrote "
      "every "
      "figure has the dimension `point` before `replicate`; the attributes `plan_title` and "
      "`plan_sha256` name the plan, `slice` the slice; and the group `design` has `value` (point, "
      "parameter), what each point sets, and `seed` (point). See [sweeps](sweeps.md).\n";
  return page;
}

}  // namespace talentsim::output
