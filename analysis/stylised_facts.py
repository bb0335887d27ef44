#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Stylised facts of newcomers' work in each replicate, and published figures of work beside simulated ones, as a page.

    analysis/stylised_facts.py --write-docs          20 replicates, to docs/stylised_facts.md; half an hour on two cores
    analysis/stylised_facts.py --scale 0.01 --small-scale 0.01 --replicates 4 --page /tmp/page.md
    analysis/stylised_facts.py --reuse --write-docs  only writes the page again, from the files of the last time

Facts and their measures stand in analysis/labour_facts.py, published figures in scenarios/hong_kong/targets.yaml.
"""

import argparse
import pathlib

import labour_facts
import results
import pages
import what_if_page
import work_figures
from pages import ROOT, table
from work_figures import interval, number

PAGE = ROOT / "docs" / "stylised_facts.md"
BASE = ROOT / "scenarios" / "baseline.yaml"
DOUBLED = ROOT / "scenarios" / "stylised_facts" / "doubled_seekers.yaml"
FEWEST_REPLICATES = 20     # for the page of docs/
UNTIL = "2025-07"          # later inputs are held by assumption
MARKET = "labour.vacancy_market"
CHANNELS = ("employer_site", "local_platform", "mainland_platform", "agency", "career_expo", "talent_pool", "contacts", "mixed",
            "public_platform")


def for_all_channels(parameter, value):
    return {f"{MARKET}.channels.{channel}.{parameter}": value for channel in CHANNELS}


# What the facts are measured without, one at a time.
VARIANTS = {
    "channels used alike": ("who speaks no Cantonese uses channels as often as who does",
                            for_all_channels("used_without_cantonese_factor", 1)),
    "Cantonese not ranked": ("Cantonese counts nothing in the ranking", for_all_channels("cantonese_weight", 0)),
    "years elsewhere not counted": ("experience elsewhere counts nothing", for_all_channels("outside_experience_credit", 0)),
    "long careers kept": ("long careers elsewhere are given up no more often than short ones", {f"{MARKET}.in_field_experienced_factor": 1}),
    "nobody looks on": ("residents at work do not look for another post", {f"{MARKET}.local_looking_share": 0}),
    "no expos": ("nobody uses the career expos of April 2025", {f"{MARKET}.channels.career_expo.used_share": "[0, 0, 0, 0]"}),
}


def simulate(options, scenario, name, scale, *more):
    output = options.folder / f"{name.replace(' ', '_')}.h5"
    if not (options.reuse and output.exists()):
        pages.simulate(options.program, "run", scenario, "--quiet", "--force", "--until", UNTIL, "--scale", scale,
                       "--replicates", options.replicates, *more, "-o", output)
    return results.open_results(output)


def first_number(run):
    """Of vacancies."""
    return next(iter(what_if_page.plain(run.scenario["labour"]["vacancies"]).values()))


def simulate_variant(options, name):
    settings = VARIANTS[name][1]
    return simulate(options, BASE, name, options.small_scale, *(f"--set={path}={value}" for path, value in settings.items()))


# ---- facts ---------------------------------------------------------------------------------------------------------------------

def measured(run, doubled):
    """By fact: its sizes, and in how many replicates it holds."""
    sizes = {fact.name: fact.size_of(run, doubled) for fact in labour_facts.FACTS}
    return {fact.name: (sizes[fact.name], int(fact.holds(sizes[fact.name]).sum())) for fact in labour_facts.FACTS}


def missed(found, replicates):
    return [fact for fact in labour_facts.FACTS if found[fact.name][1] < replicates]


def facts_table(found, replicates):
    rows = [[fact.title, fact.measure, str(found[fact.name][1]), interval(found[fact.name][0], fact.decimals)]
            for fact in labour_facts.FACTS]
    return table(["fact", "measure, and when it holds", f"holds in, of {replicates}", "size"], rows, texts=2)


def misses_text(found, replicates):
    lines = [f"- **{fact.title}**: in {found[fact.name][1]} of {replicates}, size {interval(found[fact.name][0], fact.decimals)}. "
             + labour_facts.REASONS.get(fact.name, "") for fact in missed(found, replicates)]
    return "\n".join(line.rstrip() for line in lines) or "None: every fact holds in each replicate."


def variants_table(run, variants):
    shown = [fact for fact in labour_facts.FACTS if fact.name in labour_facts.EXPLAINED]
    rows = [[title] + [interval(fact.size_of(one, None), fact.decimals) for fact in shown]
            for title, one in [("as it is", run)] + [(VARIANTS[name][0], one) for name, one in variants.items()]]
    return table(["size of"] + [fact.title for fact in shown], rows)


# ---- the page ------------------------------------------------------------------------------------------------------------------

HEAD = """<!-- Written by analysis/stylised_facts.py; do not edit. -->
# Stylised facts and published figures of work

Made with {replicates} replicates and seed {seed}, the facts at scale {scale:g}, all else at scale {small_scale:g}, by

```
{command}
```

What is known of newcomers' work without being in the scenario as a number, in the baseline and its market of single vacancies
([labour_market.md](labour_market.md)) from December 2022 to July 2025. Each fact has one measure; its sign is looked at in each
replicate. **Unemployment to the end of 2023, long spells, the share of holders at work, their three largest sectors and three quantiles
of their pay are fitted, all else is assumed: a fact that holds shows that the assumptions bring it about, not that they are right.**

## Misses

Facts that fail in a replicate:

{misses}

Published figures that are more than a tenth off, with the ratio of simulated to published, or outside their range: {off}.

Unemployment of quarters after 2023 is a result. [Below](#who-is-without-work) it is told apart by who is without work, and beside two other
cities: one in which vacancies stay at their first number, and the mean field.

## Facts

Size: mean over replicates ± half-width of its 95 % interval (Student's t), lowest and highest replicate in brackets.

{facts}

- *Months of the Beveridge curve.* Vacancies are published counts until July 2025, unemployment is free. Until June 2023 the seekers with
  whom the run starts matter. Hazards of separation are the same in all months (`layoff_factor` is 1): the share of employees who leave a
  post for none a month stays between {separated}, so that no shift of job loss is in the slope; [matching.md](matching.md) varies both.
- *Early 2023.* Landed in January to March alone, when few had, the first fact holds in {quarter_count} of {replicates}, size
  {quarter_size}.
- *Doubled seekers* are twice the candidates of every pool that lands without a post
  ([doubled_seekers.yaml](../scenarios/stylised_facts/doubled_seekers.yaml)), with the same luck; {landed} as many land without a
  post, since quotas hold. Vacancies follow published counts in both cities: where posts are given instead, residents lose more
  ([displacement.md](displacement.md)).
- *Referral.* Somebody who uses several channels counts on each; the chance is of a month on the channel, those who look on from a post
  included. Pay is compared by rank, since channels differ in the cells they serve. Equal laws give either sign of the difference in
  half of all replicates: the fact fails where contacts gain {rank_gain:g} points.

### What they hang on

The same sizes in runs without one assumption each, at scale {small_scale:g}, where a replicate is noisier.

{variants}

### Who is without work

{unemployment}

## Published figures

Rows of [targets.yaml](../scenarios/hong_kong/targets.yaml) and two that are no single numbers. Role as in
[validation.md](validation.md), which compares all published figures: input, fitted (a parameter, or an assumption, was set with the
figure in view) or result. Quarters are those for which a published figure was found. Simulated: mean ± half-width
(lowest to highest replicate); months as the middle replicate's.

{figures}
"""


def separated(run):
    left = run.labour.separations.sum(["resident_group", "sector"]) - run.labour.job_changes.sum(["resident_group", "job_fit"])
    share = 100 * left / run.labour.employed.sum(["resident_group", "sector"])
    share = share.mean("replicate").sel(month=labour_facts.SETTLED)
    return f"{number(float(share.min()), 2)} and {number(float(share.max()), 2)} %"


def landed(run, doubled):
    total = lambda one: one.labour.landed_without_work.sel(scheme=what_if_page.talent_schemes(one)).sum()
    return f"{number(float(total(doubled) / total(run)), 2)} times"


def text_of_page(options, whole, doubled, run, variants, forms):
    """`whole` and `doubled` for the facts, `run` and the others for all else."""
    found, figures, quarter = measured(whole, doubled), work_figures.measured(run), labour_facts.easiest_quarter(whole)
    return HEAD.format(
        scale=whole.scale, small_scale=run.scale, replicates=run.replicates, seed=run.seed, command=command_shown(options),
        misses=misses_text(found, run.replicates), facts=facts_table(found, run.replicates), separated=separated(whole),
        landed=landed(whole, doubled), rank_gain=labour_facts.LEAST_RANK_GAIN, variants=variants_table(run, variants),
        figures=work_figures.table(run, figures), off=work_figures.misses(run, figures),
        unemployment=work_figures.unemployment_table({"as it is": run} | forms),
        quarter_count=int((quarter > 0).sum()), quarter_size=interval(quarter, 1))


def command_shown(options):
    page = "--write-docs" if options.page == PAGE else f"--page {options.page}"
    scales = f"--scale {options.scale:g} --small-scale {options.small_scale:g}"
    return f"analysis/stylised_facts.py {page} {scales} --replicates {options.replicates}"


def arguments(words):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=ROOT / "build" / "talentsim", type=pathlib.Path, help="the simulator")
    parser.add_argument("--scale", default=1, type=float, help="share of the city for the facts")
    parser.add_argument("--small-scale", default=0.25, type=float, help="for all else")
    parser.add_argument("--replicates", default=FEWEST_REPLICATES, type=int)
    parser.add_argument("--folder", default=ROOT / "out" / "stylised_facts", type=pathlib.Path, help="for results files")
    parser.add_argument("--reuse", action="store_true", help="take results files that are there")
    parser.add_argument("--write-docs", dest="page", action="store_const", const=PAGE, help="write docs/stylised_facts.md")
    parser.add_argument("--page", dest="page", type=pathlib.Path, help="write the page elsewhere")
    options = parser.parse_args(words)
    if options.page == PAGE and options.replicates < FEWEST_REPLICATES:
        parser.error(f"docs/stylised_facts.md needs {FEWEST_REPLICATES} replicates or more (name another --page for a trial)")
    return options


def main(words=None):
    options = arguments(words)
    options.folder.mkdir(parents=True, exist_ok=True)
    whole, doubled = simulate(options, BASE, "facts", options.scale), simulate(options, DOUBLED, "facts_doubled", options.scale)
    run = simulate(options, BASE, "as_it_is", options.small_scale, "--events")
    variants = {name: simulate_variant(options, name) for name in VARIANTS}
    forms = {"vacancies held at their first number": simulate(options, BASE, "vacancies_held", options.small_scale,
                                                              f"--set=labour.vacancies={first_number(run)}"),
             "the mean field": simulate(options, ROOT / "scenarios" / "mean_field.yaml", "mean_field", options.small_scale)}
    text = text_of_page(options, whole, doubled, run, variants, forms)
    if options.page:
        options.page.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
