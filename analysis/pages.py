# SPDX-License-Identifier: MIT
"""What the pages that analyses write share: runs of the simulator, means with their errors, tables."""

import argparse
import pathlib
import shlex
import subprocess

import numpy as np
import scipy.special

import results

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


def options_of_page(words, description, page, replicates):
    """Arguments of a script that runs scenarios of its own and writes one page of docs/."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--program", default=PROGRAM, type=pathlib.Path, help="the simulator")
    parser.add_argument("--scale", default=0.05, type=float, help="share of the city")
    parser.add_argument("--replicates", default=replicates, type=int)
    parser.add_argument("--folder", default=ROOT / "out" / page.stem, type=pathlib.Path, help="for results files")
    parser.add_argument("--reuse", action="store_true", help="take results files that are there")
    parser.add_argument("--write-docs", dest="page", action="store_const", const=page, help=f"write docs/{page.name}")
    parser.add_argument("--page", dest="page", type=pathlib.Path, help="write the page elsewhere")
    options = parser.parse_args(words)
    if options.replicates < 2:
        parser.error(f"{options.replicates} replicates give no interval (name 2 or more)")
    options.folder.mkdir(parents=True, exist_ok=True)
    return options


def labour_of(options, name, scenario, *words):
    """Figures of the labour market of a run, whose results stay in the folder of options_of_page."""
    output = options.folder / f"{name}.h5"
    if not (options.reuse and output.exists()):
        simulate(options.program, "run", scenario, "--quiet", "--force", "--scale", options.scale, "--replicates", options.replicates,
                 *words, "-o", output)
    return results.open_results(output).labour


# ---- means and errors ------------------------------------------------------------------------------------------------------------

def mean_and_error(values):
    """Mean over replicates and its standard error, which one replicate does not tell."""
    values = np.asarray(values, float).reshape(-1)
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.nan
    return values.mean(), error


def interval(values):
    """Mean over replicates and half-width of its 95 % interval (Student's t)."""
    mean, error = mean_and_error(values)
    return mean, error * scipy.special.stdtrit(np.size(values) - 1, 0.975)


def text(mean_error, decimals=0, sign=True):
    """A mean and its error or the half-width of its interval."""
    mean, error = mean_error
    if np.isnan(mean):
        return "–"
    if mean == 0 and not error > 0:
        return "0"
    number = f"{mean:+,.{decimals}f}" if sign else f"{mean:,.{decimals}f}"
    return number.replace("-", "−") + ("" if np.isnan(error) else f" ± {error:,.{decimals}f}")


# ---- tables ----------------------------------------------------------------------------------------------------------------------

def table(headings, rows, texts=1):
    """The first columns are text, the others are numbers."""
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * texts + "---:|" * (len(headings) - texts)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
