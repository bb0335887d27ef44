# SPDX-License-Identifier: MIT
"""Months lived before the start: the city is then that of a longer run, and the results do not show them."""

import numpy
import pandas

import results
import runs
from commands import TOWN, talentsim

UNTIL = ("--until", "2024-12")
# The town's own rules do not change in these months, so a run from December 2022 lives the very same city.
BURNED_IN = ("--set=period.start=2023-06", "--set=period.burn_in_months=6")


def test_it_is_the_city_that_lived_those_months():
    longer = results.open_results(runs.run_file(TOWN, *UNTIL, "--events"))
    burned_in = results.open_results(runs.run_file(TOWN, *UNTIL, *BURNED_IN, "--events"))
    for group in ("flows", "stocks"):
        shown = burned_in.group(group)
        assert pandas.Timestamp(shown.month.values[0]) == pandas.Timestamp("2023-06-01")
        assert shown.equals(longer.group(group).sel(month=slice("2023-06", None)))
    columns = ["replicate", "month", "person", "household", "event", "scheme", "detail"]
    events = longer.events()[columns]
    events = events[events.month >= pandas.Timestamp("2023-06-01")].reset_index(drop=True)
    assert events.equals(burned_in.events()[columns].reset_index(drop=True))


def test_cohorts_are_of_arrivals_within_the_results():
    groups = "--set=output.groups=[flows, cohorts]"
    longer = results.open_results(runs.run_file(TOWN, *UNTIL, groups)).cohorts
    burned_in = results.open_results(runs.run_file(TOWN, *UNTIL, *BURNED_IN, groups))
    shown = burned_in.cohorts
    assert [str(label) for label in shown.cohort.values] == ["2023H1", "2023H2", "2024H1", "2024H2"]
    months = shown.sizes["months_since_arrival"]
    assert months == 19
    for name in ("retention", "at_risk", "departed"):
        whole = longer[name].isel(months_since_arrival=slice(months)).sel(cohort=["2023H2", "2024H1", "2024H2"])
        assert numpy.array_equal(shown[name].sel(cohort=["2023H2", "2024H1", "2024H2"]).values, whole.values)
    first = shown.at_risk.sel(cohort="2023H1").isel(months_since_arrival=0, definition=0)
    june = burned_in.flows.arrivals.sel(month="2023-06").isel(month=0).sum("sex").values
    assert numpy.array_equal(first.sum("sex").values, june)


def test_none_is_none():
    plain, none = (runs.run_file(TOWN, "--until", "2023-06", *words) for words in ((), ("--set=period.burn_in_months=0",)))
    assert runs.compare_results(plain, none, "--other-scenario") == ""


def test_what_cannot_be_is_told(tmp_path):
    for value in ("-1", "2.5", "241"):
        said = talentsim("run", TOWN, f"--set=period.burn_in_months={value}", "-o", tmp_path / "x.h5")
        assert said.code == 2 and "period.burn_in_months: " in said.err
    said = talentsim("run", TOWN, "--set=period.start=1905-01", "--set=period.burn_in_months=120", "-o", tmp_path / "x.h5")
    assert said.code == 2 and "before 1900" in said.err
