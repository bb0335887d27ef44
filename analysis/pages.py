# SPDX-License-Identifier: MIT
"""What the pages that analyses write share: runs of the simulator, means with their errors, tables."""

import pathlib
import shlex
import subprocess

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build" / "talentsim"


# ---- running ---------------------------------------------------------------------------------------------------------------------

def simulate(program, *words):
    """Runs the program to its end. What it refuses it says itself."""
    command = [str(word) for word in (program, *words)]
    try:
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise SystemExit(f"error: cannot run '{program}' ({error.strerror}) build it, or name another") from error
    if code < 0:
        raise SystemExit(f"error: {shlex.join(command)} ended by signal {-code}")
    if code:
        raise SystemExit(code)


# ---- means and errors ------------------------------------------------------------------------------------------------------------

def mean_and_error(values):
    """Mean over replicates and its standard error, which one replicate does not tell."""
    values = np.asarray(values, float).reshape(-1)
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.nan
    return values.mean(), error


def text(mean_error, decimals=0, sign=True):
    mean, error = mean_error
    if np.isnan(mean):
        return "–"
    if mean == 0 and not error > 0:
        return "0"
    number = f"{mean:+,.{decimals}f}" if sign else f"{mean:,.{decimals}f}"
    return number.replace("-", "−") + ("" if np.isnan(error) else f" ± {error:,.{decimals}f}")


# ---- tables ----------------------------------------------------------------------------------------------------------------------

def table(headings, rows):
    """The first column is text, the others are numbers."""
    lines = ["| " + " | ".join(headings) + " |", "|---|" + "---:|" * (len(headings) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
