# SPDX-License-Identifier: MIT
"""The tables of cohorts against an estimator nobody here wrote: R's package survival, from the event log.

The whole city's rules at a tenth of its size, far enough for permanent residence; cohorts.R compares to the last person.
"""

import shutil
import subprocess

import runs

SCALE, UNTIL = ("0.01", "2030-12") if runs.SMALL else ("0.1", "2035-12") if runs.ALL else ("0.1", "2030-12")
SCRIPT = runs.ROOT / "tests" / "statistical" / "cohorts.R"


def in_r(results):
    return subprocess.run(
        [shutil.which("Rscript"), "--vanilla", SCRIPT, results], capture_output=True, text=True, check=False
    )


def test_cohorts_are_what_r_estimates_from_the_events():
    found = in_r(runs.run_file(runs.BASELINE, "--scale", SCALE, "--until", UNTIL, "--events"))
    assert found.returncode == 0, found.stdout + found.stderr
    for what in ("at_risk", "retention, visa_valid", "retention, permanent_resident", "departed, death"):
        assert f"equal: {what} - " in found.stdout, found.stdout


def test_one_person_less_is_found(tmp_path):
    """The comparison itself: one cell of the cohorts off by one simulated person."""
    import h5py

    results = runs.run_file(runs.BASELINE, "--scale", "0.01", "--until", "2026-12", "--events")
    with h5py.File(results, "r+") as file:
        departed = file["cohorts/departed"]
        cell = tuple(axis[0] for axis in (departed[()] > 0).nonzero())
        departed[cell] -= 100
    found = in_r(results)
    assert found.returncode != 0 and "1 cells differ" in found.stderr, found.stdout + found.stderr


def test_two_replicates_keep_apart():
    found = in_r(runs.run_file(runs.BASELINE, "--scale", "0.01", "--until", "2024-12", "--events", "--replicates", "2"))
    assert found.returncode == 0, found.stdout + found.stderr
