#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Published figures beside simulated ones.

    analysis/validate.py out/baseline.h5            a table for people
    analysis/validate.py out/baseline.h5 --csv      the same for programs
    analysis/validate.py out/baseline.h5 --update docs/validation.md    the same between the marks of that page

Every row stands in scenarios/hong_kong/targets.yaml, with its definition and source. `role` says how the model came by the figure:

    input    the scenario gives the series
    fitted   a parameter was chosen with this figure in view
    result   neither: the figure tests the model

With several replicates the simulated value is their mean, and `s.e.` its Monte Carlo standard error. Figures about single persons
need a run with --events; without it, and where the run is too short, the row stays empty.
"""

import argparse
import dataclasses
import pathlib

import numpy as np
import pandas
import yaml

import pages
import results

TARGETS = pages.ROOT / "scenarios" / "hong_kong" / "targets.yaml"
LAST_DATE = "2025-07"                  # no later figure may be used; see docs/validation.md
LONG_SPELL_MONTHS = 6
STARTS_WORK = {"hired": True, "became_self_employed": True, "changed_job": True, "separated": False}


class NotAvailable(Exception):
    """The results file lacks what a target needs."""


@dataclasses.dataclass
class Row:
    name: str
    published: float
    simulated: float       # nan: not available
    standard_error: float  # nan with one replicate
    role: str
    unit: str
    source: str
    note: str

    @property
    def ratio(self):
        return self.simulated / self.published


def load_targets(path=TARGETS):
    document = yaml.safe_load(pathlib.Path(path).read_text(encoding="utf-8"))
    return document["targets"], document["groups"]


def dates(target):
    """First and last month, as text."""
    at = target.get("at")
    return str(target.get("from", at)), str(target.get("to", at))


# ---- figures from the monthly datasets -------------------------------------------------------------------------------------

def select(run, names, where, groups, target):
    """Sum of datasets `a/b plus c/d` over every axis except replicate and month, within the target's months."""
    total = 0
    for name in names.split(" plus "):
        group, variable = name.strip().split("/")
        figure = run.group(group)[variable]
        for axis, label in where.items():
            if axis not in figure.dims:
                raise NotAvailable(f"{name} has no axis {axis}")
            labels = groups.get(label, [label]) if axis == "scheme" else [label]
            known = [one for one in labels if one in figure[axis].values]
            if len(known) < len(labels):
                raise NotAvailable(f"{name} lacks {', '.join(str(one) for one in labels if one not in known)}")
            figure = figure.sel({axis: known})
        total = total + figure.sum([axis for axis in figure.dims if axis not in ("replicate", "month")])
    first, last = dates(target)
    covered = total.month.values.astype("datetime64[M]")
    if covered[0] > np.datetime64(first) or covered[-1] < np.datetime64(last):
        raise NotAvailable("the run does not cover the months")
    return total.sel(month=slice(first, last))


def numerator(run, target, groups):
    return select(run, target["dataset"], target.get("where", {}), groups, target)


def denominator(run, target, groups):
    over = dict(target["over"])
    names = over.pop("dataset", target["dataset"])
    return select(run, names, over or target.get("where", {}), groups, target)


def total(run, target, groups):
    return numerator(run, target, groups).sum("month")


def end(run, target, groups):
    return numerator(run, target, groups).isel(month=-1)


def mean(run, target, groups):
    return numerator(run, target, groups).mean("month")


def ratio(run, target, groups):
    return total(run, target, groups) / denominator(run, target, groups).sum("month")


def quantile_of_pay(run, target, groups):
    """Quantile of the union of several schemes: each scheme's published quantiles, interpolated, weighted by its approvals.

    The results hold quantiles by scheme, not of a union. The distribution function of a scheme is taken linear in ln pay
    between its quantiles; the union's is the mean of them, weighted by the renewals approved.
    """
    where = dict(target["where"])
    schemes, share = groups.get(where["scheme"], [where["scheme"]]), where["quantile"]
    month = dates(target)[1]
    pay = run.labour.renewed_income_quantile.sel(scheme=schemes).sel(month=slice(None, month)).isel(month=-1)
    weight = run.flows.renewal_approvals.sel(scheme=schemes).sel(month=slice(None, month)).sum("month")
    if run.flows.month.values[-1].astype("datetime64[M]") < np.datetime64(month):
        raise NotAvailable("the run does not cover the months")
    values = []
    for replicate in range(pay.sizes["replicate"]):
        values.append(union_quantile(pay.isel(replicate=replicate), weight.isel(replicate=replicate), share))
    return np.array(values)


def union_quantile(pay, weight, share):
    grid = np.linspace(np.log(1e3), np.log(2e6), 8000)
    below = np.zeros_like(grid)
    for scheme in pay.scheme.values:
        known, shares = np.log(np.maximum(1, pay.sel(scheme=scheme).values)), pay["quantile"].values
        below += float(weight.sel(scheme=scheme)) * np.interp(grid, known, shares, left=0, right=1)
    if below[-1] == 0:
        raise NotAvailable("nobody renewed")
    return np.exp(np.interp(share, below / below[-1], grid))


def long_spell_share(run, target, groups):
    """Share of spells of unemployment of six months or longer if the chance of a job is the same every month: exp(-6 hires / seekers),
    hires of people who had no work."""
    hires = select(run, "labour/hires", target["where"], groups, target).sum("month")
    if "job_changes" in run.group("labour"):
        hires = hires - select(run, "labour/job_changes", target["where"], groups, target).sum("month")
    seekers = select(run, "labour/unemployed", target["where"], groups, target).sum("month")
    return np.exp(-LONG_SPELL_MONTHS * hires / seekers)


# ---- figures about single persons, from the event log ----------------------------------------------------------------------

def holders_after_exposure(run, target, groups):
    """Principals landed `months_since_arrival` months or more ago and still here: whether at work at the end of the month `at`, in
    which sector."""
    if "events" not in run.groups:
        raise NotAvailable("needs a run with --events")
    at = pandas.Timestamp(dates(target)[1])
    log = run.events(["replicate", "month", "person", "event", "scheme", "detail", "sector"])
    log = log[log.month <= at]
    schemes = groups.get(target["where"]["scheme"], [target["where"]["scheme"]])
    latest = at - pandas.DateOffset(months=target["months_since_arrival"])
    landed = log[(log.event == "arrival") & log.scheme.isin(schemes) & (log.month <= latest)]
    people = landed.set_index(["replicate", "person"])
    log = log.set_index(["replicate", "person"])
    log = log[log.index.isin(people.index)]
    gone = log.index[log.event.isin(["departed", "died"])]
    holders = pandas.DataFrame({"works": people.detail > 0, "sector": people.sector})   # arranged posts
    changes = log[log.event.isin(list(STARTS_WORK))]
    last = changes[~changes.index.duplicated(keep="last")]
    holders.loc[last.index, "works"] = last.event.map(STARTS_WORK).astype(bool)
    holders.loc[last.index, "sector"] = last.sector
    return holders[~holders.index.isin(gone)]


def employed_after_exposure(run, target, groups):
    return holders_after_exposure(run, target, groups).works.groupby("replicate").mean()


def sector_after_exposure(run, target, groups):
    """Of those at work, the share in the sector."""
    holders = holders_after_exposure(run, target, groups)
    sector = holders[holders.works].sector
    if target["where"]["sector"] not in sector.cat.categories:
        raise NotAvailable(f"the run has no sector {target['where']['sector']}")
    return (sector == target["where"]["sector"]).groupby("replicate").mean()


REDUCE = {"sum": total, "end": end, "mean": mean, "ratio": ratio, "rate": ratio, "quantile of pay": quantile_of_pay,
          "long spell share": long_spell_share, "employed after exposure": employed_after_exposure, "sector after exposure": sector_after_exposure}


# ---- the table ---------------------------------------------------------------------------------------------------------------

def role_of(run, target):
    if target["use"] == "check":
        return "result"
    group, _, variable = target["dataset"].split(" plus ")[0].partition("/")
    is_input = variable and run.group(group)[variable].attrs["role"] == "input"
    return "input" if is_input else "fitted"


def simulated_values(run, target, groups):
    """One value a replicate."""
    return np.asarray(REDUCE[target["reduce"]](run, target, groups), float).reshape(-1)


def make_row(run, target, groups):
    note, simulated, error = target.get("note", ""), np.nan, np.nan
    try:
        simulated, error = pages.mean_and_error(simulated_values(run, target, groups))
    except NotAvailable as reason:
        note = f"not available: {reason}"
    return Row(target["name"], float(target["value"]), simulated, error, role_of(run, target), str(target["unit"]),
               target["source"], note)


def validate(run, path=TARGETS):
    targets, groups = load_targets(path)
    return [make_row(run, target, groups) for target in targets]


def text_of(value, unit):
    if np.isnan(value):
        return "-"
    return f"{value:.3f}" if unit == "1" else f"{value:,.0f}"


def cells(row):
    return [row.name, text_of(row.published, row.unit), text_of(row.simulated, row.unit), text_of(row.standard_error, row.unit),
            text_of(row.ratio, "1"), row.role, row.source + (f" ({row.note})" if row.note else "")]


BEGIN = "<!-- Between these marks: written by analysis/validate.py --update; do not edit. -->\n"
END = "<!-- End of the written part. -->\n"
HEADINGS = ["figure", "published", "simulated", "s.e.", "ratio", "role", "source"]


def print_table(rows):
    table = [HEADINGS] + [cells(row) for row in rows]
    widths = [max(len(line[i]) for line in table) for i in range(len(HEADINGS) - 1)]
    for line in table:
        texts = [text.ljust(widths[i]) if i in (0, 5) else text.rjust(widths[i]) for i, text in enumerate(line[:-1])]
        print("  ".join(texts + [line[-1]]).rstrip())


def markdown(rows):
    lines = ["| " + " | ".join(HEADINGS[:-1]) + " |", "|---|---:|---:|---:|---:|---|"]
    return "\n".join(lines + ["| " + " | ".join(cells(row)[:-1]) + " |" for row in rows])


def update(page, text):
    """Replaces what stands between the marks of a page."""
    old = page.read_text(encoding="utf-8")
    if old.count(BEGIN) != 1 or old.count(END) != 1:
        raise SystemExit(f"error: {page} needs the two marks once each (the table goes between them)")
    page.write_text(f"{old.split(BEGIN)[0]}{BEGIN}\n{text}\n\n{END}{old.split(END)[1]}", encoding="utf-8")


def print_csv(rows):
    frame = pandas.DataFrame([dataclasses.asdict(row) | {"ratio": row.ratio} for row in rows])
    print(frame.to_csv(index=False), end="")


def summary(rows):
    known = [row for row in rows if row.role == "result" and not np.isnan(row.simulated)]
    near = lambda share: sum(abs(row.ratio - 1) <= share for row in known)
    roles = ", ".join(f"{sum(row.role == role for row in rows)} {role}" for role in ("input", "fitted", "result"))
    return (f"{len(rows)} figures: {roles}. Of the {len(known)} results available, {near(0.05)} lie within 5 % of the published "
            f"value, {near(0.10)} within 10 %, {near(0.20)} within 20 %.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", help="results file")
    style = parser.add_mutually_exclusive_group()
    style.add_argument("--csv", action="store_true")
    style.add_argument("--update", metavar="PAGE", type=pathlib.Path, help="write the table between the marks of a page")
    options = parser.parse_args()
    run = results.open_results(options.results)
    rows = validate(run)
    title = f"{run.title}: scale {run.scale:g}, seed {run.seed}, replicates {run.replicates}"
    if options.csv:
        print_csv(rows)
    elif options.update:
        update(options.update, f"{title}.\n\n{markdown(rows)}\n\n{summary(rows)}")
    else:
        print(title + "\n")
        print_table(rows)
        print("\n" + summary(rows))


if __name__ == "__main__":
    main()
