#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every what-if against the baseline, as a page.

    analysis/what_if.py                                      all of scenarios/what_if, scale 0.05, 20 replicates
    analysis/what_if.py --scale 0.02 --replicates 2 --page /tmp/page.md
    analysis/what_if.py --reuse                              only writes the page again, from the files of the last time

Baseline and what-ifs share seed and replicates, so that the same persons have the same luck. A figure is computed in each
replicate; its difference from the baseline is taken replicate by replicate, and the page shows the mean of these differences
and their Monte Carlo standard error (standard deviation over the root of the number of replicates).
"""

import argparse
import concurrent.futures
import dataclasses
import functools
import os
import pathlib
import shlex
import subprocess
import sys

import numpy as np
import yaml

import results

ROOT = pathlib.Path(__file__).resolve().parent.parent
BASELINE = ROOT / "scenarios" / "baseline.yaml"
WHAT_IFS = ROOT / "scenarios" / "what_if"
FEWEST_REPLICATES = 20      # for the page of docs/; fewer give no useful standard error
RETENTION_MONTHS = (24, 48, 84)
DEPENDANTS = ["talent_spouse", "talent_child", "talent_other_dependant"]
CLOSED = ("close_category_c", "ttps_c")  # the what-if whose applicants are followed, and their scheme


@dataclasses.dataclass
class Figure:
    title: str
    values: callable       # of a run and the first month counted -> one number a replicate
    decimals: int = 0
    factor: float = 1


# ---- figures ------------------------------------------------------------------------------------------------------------------

@functools.cache
def talent_schemes(run):
    schemes = run.scenario["schemes"]
    return [name for name in run.flows.scheme.values if plain(schemes[name].get("group")) != "one_way_permit"]


def plain(value):
    return value["value"] if isinstance(value, dict) else value


def since(figure, first):
    return figure.sel(month=slice(first, None))


def a_year(figure, first):
    """Yearly mean from the first month counted to the end of the run."""
    counted = since(figure, first)
    return counted.sum("month") * 12 / counted.sizes["month"]


def last_year(figure):
    return figure.isel(month=slice(-12, None)).mean("month")


def arrivals(run, first):
    return a_year(run.flows.arrivals.sel(scheme=talent_schemes(run)).sum(["scheme", "sex"]), first)


def permit_arrivals(run, first):
    permits = [name for name in run.flows.scheme.values if name not in talent_schemes(run)]
    persons = run.flows.arrivals.sum("sex") + run.flows.dependant_arrivals.sum("relation")
    return a_year(persons.sel(scheme=permits).sum("scheme"), first)


def dependants_admitted(run, first):
    return a_year(run.flows.dependant_arrivals.sel(scheme=talent_schemes(run)).sum(["scheme", "relation"]), first)


def dependants_here(run, first):
    return last_year(run.stocks.residents.sel(resident_group=DEPENDANTS).sum("resident_group"))


def at_work(group):
    def values(run, first):
        employed = run.labour.employed.sel(resident_group=group).sum("sector")
        return last_year(employed + run.labour.self_employed.sel(resident_group=group))
    return values


def permanent(run, first):
    return last_year(run.stocks.permanent_residents.sel(scheme=talent_schemes(run)).sum("scheme"))


def retention(months):
    """Of the principals who came in whole half-years from the first month counted on, the share still here."""
    def values(run, first):
        labels = [str(label) for label in run.cohorts.cohort.values]
        cohorts = [label for label in labels if label >= first_half_year(first)]
        if months >= run.cohorts.sizes["months_since_arrival"]:
            return np.full(run.replicates, np.nan)
        cells = run.cohorts.sel(scheme=talent_schemes(run), cohort=cohorts, months_since_arrival=months, definition="visa_valid")
        at_risk = cells.at_risk.sum(["scheme", "sex", "cohort"])
        return cells.retention.sum(["scheme", "sex", "cohort"]) / at_risk.where(at_risk > 0)
    return values


def first_half_year(month):
    """The first half-year that lies wholly at or after a month: "2026-04" -> "2026H2"."""
    year, number = map(int, month.split("-"))
    return f"{year}H1" if number == 1 else f"{year}H2" if number <= 7 else f"{year + 1}H1"


FIGURES = [
    Figure("arrivals a year", arrivals),
    Figure("dependants admitted a year", dependants_admitted),
    Figure("One-way Permit arrivals a year", permit_arrivals),
    *(Figure(f"retained after {months // 12} years, %", retention(months), 2, 100) for months in RETENTION_MONTHS),
    Figure("talent at work", at_work("talent")),
    Figure("other residents at work", at_work("local")),
    Figure("dependants here", dependants_here),
    Figure("permanent residents", permanent),
]


def months_bound(scheme):
    return lambda run, first: since(run.flows.months_bound.sel(scheme=scheme), first).sum("month")


def applications(scheme):
    return lambda run, first: a_year(run.flows.applications.sel(scheme=scheme).sum("sex"), first)


def candidates(run, first):
    return a_year(run.flows.candidates, first)


def expect_same_past(run, base, file):
    """Nothing may differ before the date of a what-if: else the pair does not rest on the same city, or the same program."""
    reform = np.datetime64(reform_of(file))
    for group in ("flows", "stocks", "labour"):
        a, b = run.group(group), base.group(group)
        early = a.month.values.astype("datetime64[M]") < reform
        if not a.isel(month=early).identical(b.isel(month=early)):
            raise SystemExit(f"error: {run} differs from the baseline before {reform} (the scenario files or the program changed "
                             "between the two runs) run all again, without --reuse")


# ---- means and errors ----------------------------------------------------------------------------------------------------------

def mean_and_error(values):
    values = np.asarray(values, float).reshape(-1)
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.nan
    return values.mean(), error


def level(figure, run, first):
    return mean_and_error(np.asarray(figure.values(run, first), float) * figure.factor)


def difference(figure, run, base, first):
    """Mean and standard error of the differences replicate by replicate."""
    if (run.seed, run.replicates, run.scale) != (base.seed, base.replicates, base.scale):
        raise SystemExit(f"error: {run} and {base} differ in seed, replicates or scale (run both again, without --reuse)")
    pairs = np.asarray(figure.values(run, first), float) - np.asarray(figure.values(base, first), float)
    return mean_and_error(pairs * figure.factor)


def text(mean_error, decimals=0, sign=True):
    mean, error = mean_error
    if np.isnan(mean):
        return "–"
    if mean == 0 and not error > 0:
        return "0"
    number = f"{mean:+,.{decimals}f}" if sign else f"{mean:,.{decimals}f}"
    return number.replace("-", "−") + ("" if np.isnan(error) else f" ± {error:,.{decimals}f}")


# ---- the page --------------------------------------------------------------------------------------------------------------------

def table(headings, rows):
    lines = ["| " + " | ".join(headings) + " |", "|---|" + "---:|" * (len(headings) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def link(name):
    return f"[{name}](../scenarios/what_if/{name}.yaml)"


def main_table(runs, base, first):
    rows = [["baseline, level"] + [text(level(f, base, first), f.decimals, sign=False) for f in FIGURES]]
    for name, run in runs.items():
        rows.append([link(name)] + [text(difference(f, run, base, first), f.decimals) for f in FIGURES])
    return table(["what-if less baseline"] + [f.title for f in FIGURES], rows)


def bound_table(runs, base, first):
    """Only schemes in which a cap ever bound, in the baseline or the what-if."""
    figures = {scheme: Figure("", months_bound(scheme), 1) for scheme in base.flows.scheme.values}
    rows = []
    for scheme, figure in figures.items():
        if level(figure, base, first)[0] > 0:
            rows.append(["baseline", f"`{scheme}`", text(level(figure, base, first), 1, sign=False), "–"])
    for name, run in runs.items():
        for scheme, figure in figures.items():
            change = difference(figure, run, base, first)
            if change[0] != 0 or change[1] > 0:
                rows.append([link(name), f"`{scheme}`", text(level(figure, run, first), 1, sign=False), text(change, 1)])
    return table(["run", "scheme", "months bound", "difference"], rows)


def diversion_table(run, base, first, closed):
    """Where those go who would have applied under a scheme that is closed: changes of applications by scheme."""
    schemes = list(base.flows.scheme.values)
    lost = mean_and_error(applications(closed)(base, first))[0]
    rows = []

    def row(name, change):
        rows.append([name, text(change), f"{100 * change[0] / lost + 0.0:.1f} %".replace("-", "−")])

    for scheme in schemes:
        change = difference(Figure("", applications(scheme)), run, base, first)
        if scheme != closed and (change[0] != 0 or change[1] > 0):
            row(f"`{scheme}`", change)
    total = lambda r, f: sum(applications(scheme)(r, f) for scheme in schemes)
    # Candidates who apply nowhere stay away; their number changes only when that of candidates does.
    away = difference(Figure("", lambda r, f: candidates(r, f) - total(r, f)), run, base, first)
    row("stay away", away)
    row("less the change in candidates", tuple(-part if i == 0 else part for i, part in
                                          enumerate(difference(Figure("", candidates), run, base, first))))
    return table(["they apply under", "applications a year", f"of the baseline's {lost:,.0f}"], rows)


def reform_of(file):
    return str(yaml.safe_load(file.read_text(encoding="utf-8"))["policy"][0]["from"])


def questions(files):
    lines = []
    for file in files:
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
        lines.append(f"- {link(file.stem)}, from {document['policy'][0]['from']}: {document['question']}")
    return "\n".join(lines)


def latest_reform(files):
    """The first month counted: by then every what-if is in force."""
    return max(map(reform_of, files))


PAGE = """\
<!-- Written by analysis/what_if.py; do not edit. -->
# Every what-if against the baseline

Made at scale {scale:g} with {replicates} replicates and seed {seed} by

```
{command}
```

Each line is a what-if less the baseline: the mean over replicates of the difference within a replicate, ± its Monte Carlo
standard error. Both runs of a pair give the same persons the same luck. The error says how far the mean over more
replicates may lie from this one; it says nothing about the assumptions, which are the larger uncertainty (see
[odd.md](odd.md) and the priors in [parameters.md](parameters.md)).

Counted are persons in the real city from {first}, when all of the changes are in force, to {last}: arrivals are principals under
talent schemes, a year; retention is of principals who arrived from {cohort} on, all talent schemes and short posts together, by the
definition `visa_valid` of [results_format.md](results_format.md), so that it also moves when the mix of schemes moves; at work
are residents employed or self-employed, dependants here and permanent residents (of talent schemes, families included)
stand at the mean of the last twelve months.

{questions}

## Differences

{main}

## Months in which a cap bound

From {first} to {last} there are {months} months. A cap binds in a month when somebody was left out for want of a place or the scheme
stayed closed. Schemes and runs that are not listed had none and no change.

{bound}

{diversion}\
What public data cannot tell apart stays undecided here as everywhere: who searches, why holders do not renew, whether children make
families stay, how strict renewal is, what permanent residence does to leaving, how many posts a hire creates, and whether pay
earned elsewhere would count. `talentsim run`, `table` and `compare` print [the whole list](tables.md#what-is-printed-beside-them).
"""

DIVERSION = """\
## Where the applicants of a closed scheme go

[{name}](../scenarios/what_if/{name}.yaml) closes `{scheme}`. The candidates are the same persons in both runs, so the change
in applications under each other scheme is the number that went there, and the change in candidates who apply nowhere is
the number that stays away. To whom another scheme is open hangs on how offers, criteria and degrees are spread in the pools,
which no published table says; how many of those then prefer it hangs on the utilities in
[parameters.md](parameters.md#choice). The priors of both are wide.

{table}

"""


def write_page(page, files, runs, base, command):
    first = latest_reform(files)
    months = base.flows.month.values.astype("datetime64[M]")
    diversion = ""
    name, scheme = CLOSED
    if name in runs:
        diversion = DIVERSION.format(name=name, scheme=scheme, table=diversion_table(runs[name], base, first, scheme))
    page.write_text(PAGE.format(
        scale=base.scale, replicates=base.replicates, seed=base.seed, command=command, first=first, last=months[-1],
        cohort=first_half_year(first), questions=questions(files), main=main_table(runs, base, first),
        months=int((months >= np.datetime64(first)).sum()), bound=bound_table(runs, base, first), diversion=diversion,
    ), encoding="utf-8")


# ---- running ---------------------------------------------------------------------------------------------------------------------

def simulate(options, scenario, output):
    command = [str(options.talentsim), "run", str(scenario), "-o", str(output), "--force", "--quiet",
               "--scale", f"{options.scale:g}", "--replicates", str(options.replicates)]
    for option in ("seed", "until", "threads"):
        if getattr(options, option) is not None:
            command += [f"--{option}", str(getattr(options, option))]
    print(scenario.relative_to(ROOT), file=sys.stderr, flush=True)
    if subprocess.run(command, check=False).returncode != 0:
        raise SystemExit(f"error: {shlex.join(command)} failed")


def chosen(names):
    files = sorted(WHAT_IFS.glob("*.yaml"))
    unknown = set(names or []) - {file.stem for file in files}
    if unknown:
        raise SystemExit(f"error: no what-if '{sorted(unknown)[0]}' (there are {', '.join(file.stem for file in files)})")
    return [file for file in files if not names or file.stem in names]


def arguments(words):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="what-ifs by file name without .yaml (default: all)")
    parser.add_argument("--scale", type=float, default=0.05)
    parser.add_argument("--replicates", type=int, default=FEWEST_REPLICATES)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--until", metavar="YYYY-MM")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="runs at the same time (default: the cores)")
    parser.add_argument("--threads", type=int, default=1, help="of each run (default: 1)")
    parser.add_argument("--talentsim", type=pathlib.Path, default=ROOT / "build" / "talentsim", help="the program")
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / "out" / "what_if", help="for the results files")
    parser.add_argument("--page", type=pathlib.Path, default=ROOT / "docs" / "what_if.md")
    parser.add_argument("--reuse", action="store_true", help="run nothing, read the files of the folder")
    options = parser.parse_args(words)
    if options.page.resolve() == ROOT / "docs" / "what_if.md" and options.replicates < FEWEST_REPLICATES:
        parser.error(f"docs/what_if.md needs {FEWEST_REPLICATES} replicates or more (name another --page for a trial)")
    return options


def command_shown(options):
    """The command without what is the default."""
    words = ["analysis/what_if.py", *options.names, "--scale", f"{options.scale:g}", "--replicates", str(options.replicates)]
    for option in ("seed", "until"):
        if getattr(options, option) is not None:
            words += [f"--{option}", str(getattr(options, option))]
    return shlex.join(words)


def main(words=None):
    options = arguments(words)
    files = chosen(options.names)
    options.folder.mkdir(parents=True, exist_ok=True)
    outputs = {file: options.folder / f"{file.stem}.h5" for file in (BASELINE, *files)}
    if not options.reuse:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for done in [pool.submit(simulate, options, *pair) for pair in outputs.items()]:
                done.result()
    opened = {file.stem: results.open_results(output) for file, output in outputs.items()}
    base = opened.pop(BASELINE.stem)
    for file in files:
        expect_same_past(opened[file.stem], base, file)
    write_page(options.page, files, opened, base, command_shown(options))
    print(options.page)


if __name__ == "__main__":
    main()
