# SPDX-License-Identifier: MIT
"""Replicates until the Monte Carlo interval of a figure is narrow enough."""

import csv
import re

import pytest
from scipy import stats

import results
import runs
from commands import TOWN, talentsim

SHORT = (TOWN, "--until", "2023-12")
FIGURE = "arrivals@2023"


def run(tmp_path, *arguments, name="x.h5"):
    said = talentsim("run", *SHORT, *arguments, "-o", tmp_path / name)
    assert said.code == 0, said.err
    return said.out


def interval(file):
    """Mean and 95% interval of all arrivals in 2023, from the table of the file."""
    table = file.with_suffix(".csv")
    assert talentsim("table", file, "--csv", table, "--force").code == 0
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    row = next(r for r in rows if r["figure"] == "arrivals" and not r["axis"] and r["period"] == "2023")
    n, mean, error = int(row["replicates"]), float(row["mean"]), float(row["standard_error"])
    margin = stats.t.ppf(0.975, n - 1) * error
    return n, mean, mean - margin, mean + margin


def test_it_stops_after_the_batch_that_is_narrow_enough_and_not_before(tmp_path):
    run(tmp_path, "--replicates", 30, name="all.h5")
    everything = results.open_results(tmp_path / "all.h5").flows.arrivals.sel(month=slice("2023", None))
    sums = everything.sum(["month", "scheme", "sex"]).values

    def width(n):
        return 2 * stats.t.ppf(0.975, n - 1) * stats.sem(sums[:n])

    wanted = width(12) * 1.0001
    expected = next(n for n in range(4, 31, 4) if width(n) <= wanted)
    out = run(tmp_path, "--replicates", 30, "--batch", 4, "--until-ci", f"{FIGURE}={wanted}")
    n, mean, low, high = interval(tmp_path / "x.h5")
    assert n == expected == results.open_results(tmp_path / "x.h5").replicates
    assert high - low <= wanted
    assert f"{n} of at most 30 replicates, in batches of 4: every interval is narrow enough." in out
    assert "Stopping is sequential" in out
    told = re.search(r"^arrivals, 2023: mean (\S+), 95% interval (\S+) to (\S+), ", out, re.MULTILINE)
    assert [float(x) for x in told.groups()] == pytest.approx([mean, low, high], rel=1e-4)


def test_the_maximum_ends_it(tmp_path):
    out = run(tmp_path, "--replicates", 7, "--batch", 3, "--until-ci", f"{FIGURE}=0.001")
    assert "7 of at most 7 replicates, in batches of 3: not every interval became narrow enough." in out
    assert results.open_results(tmp_path / "x.h5").replicates == 7


def test_the_file_is_that_of_as_many_replicates_at_any_number_of_threads(tmp_path):
    plain = runs.run_file(TOWN, "--until", "2023-12", "--replicates", 6, "--events")
    for threads in (1, 3):
        run(tmp_path, "--replicates", 40, "--batch", 3, "--until-ci", f"{FIGURE}=1e6", "--events", "--threads", threads, "--force")
        assert results.open_results(tmp_path / "x.h5").replicates == 3
        run(tmp_path, "--replicates", 6, "--batch", 3, "--until-ci", f"{FIGURE}=1e-6", "--events", "--threads", threads, "--force")
        assert runs.compare_results(plain, tmp_path / "x.h5") == ""


@pytest.mark.parametrize("figure", ["departures", "visa_holders/graduate@end-2023", "arrivals@2023-24", "arrivals@Jul-Dec 2023"])
def test_figures_are_named_as_in_tables(tmp_path, figure):
    run(tmp_path, "--replicates", 4, "--batch", 2, "--until-ci", f"{figure}=1e9")


@pytest.mark.parametrize(("option", "words"), [
    ("arivals@2023=5", "no figure 'arivals' (did you mean 'arrivals'?)"),
    ("arrivals/graduat=5", "no category 'graduat' (did you mean 'graduate'?)"),
    ("arrivals@1999=5", "no period '1999' (one of "),
    ("arrivals", "is not FIGURE=WIDTH"), ("arrivals=-1", "is not FIGURE=WIDTH"), ("=3", "is not FIGURE=WIDTH"),
])  # fmt: skip
def test_what_cannot_be_watched_is_told_before_anything_is_lived(tmp_path, option, words):
    said = talentsim("run", *SHORT, "--replicates", 9, "--until-ci", option, "-o", tmp_path / "x.h5")
    assert said.code == 2 and words in said.err
    assert not list(tmp_path.iterdir())


def test_the_options_go_together(tmp_path):
    assert "--until-ci needs --replicates" in talentsim("run", *SHORT, "--until-ci", f"{FIGURE}=5", "-o", tmp_path / "x.h5").err
    assert "--batch goes with --until-ci" in talentsim("run", *SHORT, "--batch", 5, "-o", tmp_path / "x.h5").err
