#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What pairing by replicate is worth: three reforms beside the baseline, with and without the same luck.

    analysis/pairing.py                          scale 0.02, 20 replicates to 2028-12, a minute or two; prints a table
    analysis/pairing.py --write-docs             the same, and writes the table of docs/compare.md
    analysis/pairing.py --scale 0.005 --replicates 4 --until 2027-12

Runs the scenarios, lets `talentsim compare` take the differences, and shows its ratio of variances: how many times more
replicates unpaired runs would need for the same standard error.
"""

import argparse
import io
import math
import pathlib
import subprocess
import sys
import tempfile

import pandas

import pages
from pages import PROGRAM, ROOT

PAGE = ROOT / "docs" / "compare.md"
BEGIN = "<!-- Between these marks: written by analysis/pairing.py --write-docs; do not edit. -->\n"
END = "<!-- End of the measured part. -->\n"
REFORMS = ("category_b_quota", "renewal_income_line", "ttps_first_stay_five_years")
FIGURES = ("applications", "arrivals", "departures", "births", "visa_holders", "employed_persons", "unemployed", "residents")


def run(options, scenario, folder):
    output = folder / f"{scenario.stem}.h5"
    words = [options.binary, "run", scenario, "--scale", options.scale, "--replicates", options.replicates, "--until",
             options.until, "--seed", options.seed, "--quiet", "-o", output]  # fmt: skip
    if options.threads:
        words += ["--threads", options.threads]
    subprocess.run([str(word) for word in words], check=True)
    return output


def compared(options, base, variant):
    """The lines of `talentsim compare --csv` for the figures shown, of the last calendar year."""
    words = [options.binary, "compare", base, variant, "--csv", "-"]
    text = subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True).stdout
    lines = pandas.read_csv(io.StringIO(text), dtype={"period": str, "category": str}, keep_default_na=False)
    lines = lines[lines.period.isin([options.until[:4], f"end-{options.until[:4]}"]) & (lines.category == "")]
    return lines.drop_duplicates("figure").set_index("figure")


def difference(line):
    return pages.text((float(line.difference), float(line.standard_error)))


def ratio(line):
    """Empty where nothing varies, so that there is nothing to gain."""
    if line.variance_reduction == "":
        return "–"
    value = float(line.variance_reduction)
    return "∞" if math.isinf(value) else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def table(options, folder):
    base = run(options, ROOT / "scenarios" / "baseline.yaml", folder)
    tables = {}
    for name in REFORMS:
        tables[name] = compared(options, base, run(options, ROOT / "scenarios" / "what_if" / f"{name}.yaml", folder))
    out = (
        f"The year {options.until[:4]} at scale {options.scale}, {options.replicates} replicates, seed {options.seed}: the "
        "difference to the baseline with its Monte Carlo standard error when paired, and the variance of the difference of "
        "unpaired runs over that of paired ones.\n\n"
    )
    headings = [heading for name in REFORMS for heading in (name, "unpaired / paired")]
    rows = [[f"`{figure}`"] + [cell(tables[name].loc[figure]) for name in REFORMS for cell in (difference, ratio)] for figure in FIGURES]
    return f"{out}{pages.table(['figure', *headings], rows)}\n"


def write_page(part):
    text = PAGE.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        sys.exit(f"error: {PAGE.name} needs the two marks once each (the measured part goes between them)")
    before, rest = text.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{part}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=PROGRAM)
    parser.add_argument("--scale", default="0.02")
    parser.add_argument("--replicates", default="20")
    parser.add_argument("--until", default="2028-12")
    parser.add_argument("--seed", default="20221228")
    parser.add_argument("--threads", help="default: the cores this process may use")
    parser.add_argument("--write-docs", action="store_true", help="write the table of docs/compare.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="talentsim_") as folder:
        part = table(options, pathlib.Path(folder))
    print(part, end="")
    if options.write_docs:
        write_page(part)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(error.stderr or error.returncode)
