# SPDX-License-Identifier: MIT
"""What the fits share: runs of the baseline with trial values, and values written back into the scenario's files.

All runs of a fit use the same seed and scale, hence common random numbers: the difference between two trial values is free of most
of the noise that each run carries.
"""

import argparse
import pathlib
import re
import subprocess
import tempfile

import results
import validate

ROOT = pathlib.Path(__file__).resolve().parent.parent
CITY = ROOT / "scenarios" / "hong_kong"


def parser(description, rounds):
    """Options that every fit takes."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--program", default=ROOT / "build" / "talentsim", type=pathlib.Path, help="the simulator")
    options.add_argument("--scale", default=0.1, type=float, help="share of the city")
    options.add_argument("--replicates", default=6, type=int, help="they average out months that bring many or few candidates")
    options.add_argument("--rounds", default=rounds, type=int, help="corrections before the values are written")
    options.add_argument("--dry-run", action="store_true", help="print the values, write nothing")
    return options


class Trial:
    """Runs the baseline, or another scenario, with some values changed and reads figures of targets.yaml from it, as means over
    replicates."""

    def __init__(self, options, until, events=False, scenario="baseline.yaml"):
        self.options, self.until, self.events, self.scenario = options, until, events, ROOT / "scenarios" / scenario
        self.targets, self.groups = validate.load_targets()

    def run(self, values):
        command = ["run", str(self.scenario), "--until", self.until, "--quiet",
                   "--scale", str(self.options.scale), "--replicates", str(self.options.replicates)]
        command += ["--events"] if self.events else []
        for path, value in values.items():
            command += ["--set", f"{path}={value}"]
        with tempfile.TemporaryDirectory() as folder:
            output = pathlib.Path(folder) / "trial.h5"
            subprocess.run([self.options.program, *command, "-o", output], check=True)
            run = results.open_results(output)
            for group in run.groups:                 # read before the file goes
                if group in ("flows", "stocks", "labour"):
                    run.group(group)
            return {target["name"]: self.figure(run, target) for target in self.targets}

    def figure(self, run, target):
        return validate.make_row(run, target, self.groups).simulated

    def published(self, name):
        return next(float(target["value"]) for target in self.targets if target["name"] == name)


def report(round_number, values, figures):
    """One line a round: the values tried and the figures they gave (name: (simulated, published))."""
    tried = ", ".join(f"{path.split('.', 1)[1]} {value}" for path, value in values.items())
    gave = ", ".join(f"{name} {simulated:,.7g} (published {published:,.7g})" for name, (simulated, published) in figures.items())
    print(f"  round {round_number}: {tried}\n           {gave}", flush=True)


# ---- writing values ----------------------------------------------------------------------------------------------------------

def set_value(file, path, text):
    """Replaces the value at a dotted path of a scenario file, leaving comments, sources and layout alone."""
    file = CITY / file
    lines = file.read_text(encoding="utf-8").split("\n")
    first, last, indent = 0, len(lines), 0
    for key in path.split("."):
        row = find_key(lines, first, last, indent, key, file)
        first, last = row + 1, block_end(lines, row)
        indent = next((len(line) - len(line.lstrip()) for line in lines[first:last] if line.strip()), 0)
    if first < last and lines[row].rstrip().endswith(":"):
        row = find_key(lines, first, last, indent, "value", file)
    lines[row] = with_value(lines[row], text)
    file.write_text("\n".join(lines), encoding="utf-8")


def find_key(lines, first, last, indent, key, file):
    for row in range(first, last):
        if re.match(rf" {{{indent}}}{re.escape(key)}:(\s|$)", lines[row]):
            return row
    raise SystemExit(f"error: no key '{key}' in {file} (lines {first + 1} to {last}) set the value by hand or mend the path")


def block_end(lines, row):
    """First line after the block that a key opens."""
    own = len(lines[row]) - len(lines[row].lstrip())
    for end in range(row + 1, len(lines)):
        if lines[end].strip() and len(lines[end]) - len(lines[end].lstrip()) <= own:
            return end
    return len(lines)


SCALAR = r"(\{[^{}]*\}|\[[^\[\]]*\]|[^,{}\s]+)"


def with_value(line, text):
    """`key: {value: 1, prior: ...}`, `value: 1` or `key: 1` with another value."""
    for pattern in (rf"(\{{value: ){SCALAR}", rf"(value: ){SCALAR}", rf"(:\s+){SCALAR}"):
        if re.search(pattern, line):
            return re.sub(pattern, lambda found: found.group(1) + text, line, count=1)
    raise SystemExit(f"error: no value in '{line.strip()}' (its layout is not one that a fit can change) set it by hand")
