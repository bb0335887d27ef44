# SPDX-License-Identifier: MIT
"""Replicates lived one after another, or several at a time, give the same file, the event log included."""

import os
import subprocess

import pytest

import results
import runs

SMALL_CITY = ("--scale", "0.002", "--until", "2023-12", "--replicates", "6")
# Above 131,072 residents a city is lived alone unless there are as many replicates as threads.
MEDIUM_CITY = ("--scale", "0.02", "--until", "2023-03", "--replicates", "2")


def said(arguments, *launcher, **environment):
    """What a run of the baseline prints."""
    command = [*launcher, runs.BINARY, "run", str(runs.BASELINE), *map(str, arguments)]
    variables = {**os.environ, "OMP_WAIT_POLICY": "passive", **environment}
    variables = {name: value for name, value in variables.items() if value is not None}
    done = subprocess.run(command, capture_output=True, text=True, env=variables)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_several_at_a_time_give_what_one_after_another_does():
    alone = runs.run_file(runs.BASELINE, *SMALL_CITY, "--events", threads=1)
    for threads in (2, 3, 8):
        assert runs.compare_results(alone, runs.run_file(runs.BASELINE, *SMALL_CITY, "--events", threads=threads)) == ""


def test_chunks_of_one_city_give_what_several_cities_do():
    if runs.SMALL:
        pytest.skip("a larger city takes long in a sanitizer build")
    files = [runs.run_file(runs.BASELINE, *MEDIUM_CITY, threads=threads) for threads in (1, 2, 3)]
    assert [runs.compare_results(files[0], other) for other in files[1:]] == ["", ""]


def test_a_replicate_does_not_depend_on_how_many_there_are():
    few, many = (
        results.open_results(runs.run_file(runs.BASELINE, *SMALL_CITY[:-1], number, threads=2)) for number in (2, 5)
    )
    for group in ("flows", "stocks", "labour", "cohorts"):
        assert few.group(group).equals(many.group(group).isel(replicate=slice(2)))


def test_the_summary_says_how_many_live_at_a_time():
    text = said([*SMALL_CITY, "--threads", 3, "-o", runs.scratch("x.h5")])
    assert "\n3 replicates at a time; seconds to build and to live are theirs, added.\n" in text
    assert "at a time" not in said([*SMALL_CITY, "--threads", 1, "-o", runs.scratch("x.h5")])


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core")
def test_threads_default_to_the_cores_the_process_may_use():
    def threads(*launcher, **environment):
        file = runs.scratch("x.h5")
        said(["--scale", "0.002", "--until", "2022-12", "-o", file], *launcher, **environment)
        return int(results.open_results(file).attributes["threads"])

    core = str(min(os.sched_getaffinity(0)))
    assert threads("taskset", "-c", core, OMP_NUM_THREADS=None) == 1
    assert 1 <= threads(OMP_NUM_THREADS=None) <= len(os.sched_getaffinity(0))
    assert threads("taskset", "-c", core, OMP_NUM_THREADS="2") == 2  # told so
