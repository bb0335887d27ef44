# SPDX-License-Identifier: MIT
"""What-ifs beside the scenario that they change: paired runs, differences of figures, and the course of a script that shows them.

Both runs of a pair share seed and replicates, so that the same persons have the same luck. A figure is computed in each replicate;
its difference is taken replicate by replicate, and a page shows the mean of these differences and their Monte Carlo standard error
(standard deviation over the root of the number of replicates).
"""

import argparse
import concurrent.futures
import dataclasses
import functools
import os
import pathlib
import shlex
import sys

import numpy as np
import yaml

import pages
import results
from pages import ROOT, mean_and_error, text


# ---- figures ---------------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Figure:
    title: str
    values: callable  # of a run and the first month counted -> one number a replicate
    decimals: int = 0
    factor: float = 1


def plain(value):
    return value["value"] if isinstance(value, dict) else value


@functools.cache
def talent_schemes(run):
    schemes = run.scenario["schemes"]
    return [name for name in run.flows.scheme.values if plain(schemes[name].get("group")) != "one_way_permit"]


def since(figure, first):
    return figure.sel(month=slice(first, None))


def a_year(figure, first):
    """Yearly mean from the first month counted to the end of the run."""
    counted = since(figure, first)
    return counted.sum("month") * 12 / counted.sizes["month"]


def last_year(figure):
    return figure.isel(month=slice(-12, None)).mean("month")


def at_work(group):
    def values(run, first):
        employed = run.labour.employed.sel(resident_group=group).sum("sector")
        return last_year(employed + run.labour.self_employed.sel(resident_group=group))
    return values


# ---- pairs -----------------------------------------------------------------------------------------------------------------------

def reform_of(file):
    return str(yaml.safe_load(file.read_text(encoding="utf-8"))["policy"][0]["from"])


def latest_reform(files):
    """The first month counted: by then every what-if is in force."""
    return max(map(reform_of, files))


def expect_same_past(run, base, file):
    """Nothing may differ before the date of a what-if: else the pair does not rest on the same city, or the same program."""
    reform = np.datetime64(reform_of(file))
    for group in ("flows", "stocks", "labour"):
        a, b = run.group(group), base.group(group)
        early = a.month.values.astype("datetime64[M]") < reform
        if not a.isel(month=early).identical(b.isel(month=early)):
            raise SystemExit(f"error: {run} differs from the baseline before {reform} (the scenario files or the program changed "
                             "between the two runs) run all again, without --reuse")


def level(figure, run, first):
    return mean_and_error(np.asarray(figure.values(run, first), float) * figure.factor)


def difference(figure, run, base, first):
    """Mean and standard error of the differences replicate by replicate."""
    if (run.seed, run.replicates, run.scale) != (base.seed, base.replicates, base.scale):
        raise SystemExit(f"error: {run} and {base} differ in seed, replicates or scale (run both again, without --reuse)")
    pairs = np.asarray(figure.values(run, first), float) - np.asarray(figure.values(base, first), float)
    return mean_and_error(pairs * figure.factor)


# ---- parts of a page -------------------------------------------------------------------------------------------------------------

def link(file):
    return f"[{file.stem}](../{file.relative_to(ROOT).as_posix()})"


def questions(files):
    lines = []
    for file in files:
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
        lines.append(f"- {link(file)}, from {document['policy'][0]['from']}: {document['question']}")
    return "\n".join(lines)


def differences_table(titles, figures, files, runs, base, first):
    """A column a figure; `titles` of the first column and of its first row, which has the levels without a what-if."""
    heading, first_row = titles
    rows = [[first_row] + [text(level(f, base, first), f.decimals, sign=False) for f in figures]]
    for file in files:
        rows.append([link(file)] + [text(difference(f, runs[file.stem], base, first), f.decimals) for f in figures])
    return pages.table([heading] + [f.title for f in figures], rows)


# ---- the script ------------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Script:
    """One that writes a page of docs/ which has its name."""

    name: str
    description: str
    base: pathlib.Path      # the scenario without any what-if
    what_ifs: tuple         # the files of the others
    scale: float
    fewest_replicates: int  # for the page of docs/; fewer give no useful standard error
    write_page: callable    # of the page's path, the files, their runs by name, the base's run, the command

    def chosen(self, names):
        unknown = set(names or []) - {file.stem for file in self.what_ifs}
        if unknown:
            raise SystemExit(f"error: no what-if '{sorted(unknown)[0]}' (there are {', '.join(file.stem for file in self.what_ifs)})")
        return [file for file in self.what_ifs if not names or file.stem in names]

    def arguments(self, words):
        page = ROOT / "docs" / f"{self.name}.md"
        parser = argparse.ArgumentParser(description=self.description)
        parser.add_argument("names", nargs="*", metavar="NAME", help="what-ifs by file name without .yaml (default: all)")
        parser.add_argument("--scale", type=float, default=self.scale)
        parser.add_argument("--replicates", type=int, default=self.fewest_replicates)
        parser.add_argument("--seed", type=int)
        parser.add_argument("--until", metavar="YYYY-MM")
        parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="runs at the same time (default: the cores)")
        parser.add_argument("--threads", type=int, default=1, help="of each run (default: 1)")
        parser.add_argument("--talentsim", type=pathlib.Path, default=pages.PROGRAM, help="the program")
        parser.add_argument("--folder", type=pathlib.Path, default=ROOT / "out" / self.name, help="for the results files")
        parser.add_argument("--page", type=pathlib.Path, default=page)
        parser.add_argument("--reuse", action="store_true", help="run nothing, read the files of the folder")
        options = parser.parse_args(words)
        if options.page.resolve() == page and options.replicates < self.fewest_replicates:
            parser.error(f"docs/{page.name} needs {self.fewest_replicates} replicates or more (name another --page for a trial)")
        return options

    def command_shown(self, options):
        """The command without what is the default."""
        words = ["--scale", f"{options.scale:g}", "--replicates", str(options.replicates), *given(options, "seed", "until")]
        return shlex.join([f"analysis/{self.name}.py", *options.names, *words])

    def main(self, words=None):
        options = self.arguments(words)
        files = self.chosen(options.names)
        options.folder.mkdir(parents=True, exist_ok=True)
        outputs = {file: options.folder / f"{file.stem}.h5" for file in (self.base, *files)}
        if not options.reuse:
            with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
                for done in [pool.submit(simulate, options, *pair) for pair in outputs.items()]:
                    done.result()
        opened = {file.stem: results.open_results(output) for file, output in outputs.items()}
        base = opened.pop(self.base.stem)
        for file in files:
            expect_same_past(opened[file.stem], base, file)
        self.write_page(options.page, files, opened, base, self.command_shown(options))
        print(options.page)


def given(options, *names):
    """Of these options those that were given, as words."""
    values = {name: getattr(options, name) for name in names}
    return [word for name, value in values.items() if value is not None for word in (f"--{name}", str(value))]


def simulate(options, scenario, output):
    print(scenario.relative_to(ROOT), file=sys.stderr, flush=True)
    pages.simulate(options.talentsim, "run", scenario, "-o", output, "--force", "--quiet", "--scale", f"{options.scale:g}",
                   "--replicates", options.replicates, *given(options, "seed", "until", "threads"))
