#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Hazard of resident households leaving, from the published population of each half-year.

Method. Only the balance of all movement is published, so one free rate a half-year closes the account. Starting from the values in
scenarios/hong_kong/movement.yaml the program runs the baseline, compares the change of the population over each half-year with the
published one (revised series), and moves the half-year's rate by the difference over the residents who could leave:
    rate += (simulated change - published change) / (its length in years x local residents),   at least 0.
Three rounds bring every half-year within Monte Carlo error. The last rate is held afterwards, an assumption. The rates are fitted:
they absorb whatever the model gets wrong about newcomers who land but never live here, and about deaths.
"""

import argparse
import json
import pathlib
import re
import subprocess
import tempfile

import results

ROOT = pathlib.Path(__file__).resolve().parent.parent
MOVEMENT = ROOT / "scenarios" / "hong_kong" / "movement.yaml"
# Census and Statistics Department, Table 110-01001, revised; persons at the end of the month.
PUBLISHED = {"2022-12": 7472600, "2023-06": 7536100, "2023-12": 7527900, "2024-06": 7524100, "2024-12": 7500600, "2025-06": 7498900}
STARTS = ("2022-12", "2023-07", "2024-01", "2024-07", "2025-01")   # first month in which each rate holds
LINE = re.compile(r"(household_leaving_year:\n    value: )\{[^}]*\}")
HALF_YEAR = 0.5
FIRST_STRETCH = 7 / 12        # December 2022 to June 2023, years


def read_rates():
    text = LINE.search(MOVEMENT.read_text(encoding="utf-8")).group(0)
    return [float(value) for value in re.findall(r": ([0-9.]+)[,}]", text)]


def write_rates(rates):
    steps = ", ".join(f"{start}: {rate:.4f}" for start, rate in zip(STARTS, rates))
    MOVEMENT.write_text(LINE.sub(lambda m: f"{m.group(1)}{{{steps}}}", MOVEMENT.read_text(encoding="utf-8")), encoding="utf-8")


def simulate(program, scale):
    """Population and local residents at the end of each published month."""
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "fit.h5"
        subprocess.run([program, "run", ROOT / "scenarios" / "baseline.yaml", "--until", "2025-06", "--scale", str(scale),
                        "--quiet", "-o", output], check=True, stdout=subprocess.DEVNULL)
        residents = results.open_results(output).stocks.residents.mean("replicate")
        months = [str(month)[:7] for month in residents["month"].values]
        total = residents.sum("resident_group").values
        local = residents.sel(resident_group="local").values
        rows = [months.index(month) for month in PUBLISHED]
        return [float(total[row]) for row in rows], [float(local[row]) for row in rows]


def improve(rates, total, local):
    published = list(PUBLISHED.values())
    before = [published[0]] + total[1:]   # the run starts with the published population on the eve of December 2022
    better = []
    for i, rate in enumerate(rates):
        excess = (total[i + 1] - before[i]) - (published[i + 1] - published[i])
        years = FIRST_STRETCH if i == 0 else HALF_YEAR
        better.append(max(0.0, rate + excess / (years * local[i])))
    return better


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=ROOT / "build" / "talentsim", type=pathlib.Path)
    parser.add_argument("--scale", default=1.0, type=float)
    parser.add_argument("--rounds", default=3, type=int)
    options = parser.parse_args()
    for _ in range(options.rounds):
        rates = read_rates()
        total, local = simulate(options.program, options.scale)
        gaps = {month: round(value - published) for (month, published), value in zip(PUBLISHED.items(), total)}
        print(json.dumps({"rates": rates, "simulated less published": gaps}))
        write_rates(improve(rates, total, local))
    print(f"written: {read_rates()} to {MOVEMENT}")


if __name__ == "__main__":
    main()
