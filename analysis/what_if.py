#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every what-if against the baseline, as a page.

    analysis/what_if.py                                      all of scenarios/what_if, scale 0.05, 20 replicates
    analysis/what_if.py --scale 0.02 --replicates 2 --page /tmp/page.md
    analysis/what_if.py --reuse                              only writes the page again, from the files of the last time

Differences are taken by what_if_page.py.
"""

import numpy as np

import what_if_page
from pages import ROOT, mean_and_error, table, text
from what_if_page import Figure, a_year, at_work, difference, last_year, level, link, since, talent_schemes

RETENTION_MONTHS = (24, 48, 84)
DEPENDANTS = ["talent_spouse", "talent_child", "talent_other_dependant"]
WHAT_IFS = ROOT / "scenarios" / "what_if"
CLOSED = ("close_category_c", "ttps_c")     # the what-if whose applicants are followed, and their scheme


# ---- figures ------------------------------------------------------------------------------------------------------------------

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


# ---- the page --------------------------------------------------------------------------------------------------------------------

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
                bound = text(level(figure, run, first), 1, sign=False)
                rows.append([link(WHAT_IFS / f"{name}.yaml"), f"`{scheme}`", bound, text(change, 1)])
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
    first = what_if_page.latest_reform(files)
    months = base.flows.month.values.astype("datetime64[M]")
    diversion = ""
    name, scheme = CLOSED
    if name in runs:
        diversion = DIVERSION.format(name=name, scheme=scheme, table=diversion_table(runs[name], base, first, scheme))
    titles = "what-if less baseline", "baseline, level"
    main = what_if_page.differences_table(titles, FIGURES, files, runs, base, first)
    page.write_text(PAGE.format(
        scale=base.scale, replicates=base.replicates, seed=base.seed, command=command, first=first, last=months[-1],
        cohort=first_half_year(first), questions=what_if_page.questions(files), main=main,
        months=int((months >= np.datetime64(first)).sum()), bound=bound_table(runs, base, first), diversion=diversion,
    ), encoding="utf-8")


SCRIPT = what_if_page.Script(
    name="what_if", description=__doc__.splitlines()[0], base=ROOT / "scenarios" / "baseline.yaml",
    what_ifs=tuple(sorted(WHAT_IFS.glob("*.yaml"))), scale=0.05, fewest_replicates=20, write_page=write_page)

if __name__ == "__main__":
    SCRIPT.main()
