# SPDX-License-Identifier: MIT
"""Runs the program for the tests, into a folder that is removed at the end."""

import atexit
import itertools
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import results  # analysis/

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "tests" / "scenarios"
BASELINE = ROOT / "scenarios" / "baseline.yaml"
MEAN_FIELD = ROOT / "scenarios" / "mean_field.yaml"  # the structural variant of the labour market
BINARY = os.environ.get("TALENTSIM", str(ROOT / "build" / "talentsim"))
SMALL = os.environ.get("TALENTSIM_TEST_SMALL") == "1"  # a sanitizer build: ten times slower
ALL = os.environ.get("TALENTSIM_TEST_ALL") == "1"  # full counts are asked for

_folder = pathlib.Path(tempfile.mkdtemp(prefix="talentsim_"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
_numbers = itertools.count()


def scratch(name):
    """A path for a file that no other test uses."""
    return _folder / f"{next(_numbers)}_{name}"


def scenario_folder():
    """A new folder named `scenarios`, below which scenario files are read."""
    folder = scratch("town") / "scenarios"
    folder.mkdir(parents=True)
    return folder


def run_file(scenario, *arguments, threads=1):
    """Runs a scenario and returns the path of its results."""
    output = scratch("results.h5")
    command = [BINARY, "run", str(scenario), "-o", str(output), "--quiet", "--threads", str(threads)]
    # Threads that wait do not spin: tests share their cores.
    environment = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    done = subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, f"{' '.join(command)} gave {done.returncode}:\n{done.stderr}"
    return output


def run(scenario, *arguments, threads=1):
    """Runs a scenario and opens its results."""
    return results.open_results(run_file(scenario, *arguments, threads=threads))


def values(**settings):
    """Command-line arguments of --set; a dot in a path is written as two underscores."""
    return [f"--set={path.replace('__', '.')}={value}" for path, value in settings.items()]


def compare_results(a, b, *options):
    """What scripts/compare_results says of two files: "" when they are the same, else a table."""
    command = [sys.executable, str(ROOT / "scripts" / "compare_results"), str(a), str(b)]
    done = subprocess.run([*command, "--print-differences", *options], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout if done.returncode else ""
