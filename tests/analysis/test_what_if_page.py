# SPDX-License-Identifier: MIT
"""The page of what-ifs: differences are taken within replicates, errors are of their mean, and those turned away from a
closed scheme are all accounted for."""

import re

import h5py
import numpy
import pytest

import pages
import results
import runs
import what_if
import what_if_pages
from what_if_page import expect_same_past
from what_if_pages import cell

NAMES = ("close_category_c", "downturn")
UNTIL = "2026-12"


def made():
    return what_if_pages.made(what_if.SCRIPT, NAMES, UNTIL)


def test_differences_are_paired():
    rng = numpy.random.default_rng(1)
    base = rng.normal(100, 50, 20)
    mean, error = pages.mean_and_error(base + 3 - base)
    assert mean == pytest.approx(3) and error < 1e-10
    values = rng.normal(size=20)
    assert pages.mean_and_error(values)[1] == pytest.approx(values.std(ddof=1) / 20**0.5)
    assert numpy.isnan(pages.mean_and_error([1])[1])


@pytest.mark.parametrize("month, half", [
    ("2026-01", "2026H1"), ("2026-02", "2026H2"), ("2026-04", "2026H2"), ("2026-07", "2026H2"), ("2026-08", "2027H1")])
def test_cohorts_counted_arrived_after_the_reform(month, half):
    assert what_if.first_half_year(month) == half


@pytest.mark.parametrize("mean, error, written", [
    (1234.4, 5.6, "+1,234 ± 6"), (-3, 1, "−3 ± 1"), (0, 0, "0"), (numpy.nan, numpy.nan, "–"), (0, 2, "+0 ± 2")])
def test_numbers_as_written(mean, error, written):
    assert pages.text((mean, error)) == written


def dependants(file):
    with h5py.File(file) as f:
        days = f["flows/month"][()].astype("datetime64[D]")
        counted = days.astype("datetime64[M]") >= numpy.datetime64("2026-04")
        permits = [i for i, name in enumerate(f["flows/scheme"].asstr()[()]) if name == "one_way_permit"]
        flow = f["flows/dependant_arrivals"][()].sum(axis=-1)[:, counted]
        return (flow.sum(axis=2) - flow[:, :, permits].sum(axis=2)).sum(axis=1) * 12 / counted.sum()


def test_cells_are_means_of_paired_differences():
    folder, page = made()
    base = dependants(folder / "baseline.h5")
    assert cell(page, "baseline", "dependants admitted a year") == pages.text(pages.mean_and_error(base), sign=False)
    for name in NAMES:
        change = dependants(folder / f"{name}.h5") - base
        assert cell(page, f"[{name}]", "dependants admitted a year") == pages.text(pages.mean_and_error(change))
    assert cell(page, "[downturn]", "retained after 7 years, %") == "–"  # the run is too short


def test_everybody_turned_away_is_accounted_for():
    folder, page = made()
    rows = re.findall(r"^\| (`\w+`|stay away|less the change in candidates) \| ([^|]*) \| ([^|]*) % \|$", page, re.MULTILINE)
    share = {name: float(text.replace("−", "-")) for name, _, text in rows}
    assert "`ttps_c`" not in share and "`qmas`" in share and "stay away" in share
    assert share["`qmas`"] > 0 and share["stay away"] > 0
    assert sum(share.values()) == pytest.approx(100, abs=0.06 * len(share))
    lost = results.open_results(folder / "baseline.h5").flows.applications.sel(scheme="ttps_c", month=slice("2026-04", None))
    assert float(lost.sum()) > 0


def test_what_cannot_be_written_is_refused():
    what_if_pages.expect_refusals(what_if.SCRIPT, 20, "close_c")


def test_runs_of_another_city_are_refused():
    """A file that differs before the date of its what-if."""
    folder = made()[0]
    other = runs.run(what_if.WHAT_IFS / "downturn.yaml", "--scale", "0.004", "--replicates", "2", "--until", UNTIL, "--set",
                     "labour.vacancy_factor=0.9")
    base = results.open_results(folder / "baseline.h5")
    expect_same_past(results.open_results(folder / "downturn.h5"), base, what_if.WHAT_IFS / "downturn.yaml")
    with pytest.raises(SystemExit, match="differs from the baseline before 2026-01"):
        expect_same_past(other, base, what_if.WHAT_IFS / "downturn.yaml")
