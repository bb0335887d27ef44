#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whom talent displaces and which posts it fills, for several numbers of posts that each of talent at work brings (eta), as a page.

    analysis/displacement.py --write-docs        20 replicates at scale 0.05 of the pairs in scenarios/displacement, to docs/displacement.md

Each pair is Hong Kong as it is and a Hong Kong without talent schemes from December 2022 on, in the market of single vacancies, with the
same posts demanded (analysis/record_posts.py), the same seed and replicates. A figure is with talent less without, replicate by
replicate; shown are the mean and the half-width of its 95 % interval over replicates (Student's t).
"""

import pages
from pages import ROOT

PAGE = ROOT / "docs" / "displacement.md"
ETAS = ("0", "0.5", "1")
OTHERS = ["local", "one_way_permit"]                       # all residents but talent and families of talent
TALENT = ["talent", "talent_spouse", "talent_child", "talent_other_dependant"]
PERIODS = {"mid-2025": slice("2025-04", "2025-06"), "2030": slice("2030-01", "2030-12"), "2035": slice("2035-01", "2035-12")}


def run(options, name):
    return pages.labour_of(options, name, ROOT / "scenarios" / "displacement" / f"{name}.yaml")


def at(figure, period, groups=None):
    """Mean of a period, by replicate, over groups and all else."""
    figure = figure.sel(month=PERIODS[period]).mean("month")
    if groups is not None:
        figure = figure.sel(resident_group=groups)
    return figure.sum([dim for dim in figure.dims if dim != "replicate"]).values.astype(float)


FIGURES = {
    "talent and their families in posts": lambda labour, period: at(labour.employed, period, TALENT),
    "other residents in posts": lambda labour, period: at(labour.employed, period, OTHERS),
    "other residents unemployed": lambda labour, period: at(labour.unemployed, period, OTHERS),
    "posts open": lambda labour, period: at(labour.vacancies, period),
}


def cell(values, sign=True):
    return pages.text(pages.interval(values), sign=sign)


def displaced_share(with_talent, without, period):
    """Other residents fewer in posts for each 100 of talent and their families more in posts."""
    more = at(with_talent.employed, period, TALENT) - at(without.employed, period, TALENT)
    fewer = at(without.employed, period, OTHERS) - at(with_talent.employed, period, OTHERS)
    return cell(100 * fewer / more, sign=False)


def figures_table(pairs):
    rows = []
    for period in PERIODS:
        for name, figure in FIGURES.items():
            rows.append([period, name] + [cell(figure(a, period) - figure(b, period)) for a, b in pairs.values()])
        rows.append([period, "other residents fewer in posts, for 100 of talent more"] + [displaced_share(a, b, period)
                                                                                          for a, b in pairs.values()])
    return pages.table(["", "with talent less without"] + [f"η = {eta}" for eta in pairs], rows, texts=2)


def sector_table(pairs, period="2035"):
    rows = []
    sectors = next(iter(pairs.values()))[0].sector.values
    for sector in sectors:
        change = lambda labour: at(labour.employed.sel(sector=[sector]), period, OTHERS)
        rows.append([str(sector)] + [cell(change(a) - change(b)) for a, b in pairs.values()])
    return pages.table([f"other residents in posts, {period}"] + [f"η = {eta}" for eta in pairs], rows)


HEAD = """<!-- Written by analysis/displacement.py; do not edit. -->
# Displacement and vacancies filled

Made at scale {scale:g} with {replicates} replicates by

```
analysis/displacement.py --write-docs --scale {scale:g} --replicates {replicates}
```

Hong Kong as it is, less a Hong Kong without schemes for talent, professionals, graduates and investors from December 2022 on
([no_talent_schemes.yaml](../scenarios/hong_kong/no_talent_schemes.yaml)), in the market of single vacancies
([labour_market.md](labour_market.md)). Employers demand the same posts in both, those that talent brings apart: η is the
number of posts that there are for each of talent and their families in one. **No data of Hong Kong say what η is; averages of
many studies are near no displacement (Longhi, Nijkamp and Poot 2008). Read every line for all three.**

Persons and posts in the real city, mean of the period; ± is the half-width of the 95 % interval of the mean over replicates
with the same luck in both cities. It says nothing about assumptions. Those who come with a job arranged bring its post whatever η
is; families' children who start to work count with talent. What talent more in posts does not take from other residents comes with
those posts or out of posts that would stay open.
"""


def write_page(pairs, options):
    text = HEAD.format(scale=options.scale, replicates=options.replicates)
    text += f"\n{figures_table(pairs)}\n\n## By sector\n\n{sector_table(pairs)}\n"
    text += ("\n## Source\n\n- Longhi, S., Nijkamp, P. and Poot, J. (2008). Meta-analysis of empirical evidence on the labour market "
             "impacts of\n  immigration. Région et Développement 27.\n")
    options.page.write_text(text, encoding="utf-8")
    print(f"{options.page}: written")


def main(words=None):
    options = pages.options_of_page(words, __doc__.splitlines()[0], PAGE, replicates=20)
    pairs = {eta: (run(options, f"eta_{eta}"), run(options, f"no_talent_eta_{eta}")) for eta in ETAS}
    print(figures_table(pairs))
    if options.page:
        write_page(pairs, options)


if __name__ == "__main__":
    main()
