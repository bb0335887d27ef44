# SPDX-License-Identifier: MIT
"""Three reforms of the city: with the same luck, differences vary far less than without it, as `compare` says."""

import subprocess
import sys

import numpy
import pytest
import runs

ARGUMENTS = ("--scale", "0.002" if runs.SMALL else "0.005", "--replicates", "6", "--until", "2027-12", "--threads", "1")


@pytest.fixture(scope="module", name="table")
def ratios_by_reform():
    """What analysis/pairing.py prints, as {reform: {figure: ratio}}."""
    words = [sys.executable, str(runs.ROOT / "analysis" / "pairing.py"), "--binary", runs.BINARY, *ARGUMENTS]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    print(done.stdout)
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in done.stdout.splitlines() if line.startswith("|")]
    reforms = rows[0][1::2]
    return {reform: {row[0].strip("`"): row[2 + 2 * place] for row in rows[2:]} for place, reform in enumerate(reforms)}


def test_there_are_three_reforms_and_figures_of_every_kind(table):
    assert len(table) == 3
    assert all(len(ratios) == 8 for ratios in table.values())


def test_pairing_reduces_the_variance(table):
    """Ratios of six replicates are rough, each within a factor of about seven, their mean over figures is not."""
    for reform, ratios in table.items():
        known = [float(ratio.replace(",", "")) for ratio in ratios.values() if ratio not in ("∞", "–")]
        assert len(known) >= 4, reform
        assert numpy.exp(numpy.log(known).mean()) > 5, (reform, ratios)
