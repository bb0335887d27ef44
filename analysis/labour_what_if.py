#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every lever of the market of single vacancies against the scenario without it, as a page.

    analysis/labour_what_if.py                               all of scenarios/what_if/labour, scale 0.02, 8 replicates
    analysis/labour_what_if.py newcomer_quota --page /tmp/page.md
    analysis/labour_what_if.py --reuse                       only writes the page again, from the files of the last time

Differences are taken and written like those of analysis/what_if.py.
"""

import argparse
import concurrent.futures
import os
import pathlib

import results
import what_if
from what_if import Figure, ROOT, a_year, last_year

BASE = ROOT / "scenarios" / "single_vacancies.yaml"
WHAT_IFS = ROOT / "scenarios" / "what_if" / "labour"
FEWEST_REPLICATES = 8  # for the page of docs/
TALENT, SPOUSES, RESIDENTS = "talent", "talent_spouse", "local"


def hires(group):
    return lambda run, first: a_year(run.labour.hires.sel(resident_group=group).sum("sector"), first)


def hires_by(channel):
    """Of all newcomers, by one channel."""
    def values(run, first):
        figure = run.labour.hires_by_channel.sel(channel=channel)
        return a_year(figure.sum("resident_group") - figure.sel(resident_group=RESIDENTS), first)
    return values


def unemployed(group):
    return lambda run, first: last_year(run.labour.unemployed.sel(resident_group=group).sum("sector"))


def matched(run, first):
    """Principals under talent schemes, commuters included."""
    return last_year(run.labour.matched.sel(scheme=what_if.talent_schemes(run)).sum("scheme"))


def vacancies(run, first):
    return last_year(run.labour.vacancies.sum("sector"))


def months_to_fill(run, first):
    """Mean of the posts filled from the first month counted on."""
    months = what_if.since(run.labour.months_to_fill, first).sum(["sector", "channel", "month"])
    filled = what_if.since(run.labour.hires_by_channel, first).sum(["resident_group", "channel", "month"])
    return months / filled.where(filled > 0)


FIGURES = [
    Figure("talent hired a year", hires(TALENT)),
    Figure("spouses hired a year", hires(SPOUSES)),
    Figure("residents hired a year", hires(RESIDENTS)),
    Figure("talent at work", what_if.at_work(TALENT)),
    Figure("spouses at work", what_if.at_work(SPOUSES)),
    Figure("residents at work", what_if.at_work(RESIDENTS)),
    Figure("talent without work", unemployed(TALENT)),
    Figure("residents without work", unemployed(RESIDENTS)),
    Figure("principals in own field and level, commuters included", matched),
    Figure("open posts", vacancies),
    Figure("months to fill", months_to_fill, 2),
]
CHANNELS = {"career_expo": "expos", "public_platform": "public platform"}
FIGURES += [Figure(f"newcomers hired by {title} a year", hires_by(name)) for name, title in CHANNELS.items()]

PAGE = """\
<!-- Written by analysis/labour_what_if.py; do not edit. -->
# Levers of the market of single vacancies

Made at scale {scale:g} with {replicates} replicates and seed {seed} by

```
{command}
```

**Three figures of the market of single vacancies are fitted, all else is assumed** ([labour_market.md](labour_market.md)): the table shows that each lever acts,
in which direction, and how large it is beside the others in this structure. No number of it is a forecast.

Each line is a what-if less [single_vacancies.yaml](../scenarios/single_vacancies.yaml): the mean over replicates of the difference
within a replicate, ± its Monte Carlo standard error. Both runs of a pair give the same persons the same luck. The error says how far
the mean over more replicates may lie from this one; it says nothing about the assumptions, which are the larger uncertainty.

Counted are persons in the real city: flows a year from {first} to {last}, stocks at the mean of the last twelve months.
{stock}
{questions}

## Differences

{main}

Faster recognition by profession is a lever where professions are declared. Wage floors and shortage lists are rules of schemes,
which hold in both forms of the market; [what_if.md](what_if.md) has them in the mean field.
"""


STOCK = """
The number of open posts follows published counts whoever is hired: each post that is filled is opened again next month, elsewhere in
its cell. What newcomers gain, residents therefore hardly lose here; where demand fixes all posts, filled and open, they lose more
([displacement.md](displacement.md)).
"""


def link(file):
    return f"[{file.stem}](../scenarios/what_if/labour/{file.name})"


def questions(files):
    lines = []
    for file in files:
        document = what_if.yaml.safe_load(file.read_text(encoding="utf-8"))
        lines.append(f"- {link(file)}, from {document['policy'][0]['from']}: {document['question']}")
    return "\n".join(lines)


def main_table(files, runs, base, first):
    text = what_if.text
    rows = [["without it, level"] + [text(what_if.level(f, base, first), f.decimals, sign=False) for f in FIGURES]]
    for file in files:
        run = runs[file.stem]
        rows.append([link(file)] + [text(what_if.difference(f, run, base, first), f.decimals) for f in FIGURES])
    return what_if.table(["what-if less the scenario without it"] + [f.title for f in FIGURES], rows)


def write_page(page, files, runs, base, command):
    first = what_if.latest_reform(files)
    months = base.flows.month.values.astype("datetime64[M]")
    labour = base.scenario["labour"]
    stock = STOCK if what_if.plain(labour.get("demand", "vacancies")) == "vacancies" else ""
    page.write_text(PAGE.format(
        scale=base.scale, replicates=base.replicates, seed=base.seed, command=command, first=first, last=months[-1],
        questions=questions(files), stock=stock,
        main=main_table(files, runs, base, first),
    ), encoding="utf-8")


def chosen(names):
    files = sorted(WHAT_IFS.glob("*.yaml"))
    unknown = set(names or []) - {file.stem for file in files}
    if unknown:
        raise SystemExit(f"error: no what-if '{sorted(unknown)[0]}' (there are {', '.join(file.stem for file in files)})")
    return [file for file in files if not names or file.stem in names]


def arguments(words):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="what-ifs by file name without .yaml (default: all)")
    parser.add_argument("--scale", type=float, default=0.02)
    parser.add_argument("--replicates", type=int, default=FEWEST_REPLICATES)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--until", metavar="YYYY-MM")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="runs at the same time (default: the cores)")
    parser.add_argument("--threads", type=int, default=1, help="of each run (default: 1)")
    parser.add_argument("--talentsim", type=pathlib.Path, default=ROOT / "build" / "talentsim", help="the program")
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / "out" / "labour_what_if", help="for the results files")
    parser.add_argument("--page", type=pathlib.Path, default=ROOT / "docs" / "labour_what_if.md")
    parser.add_argument("--reuse", action="store_true", help="run nothing, read the files of the folder")
    options = parser.parse_args(words)
    if options.page.resolve() == ROOT / "docs" / "labour_what_if.md" and options.replicates < FEWEST_REPLICATES:
        parser.error(f"docs/labour_what_if.md needs {FEWEST_REPLICATES} replicates or more (name another --page for a trial)")
    return options


def command_shown(options):
    return what_if.command_shown(options).replace("what_if.py", "labour_what_if.py", 1)


def main(words=None):
    options = arguments(words)
    files = chosen(options.names)
    options.folder.mkdir(parents=True, exist_ok=True)
    outputs = {file: options.folder / f"{file.stem}.h5" for file in (BASE, *files)}
    if not options.reuse:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for done in [pool.submit(what_if.simulate, options, *pair) for pair in outputs.items()]:
                done.result()
    opened = {file.stem: results.open_results(output) for file, output in outputs.items()}
    base = opened.pop(BASE.stem)
    for file in files:
        what_if.expect_same_past(opened[file.stem], base, file)
    write_page(options.page, files, opened, base, command_shown(options))
    print(options.page)


if __name__ == "__main__":
    main()
