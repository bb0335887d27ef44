# SPDX-License-Identifier: MIT
"""The results file the tests read: $TALENTSIM_RESULTS, or the sample that the unit tests write."""

import os
import pathlib
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
IS_SAMPLE = "TALENTSIM_RESULTS" not in os.environ


def results_file() -> pathlib.Path:
    default = pathlib.Path(tempfile.gettempdir(), "talentsim_sample.h5")
    sample = os.environ.get("TALENTSIM_SAMPLE", default)
    path = pathlib.Path(os.environ.get("TALENTSIM_RESULTS", sample))
    if not path.exists():
        raise FileNotFoundError(f"no results file '{path}': run the unit tests first")
    return path


# The sample's invented figures: tests/unit/output/sample.h.
SCALE = 0.5


def sample_count(measure: int, replicate: int, month: int, cell: int) -> int:
    return measure * 100000 + replicate * 10000 + (month + 1) * 100 + cell
