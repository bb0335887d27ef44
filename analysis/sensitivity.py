#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which parameters an outcome of a sweep depends on: Morris screening and Sobol indices.

    analysis/sensitivity.py design morris PLAN.json -o scenarios/mine/screening.csv --trajectories 20
    analysis/sensitivity.py design sobol PLAN.json -o scenarios/mine/indices.csv --base-rows 256
    analysis/sensitivity.py morris SWEEP.h5 --figure flows/arrivals --where scheme=ttps_b --from 2027-01
    analysis/sensitivity.py sobol SWEEP.h5 --figure stocks/visa_holders --csv out/indices.csv
    analysis/sensitivity.py sobol scenarios/mine/indices.csv --figures outcomes.csv

`design` takes the parameters, their bounds and priors from a plan of `talentsim plan` (or from a problem of SALib) and writes the
matrix of a csv design. The analyses take a merged sweep of that design, or the matrix itself with outcomes computed elsewhere:
a CSV file with a column `point`, from 0, and one column a replicate. See docs/sweeps.md.
"""

import argparse
import json
import pathlib
import re
import sys

import h5py
import numpy as np
import pandas
import scipy.stats

import indices
import results

PRIORS = {
    "normal": lambda mean, sd: scipy.stats.norm(mean, sd),
    "log_normal": lambda median, log_sd: scipy.stats.lognorm(log_sd, scale=median),
    "beta": scipy.stats.beta,
}
HEADINGS = {"mu_star": "mu*", "mu": "mu", "sigma": "sigma", "first_order": "first order", "total": "total"}


# ---- designs ------------------------------------------------------------------------------------------------------------------

def parameters_of(file):
    """Parameters of a plan or of a SALib problem, as the plan writes them."""
    try:
        document = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        if "num_vars" in document:
            return [{"path": name, "prior": "", "lower": low, "upper": high}
                    for name, (low, high) in zip(document["names"], document["bounds"], strict=True)]
        parameters = document["parameters"]
        wanted = {"path", "prior", "lower", "upper"}
        if not parameters or any(not wanted <= set(one) for one in parameters):
            raise KeyError
        return parameters
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"'{file}' is neither a plan nor a SALib problem (its JSON is another) name a file that talentsim plan "
                         f"wrote") from None


def check_range(one):
    if not one["lower"] < one["upper"]:
        raise ValueError(f"'{one['path']}' goes from {one['lower']:g} to {one['upper']:g} (it does not vary) give it two values "
                         f"or a prior, or leave it out")


def between_bounds(one, shares):
    """Values at equal steps between the bounds."""
    check_range(one)
    values = one["lower"] + shares * (one["upper"] - one["lower"])
    return np.floor(values + 0.5) if one.get("whole") else values


def of_prior(one, shares):
    """Values of the prior, cut off at the bounds, below which lie these shares of it."""
    check_range(one)
    form, *numbers = re.split(r"[(,)]", one["prior"].replace(" ", ""))
    if form not in PRIORS:  # uniform, or written values, which have no prior
        return between_bounds(one, shares)
    law = PRIORS[form](float(numbers[0]), float(numbers[1]))
    low, high = law.cdf([one["lower"], one["upper"]])
    values = np.clip(law.ppf(low + shares * (high - low)), one["lower"], one["upper"])
    return np.round(values) if one.get("whole") else values


def write_design(options):
    parameters = parameters_of(options.plan)
    if options.kind == "morris":
        shares = indices.morris_design(len(parameters), options.trajectories, options.levels, options.seed)
        layout, value = f"{options.trajectories} trajectories", between_bounds
    else:
        shares = indices.sobol_design(len(parameters), options.base_rows, options.seed)
        layout, value = f"{options.base_rows} base rows", of_prior
    columns = [value(one, shares[:, j]) for j, one in enumerate(parameters)]
    lines = [",".join(one["path"] for one in parameters)]
    lines += [",".join(repr(float(number)) for number in row) for row in zip(*columns)]
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(shares)} points of {len(parameters)} parameters, {layout}: {options.output}")


# ---- points and outcomes ------------------------------------------------------------------------------------------------------

def read_points(file):
    """Paths of the parameters and the matrix, from a merged sweep or the CSV file of a design."""
    if not file.is_file():
        raise ValueError(f"'{file}' is not there (no such file) name a merged sweep or the CSV file of a design")
    if h5py.is_hdf5(file):
        sweep = results.open_results(file)
        if "design" not in sweep.groups:
            raise ValueError(f"'{file}' is no sweep (it has no design) name a file that talentsim merge wrote")
        design = sweep.group("design")
        return [str(path) for path in design.parameter.values], design.value.values
    table = read_numbers(file)
    return list(table.columns), table.to_numpy(float)


def read_numbers(file):
    """A table under a line of names; every row as long as that."""
    try:
        names, *rows = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        short = next((row for row in rows if len(row) != len(names)), None)
        if short:
            raise ValueError(f"{len(short)} values for {len(names)} names")
        return pandas.DataFrame([[float(text) for text in row] for row in rows], columns=[name.strip() for name in names])
    except ValueError as error:
        raise ValueError(f"'{file}' is no table of numbers ({error}) write CSV under a line of names") from None


def read_outcomes(file, points):
    """points x replicates of a CSV file with a column `point`."""
    table = read_numbers(file)
    if "point" not in table or table.shape[1] < 2:
        raise ValueError(f"'{file}' has the columns {', '.join(table.columns)} (point and one a replicate are needed) add what is "
                         f"missing")
    found, wanted = table["point"].to_numpy(), np.arange(points)
    missing, foreign = np.setdiff1d(wanted, found), np.setdiff1d(found, wanted)
    if missing.size or foreign.size or len(found) != points:
        why = (f"{missing.size} points are missing, the first is {missing[0]}" if missing.size else
               f"point {foreign[0]:g} is not in the design" if foreign.size else "some points stand there twice")
        raise ValueError(f"'{file}' does not fit the design of {points} points ({why}) give every point once, from 0")
    return table.set_index("point").sort_index().to_numpy()


def read_figure(file, options):
    """points x replicates of a monthly figure: flows summed over the months asked for, stocks at their end."""
    if not h5py.is_hdf5(file):
        raise ValueError(f"'{file}' holds no figures (it is the CSV file of a design) give outcomes with --figures")
    sweep = results.open_results(file)
    group, _, name = options.figure.partition("/")
    if group not in sweep.groups or name not in sweep.group(group):
        known = [f"{g}/{n}" for g in sweep.groups if g not in ("design", "provenance") for n in sweep.group(g).data_vars]
        raise ValueError(f"'{file}' has no figure '{options.figure}' (it has {', '.join(known)}) name one of these")
    figure = sweep.group(group)[name]
    if "month" not in figure.dims:
        raise ValueError(f"'{options.figure}' is no monthly figure (its axes are {', '.join(figure.dims)}) name another, or give "
                         f"outcomes with --figures")
    return over_axes(over_months(chosen(figure, options.where), options), options.figure)


def chosen(figure, where):
    """The figure with the labels asked for, `axis=label`; several of one axis are kept together."""
    labels = {}
    for text in where:
        axis, _, label = text.partition("=")
        if axis not in figure.dims[3:] or label not in figure[axis].values.astype(str):
            known = [f"{a}={one}" for a in figure.dims[3:] for one in figure[a].values.astype(str)]
            raise ValueError(f"--where {text} is not of '{figure.name}' (it has {', '.join(known) or 'no axes'}) choose of these")
        labels.setdefault(axis, []).append(label)
    for axis, kept in labels.items():
        figure = figure.isel({axis: np.flatnonzero(np.isin(figure[axis].values.astype(str), kept))})
    return figure


def over_months(figure, options):
    first, last = (np.datetime64(month, "M") if month else None for month in (options.first, options.last))
    months = figure.month.values.astype("datetime64[M]")
    kept = np.full(len(months), True)
    for bound, beyond in ((first, np.less), (last, np.greater)):
        if bound is not None:
            kept &= ~beyond(months, bound)
            if bound not in months:
                raise ValueError(f"{bound} is not in the sweep (it goes from {months[0]} to {months[-1]}) choose a month of it")
    if not kept.any():
        raise ValueError(f"no month from {first} to {last} (they stand the wrong way round) exchange them")
    figure = figure.isel(month=np.flatnonzero(kept))
    flow = figure.attrs.get("cell_methods") == "month: sum"
    return figure.sum("month", keep_attrs=True) if flow else figure.isel(month=-1)


def over_axes(figure, name):
    """Counts add up over the axes that are left; of anything else, one cell has to be chosen."""
    rest = [axis for axis in figure.dims[2:] if figure.sizes[axis] > 1]
    if rest and not np.issubdtype(figure.dtype, np.integer):
        raise ValueError(f"'{name}' has the axis {rest[0]} (only counts add up) choose one with --where {rest[0]}="
                         f"{figure[rest[0]].values.astype(str)[0]}")
    return figure.sum(list(figure.dims[2:]), skipna=False).values.astype(float)


def shares_luck(file):
    """Whether all points of a sweep have one seed."""
    return h5py.is_hdf5(file) and len(np.unique(results.open_results(file).group("design").seed)) == 1


def luck_of(outcomes, shared):
    """What replicates say of the Monte Carlo error in the means of points.

    With common seeds a replicate is lucky or not at all points; what does so is no difference between points.
    """
    points, replicates = outcomes.shape
    if replicates < 2:
        return "Monte Carlo error of a point: not known (one replicate)"
    means = outcomes.mean(axis=1)
    squares = np.mean(outcomes.var(axis=1, ddof=1)) / replicates
    left = squares
    if shared:
        off = outcomes - means[:, None] - outcomes.mean(axis=0) + means.mean()
        left = (off**2).sum() / ((points - 1) * (replicates - 1)) / replicates
    return (f"Monte Carlo error of a point: {np.sqrt(squares):.4g} ({replicates} replicates); {np.sqrt(left):.4g} that differs "
            f"between points, {left / means.var(ddof=1):.1%} of their variance")


# ---- reports ------------------------------------------------------------------------------------------------------------------

def analyse(options):
    if options.resamples < 2:
        raise ValueError(f"{options.resamples} resamples (intervals are percentiles of many) take 1000")
    paths, points = read_points(options.sweep)
    outcomes = read_outcomes(options.figures, len(points)) if options.figures else read_figure(options.sweep, options)
    means = outcomes.mean(axis=1)
    if options.command == "morris":
        measures = indices.morris(points, means, options.resamples, options.bootstrap_seed)
        order, unit = ("mu_star", "mu", "sigma"), "trajectories"
    else:
        measures = indices.sobol(points, means, options.resamples, options.bootstrap_seed)
        order, unit = ("total", "first_order"), "base rows"
    measures = {name: measures[name] for name in order}
    luck = luck_of(outcomes, shares_luck(options.sweep))
    if options.csv:
        to_frame(paths, measures).to_csv(options.csv, index=False)
    print(f"{options.figures or options.figure}: mean {means.mean():.6g}, standard deviation over points {means.std(ddof=1):.4g}")
    print(luck)
    print(f"95% intervals: percentiles of {options.resamples} resamples of {unit}\n")
    print(table(paths, measures))


def to_frame(paths, measures):
    frame = pandas.DataFrame({"parameter": paths})
    for name, measure in measures.items():
        frame[name], frame[f"{name}_lower_95"], frame[f"{name}_upper_95"] = measure.value, measure.lower, measure.upper
    return frame


def table(paths, measures):
    """Lines for people, the parameter that matters most first."""
    first = next(iter(measures.values())).value
    rows = [["parameter", *(text for name in measures for text in (HEADINGS[name], "95% interval"))]]
    for j in np.argsort(-first, kind="stable"):
        row = [paths[j]]
        for one in measures.values():
            row += [f"{one.value[j]:.4g}", f"{one.lower[j]:.4g} to {one.upper[j]:.4g}"]
        rows.append(row)
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join("  ".join([row[0].ljust(widths[0]), *(text.rjust(w) for text, w in zip(row[1:], widths[1:]))])
                     for row in rows)


def month(text):
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise argparse.ArgumentTypeError(f"'{text}' is no month (write 2027-01)")
    return text


def parser():
    top = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = top.add_subparsers(dest="command", required=True)
    kinds = commands.add_parser("design", help="write the matrix of a csv design").add_subparsers(dest="kind", required=True)
    for kind, name, number in (("morris", "trajectories", 10), ("sobol", "base-rows", 256)):
        design = kinds.add_parser(kind)
        design.add_argument("plan", help="JSON file of talentsim plan, or a SALib problem")
        design.add_argument("-o", "--output", type=pathlib.Path, required=True, help="a CSV file")
        design.add_argument(f"--{name}", type=int, default=number, help=f"default {number}")
        design.add_argument("--seed", type=int, default=1, help="of the design, default 1")
    kinds.choices["morris"].add_argument("--levels", type=int, default=4, help="of each parameter, default 4")
    for kind in ("morris", "sobol"):
        analysis = commands.add_parser(kind, help=f"analyse a {kind} design")
        analysis.add_argument("sweep", type=pathlib.Path, help="a merged sweep, or the CSV file of a design")
        outcome = analysis.add_mutually_exclusive_group(required=True)
        outcome.add_argument("--figure", help="GROUP/NAME of a monthly figure")
        outcome.add_argument("--figures", type=pathlib.Path, help="CSV file of outcomes: point, and one column a replicate")
        analysis.add_argument("--where", action="append", default=[], metavar="AXIS=LABEL", help="only this; may be repeated")
        analysis.add_argument("--from", dest="first", type=month, metavar="MONTH", help="first month of a flow")
        analysis.add_argument("--to", dest="last", type=month, metavar="MONTH", help="last month of a flow, month of a stock")
        analysis.add_argument("--resamples", type=int, default=indices.RESAMPLES, help=f"default {indices.RESAMPLES}")
        analysis.add_argument("--bootstrap-seed", type=int, default=1, help="default 1")
        analysis.add_argument("--csv", type=pathlib.Path, help="write the measures here too")
    return top


def main(arguments=None):
    options = parser().parse_args(arguments)
    try:
        if options.command == "design":
            write_design(options)
        else:
            analyse(options)
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
