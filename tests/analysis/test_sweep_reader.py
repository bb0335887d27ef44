# SPDX-License-Identifier: MIT
"""A point of a merged sweep reads like a run of its own."""

import functools

import numpy
import pytest
import xarray

import results
import runs
from commands import talentsim

PATHS = ["labour.vacancy_factor", "schemes.graduate.annual_quota"]
VALUES = [[1, 0], [1, 5000], [2, 0], [2, 5000]]
DESIGN = f"""scenario: small_town.yaml
design: grid
seeds: separate
points_per_slice: 4
parameters:
  {PATHS[0]}: {{values: [1, 2]}}
  {PATHS[1]}: {{values: [0, 5000]}}
"""
SHORT = ("--scale", "0.2", "--until", "2023-08", "--replicates", "2")


@functools.lru_cache(maxsize=None)
def sweep():
    folder = runs.scenario_folder()
    (folder / "small_town.yaml").write_text((runs.SCENARIOS / "small_town.yaml").read_text())
    (folder / "sweep.yaml").write_text(DESIGN)
    plan, merged = folder.parent / "sweep.json", folder.parent / "sweep.h5"
    for call in (["plan", folder / "sweep.yaml", "-o", plan, *SHORT], ["run-slice", plan, "0", "--quiet", "--threads", "1"],
                 ["merge", plan, "-o", merged]):
        said = talentsim(*call)
        assert said.code == 0, said.err
    return results.open_results(merged)


def test_points_say_what_they_set():
    points = sweep().points
    assert list(points.columns) == PATHS and points.index.name == "point"
    assert points.to_numpy().tolist() == VALUES


def alone_at(point):
    """A run with the seed and the values of one point."""
    return runs.run(runs.SCENARIOS / "small_town.yaml", *SHORT, "--seed", point.seed,
                    *(f"--set={path}={value}" for path, value in point.parameters.items()))


@pytest.mark.parametrize("number", range(4))
def test_a_point_reads_like_a_run_of_its_own(number):
    point = sweep().at_point(number)
    alone = alone_at(point)
    assert (point.seed, point.scale, point.replicates) == (alone.seed, alone.scale, alone.replicates)
    for group in ("flows", "stocks"):
        xarray.testing.assert_identical(point.group(group), alone.group(group))
    xarray.testing.assert_equal(results.by_year(point.flows.arrivals), results.by_year(alone.flows.arrivals))
    printed, expected = (talentsim("table", *words, "--csv", "-") for words in
                         ((sweep().path, "--point", number), (alone.path,)))
    assert printed == expected and printed.code == 0


def test_years_of_all_points_at_once():
    yearly = results.by_year(sweep().stocks.visa_holders)
    assert yearly.dims[:3] == ("point", "replicate", "year")
    for number in range(4):
        own = results.by_year(sweep().at_point(number).stocks.visa_holders)
        numpy.testing.assert_array_equal(yearly.sel(point=number), own)


def test_table_says_which_point_it_prints_and_refuses_others():
    point, file = sweep().at_point(2), sweep().path
    said = talentsim("table", file, "--point", "2")
    assert f"{file}, point 2: 2022-12 to 2023-08, scale 0.2, seed {point.seed}, 2 replicates;" in said.out
    single = runs.run_file(runs.SCENARIOS / "small_town.yaml", *SHORT)
    for words, why in (
        ((file,), "is a sweep of 4 points (one run is needed) print one with talentsim table --point"),
        ((file, "--point", "4"), "--point 4 is not there"),
        ((file, "--point", "-1"), "--point '-1' is not a whole number"),
        ((single, "--point", "0"), "has no point 0 (it is a run, not a sweep) leave --point out"),
    ):
        said = talentsim("table", *words)
        assert (said.code, said.out) == (2, "") and why in said.err, said.err
    said = talentsim("compare", single, file)
    assert said.code == 2 and "is a sweep of 4 points" in said.err


def test_points_that_are_not_there():
    with pytest.raises(KeyError, match="has no point 4 .it has 0 to 3"):
        sweep().at_point(4)
    single = runs.run(runs.SCENARIOS / "small_town.yaml", *SHORT)
    for ask in (lambda: single.points, lambda: single.at_point(0)):
        with pytest.raises(KeyError, match="is no sweep"):
            ask()
