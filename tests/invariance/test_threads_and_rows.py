# SPDX-License-Identifier: MIT
"""The number of threads and the order of rows leave every dataset the same to the last bit, the event log included.

Chunks of a parallel loop hold 32,768 rows: the scale of 0.01 has three of them over the whole horizon, the larger city
of a few months has more chunks than threads.
"""

import subprocess
import sys

import pytest

import rules
import runs

CITY_FOR_LONG = ("0.005", "2024-06") if runs.SMALL else ("0.01", "2035-12")
LARGER_CITY = ("0.02", "2023-01") if runs.SMALL else ("0.1", "2023-09")
WHOLE_CITY = ("1", "2023-12")


def check(scale, until, *options, form="baseline.yaml"):
    script = runs.ROOT / "scripts" / "check_invariance"
    scenario = rules.copy_of_baseline() / form
    command = [sys.executable, str(script), str(scenario), "--binary", runs.BINARY]
    done = subprocess.run(
        [*command, "--scale", scale, "--until", until, *options], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the same" in done.stdout


def test_small_city_over_the_whole_horizon():
    check(*CITY_FOR_LONG, "--threads", *("1 4".split() if runs.SMALL else "1 2 3 8".split()))


def test_larger_city_for_some_months():
    check(*LARGER_CITY, "--threads", *("1 3".split() if runs.SMALL else "1 2 3 8".split()), "--row-orders", "3")


def test_mean_field():
    check("0.01", "2023-12" if runs.SMALL else "2025-12", "--threads", "1", "3", "--row-orders", "2", form="mean_field.yaml")


def test_alumni_feedback_sums_in_whole_persons():
    check("0.01", "2024-12", "--threads", "1", "8", "--set", "choice.alumni_elasticity=0.3")


@pytest.mark.skipif(not runs.ALL, reason="only with scripts/test --all: the whole city ten times")
def test_whole_city():
    check(*WHOLE_CITY)
