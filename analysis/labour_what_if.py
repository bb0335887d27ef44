#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every lever of the labour market against the baseline, as a page.

    analysis/labour_what_if.py                               those of scenarios/what_if/labour, two rules of schemes: scale 0.02, 8 replicates
    analysis/labour_what_if.py newcomer_quota --page /tmp/page.md
    analysis/labour_what_if.py --reuse                       only writes the page again, from the files of the last time

Differences are taken by what_if_page.py.
"""

import job_market
import what_if_page
from pages import ROOT
from what_if_page import Figure, a_year, at_work, last_year, since

TALENT, SPOUSES, RESIDENTS = "talent", "talent_spouse", "local"


def hires(group):
    return lambda run, first: a_year(job_market.hired_from_no_work(run.labour).sel(resident_group=group), first)


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
    return last_year(run.labour.matched.sel(scheme=what_if_page.talent_schemes(run)).sum("scheme"))


def recognitions(run, first):
    return a_year(run.labour.recognitions.sum(["resident_group", "profession"]), first)


def vacancies(run, first):
    return last_year(run.labour.vacancies.sum("sector"))


def months_to_fill(run, first):
    """Mean of the posts filled from the first month counted on."""
    months = since(run.labour.months_to_fill, first).sum(["sector", "channel", "month"])
    filled = since(run.labour.hires_by_channel, first).sum(["resident_group", "channel", "month"])
    return months / filled.where(filled > 0)


FIGURES = [
    Figure("talent hired from no work a year", hires(TALENT)),
    Figure("spouses hired from no work a year", hires(SPOUSES)),
    Figure("residents hired from no work a year", hires(RESIDENTS)),
    Figure("talent at work", at_work(TALENT)),
    Figure("spouses at work", at_work(SPOUSES)),
    Figure("residents at work", at_work(RESIDENTS)),
    Figure("talent without work", unemployed(TALENT)),
    Figure("residents without work", unemployed(RESIDENTS)),
    Figure("principals in own field and level, commuters included", matched),
    Figure("professions recognised a year", recognitions),
    Figure("open posts", vacancies),
    Figure("months to fill", months_to_fill, 2),
]
CHANNELS = {"career_expo": "expos", "public_platform": "public platform"}
FIGURES += [Figure(f"newcomers hired by {title} a year", hires_by(name)) for name, title in CHANNELS.items()]

PAGE = """\
<!-- Written by analysis/labour_what_if.py; do not edit. -->
# Levers of the labour market

Made at scale {scale:g} with {replicates} replicates and seed {seed} by

```
{command}
```

**Three figures of the market of single vacancies are fitted, all else is assumed** ([labour_market.md](labour_market.md)): the table shows that each lever acts,
in which direction, and how large it is beside the others in this structure. No number of it is a forecast.

Each line is a what-if less [baseline.yaml](../scenarios/baseline.yaml): the mean over replicates of the difference
within a replicate, ± its Monte Carlo standard error. Both runs of a pair give the same persons the same luck. The error says how far
the mean over more replicates may lie from this one; it says nothing about the assumptions, which are the larger uncertainty.

Counted are persons in the real city: flows a year from {first} to {last}, stocks at the mean of the last twelve months.
{stock}
{questions}

## Differences

{main}

A wage floor at renewal (`renewal_income_line`) and a shortage list (`shortage_sectors`) are rules of schemes; [what_if.md](what_if.md)
says what they do to arrivals and stays.
"""


STOCK = """
The number of open posts follows published counts whoever is hired: each post that is filled is opened again next month, elsewhere in
its cell. What newcomers gain, residents therefore hardly lose here; where demand fixes all posts, filled and open, they lose more
([displacement.md](displacement.md)).
"""


def write_page(page, files, runs, base, command):
    first = what_if_page.latest_reform(files)
    months = base.flows.month.values.astype("datetime64[M]")
    labour = base.scenario["labour"]
    stock = STOCK if what_if_page.plain(labour.get("demand", "vacancies")) == "vacancies" else ""
    titles = "what-if less baseline", "baseline, level"
    page.write_text(PAGE.format(
        scale=base.scale, replicates=base.replicates, seed=base.seed, command=command, first=first, last=months[-1],
        questions=what_if_page.questions(files), stock=stock,
        main=what_if_page.differences_table(titles, FIGURES, files, runs, base, first),
    ), encoding="utf-8")


WHAT_IFS = ROOT / "scenarios" / "what_if"
RULES_OF_SCHEMES = ("renewal_income_line", "shortage_sectors")
SCRIPT = what_if_page.Script(
    name="labour_what_if", description=__doc__.splitlines()[0], base=ROOT / "scenarios" / "baseline.yaml",
    what_ifs=(*sorted((WHAT_IFS / "labour").glob("*.yaml")), *(WHAT_IFS / f"{name}.yaml" for name in RULES_OF_SCHEMES)),
    scale=0.02, fewest_replicates=8, write_page=write_page)


if __name__ == "__main__":
    SCRIPT.main()
