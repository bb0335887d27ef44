# SPDX-License-Identifier: MIT
"""Reads results files of talentsim. Everything in analysis/ goes through here.

    run = results.open_results("out/baseline.h5")
    run.flows.arrivals.sel(scheme="...", sex="female")      # xarray, by name
    results.by_year(run.flows.arrivals)                     # flows summed, stocks at the year's end
    run.events()                                            # pandas, with names for codes

A merged sweep has the dimension `point` before `replicate` in every figure:

    sweep = results.open_results("out/sweep.h5")
    sweep.points                                            # pandas, the parameters' values by point
    results.by_year(sweep.at_point(3).flows.arrivals)       # reads like a run of that point
"""

from __future__ import annotations

import functools
import hashlib
import os
import pathlib

import h5py
import numpy
import pandas
import xarray
import yaml

FORMAT = 1  # first part of format_version; a higher one means that this reader has to change
SEAL = b"\ntalentsim SHA-256 "  # begins the line behind the HDF5 file, which 64 digits end
SEAL_BYTES = len(SEAL) + 65


class Results:
    """One results file. Groups are read when first asked for, and kept."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        _check_seal(self.path)
        with h5py.File(self.path, "r") as file:
            self.attributes = {name: _plain(value) for name, value in file.attrs.items()}
            self.groups = tuple(file.keys())
        version = str(self.attributes.get("format_version", "none"))
        if version.split(".")[0] != str(FORMAT):
            raise ValueError(
                f"cannot read '{self.path}' (its format is {version}, this reads {FORMAT}) "
                "use the analysis of the version that wrote it"
            )

    def __repr__(self):
        return f"Results('{self.path}': {self.title}, groups {', '.join(self.groups)})"

    @functools.lru_cache(maxsize=None)
    def group(self, name: str) -> xarray.Dataset:
        if name not in self.groups:
            raise KeyError(
                f"'{self.path}' has no group '{name}' (it holds {', '.join(self.groups)})"
            )
        with xarray.open_dataset(self.path, group=name, engine="h5netcdf") as dataset:
            return dataset.load()

    flows = property(lambda self: self.group("flows"))
    stocks = property(lambda self: self.group("stocks"))
    labour = property(lambda self: self.group("labour"))
    cohorts = property(lambda self: self.group("cohorts"))

    title = property(lambda self: self.attributes["scenario_title"])
    scale = property(lambda self: float(self.attributes["scale"]))
    replicates = property(lambda self: int(self.attributes["replicates"]))
    seed = property(lambda self: int(self.attributes["seed"]))

    @property
    def points(self) -> pandas.DataFrame:
        """What each point of a sweep sets: a row a point, a column a parameter."""
        if "design" not in self.groups:
            raise KeyError(f"'{self.path}' is no sweep (it has no design) run talentsim merge")
        values = self.group("design").value
        return values.transpose("point", "parameter").to_pandas()

    def at_point(self, point: int) -> Point:
        """One point of a sweep."""
        if point not in self.points.index:
            raise KeyError(f"'{self.path}' has no point {point} (it has 0 to {len(self.points) - 1})")
        return Point(self, point)

    @property
    def scenario_yaml(self) -> str:
        """The resolved scenario, as text."""
        with h5py.File(self.path, "r") as file:
            return file["provenance/scenario_yaml"].asstr()[()]

    @property
    def scenario(self) -> dict:
        return yaml.safe_load(self.scenario_yaml)

    def events(self, columns=None) -> pandas.DataFrame:
        """The event log; `columns` limits what is read. Codes become categories with names."""
        with h5py.File(self.path, "r") as file:
            if "events" not in file:
                raise KeyError(f"'{self.path}' has no events (run with --events)")
            group = file["events"]
            names = [name for name in group if name != "record"]
            return pandas.DataFrame(
                {name: _column(group[name]) for name in (columns or names)}
            )


class Point:
    """One point of a merged sweep, with the figures of a run: without the dimension `point`."""

    def __init__(self, sweep: Results, point: int):
        self.sweep, self.point = sweep, point
        self.parameters = sweep.points.loc[point]
        self.title, self.scale, self.replicates = sweep.title, sweep.scale, sweep.replicates
        self.seed = int(sweep.group("design").seed.sel(point=point))
        self.groups = tuple(name for name in sweep.groups if name != "design")

    def __repr__(self):
        return f"Point({self.point} of '{self.sweep.path}')"

    def group(self, name: str) -> xarray.Dataset:
        return self.sweep.group(name).sel(point=self.point, drop=True)

    flows = property(lambda self: self.group("flows"))
    stocks = property(lambda self: self.group("stocks"))
    labour = property(lambda self: self.group("labour"))
    cohorts = property(lambda self: self.group("cohorts"))


def open_results(path) -> Results:
    return Results(path)


def by_year(figure: xarray.DataArray) -> xarray.DataArray:
    """Yearly figures: totals of flows, year's-end values of stocks, by the figure's cell_methods.

    The coordinate `months` tells how many months of each year the run covers.
    """
    methods = figure.attrs.get("cell_methods")
    if methods not in ("month: sum", "month: point"):
        raise ValueError(f"'{figure.name}' is not a monthly figure (cell_methods: {methods})")
    years = figure.groupby("month.year")
    yearly = years.sum() if methods == "month: sum" else years.last()
    covered = figure.month.groupby("month.year").count()
    yearly.attrs = dict(figure.attrs)
    first = [axis for axis in ("point", "replicate", "year") if axis in yearly.dims]
    return yearly.assign_coords(months=("year", covered.values)).transpose(*first, ...)


def retention_rate(cohorts: xarray.Dataset) -> xarray.DataArray:
    """Share retained, missing where nobody was at risk."""
    at_risk = cohorts.at_risk.where(cohorts.at_risk > 0)
    return (cohorts.retention / at_risk).rename("retention_rate")


def departed_share(cohorts: xarray.Dataset) -> xarray.DataArray:
    """Cumulative incidence of each cause of departure, missing where nobody was at risk."""
    at_risk = cohorts.at_risk.sel(definition="visa_valid", drop=True)
    return (cohorts.departed / at_risk.where(at_risk > 0)).rename("departed_share")


def _check_seal(path):
    """Refuses a file of which a byte was changed since it was written; files without a seal pass."""
    size = path.stat().st_size
    with open(path, "rb") as file:
        file.seek(max(size - SEAL_BYTES, 0), os.SEEK_SET)
        seal = file.read()
        if not seal.startswith(SEAL):
            return
        file.seek(0)
        digest, left = hashlib.sha256(), size - SEAL_BYTES
        while block := file.read(min(left, 1 << 20)):
            digest.update(block)
            left -= len(block)
    if seal != SEAL + digest.hexdigest().encode() + b"\n":
        raise ValueError(
            f"cannot read '{path}' (it is damaged: its SHA-256 is not the one it ends with) "
            "run the scenario again"
        )


def _plain(value):
    """Attributes as Python values: text for text, numbers for arrays of one."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, numpy.ndarray) and value.size == 1:
        value = value.reshape(-1)[0]
    return value.item() if isinstance(value, numpy.generic) else value


def _column(dataset: h5py.Dataset):
    values = dataset[()]
    if "flag_meanings" in dataset.attrs:
        flags = numpy.atleast_1d(dataset.attrs["flag_values"])
        names = _plain(dataset.attrs["flag_meanings"]).split()
        return pandas.Categorical.from_codes(values - flags[0], categories=names)
    units = _plain(dataset.attrs["units"])
    if units.startswith("days since "):
        origin = numpy.datetime64(units.removeprefix("days since "), "D")
        return (origin + values.astype("timedelta64[D]")).astype("datetime64[ns]")
    return values
