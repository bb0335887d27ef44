# SPDX-License-Identifier: MIT
"""Intervals of talentsim compare, from files to file, where the answer is known: every cell of a figure is replaced by counts
of a law, so that each cell and period is an experiment of its own."""

import shutil

import h5py
import numpy
import pytest
import runs
from commands import talentsim

REPLICATES = 10
COMMON, BASE_ONLY, VARIANT_ONLY = 40, 10, 15  # mean events that happen under both policies, or under one
FIGURES = {"stocks/resident_by_age": "stock", "flows/departures": "flow"}
MANY = 1000  # experiments, for the bounds below
BOUNDS = (0.93, 0.97)


@pytest.fixture(scope="module", name="differences")
def compared_files():
    base = runs.run_file(runs.SCENARIOS / "small_town.yaml", "--scale", "0.02", "--until", "2034-12",
                         "--replicates", REPLICATES)
    variant, output = runs.scratch("variant.h5"), runs.scratch("differences.h5")
    shutil.copy(base, variant)
    random = numpy.random.default_rng(20260101)
    with h5py.File(base, "r+") as before, h5py.File(variant, "r+") as after:
        for name in FIGURES:
            shape = before[name].shape
            common = random.poisson(COMMON, shape)
            before[name][...] = common + random.poisson(BASE_ONLY, shape)
            after[name][...] = common + random.poisson(VARIANT_ONLY, shape)
    said = talentsim("compare", base, variant, "--by", "half-year", "-o", output)
    assert said.code == 0, said.err
    return output


@pytest.mark.parametrize("figure", FIGURES)
def test_intervals_cover_the_known_difference(figure, differences):
    group, name = figure.split("/")
    with h5py.File(differences) as file:
        found = {part: file[f"{group}/{name}{part}"][0, 1:] for part in ("", "_lower_95", "_upper_95", "_standard_error")}
    months = 6 if FIGURES[figure] == "flow" else 1  # of a half-year; the first period is a December alone
    truth = months * (VARIANT_ONLY - BASE_ONLY)
    covered = (found["_lower_95"] <= truth) & (truth <= found["_upper_95"])
    below, above = (abs(bound - 0.95) for bound in BOUNDS)
    wider = max(1, (MANY / covered.size) ** 0.5)
    print(f"{figure}: {covered.mean():.1%} of {covered.size} intervals hold {truth}")
    assert 0.95 - below * wider <= covered.mean() <= 0.95 + above * wider
    assert found[""].mean() == pytest.approx(truth, rel=0.05)
    variance = months * (BASE_ONLY + VARIANT_ONLY) / REPLICATES
    assert (found["_standard_error"] ** 2).mean() == pytest.approx(variance, rel=0.1)
