#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the number of posts, filled and open, that a reference run has: what employers' demand is in comparisons that fix posts.

    analysis/record_posts.py --eta 0.5 --scale 1 --replicates 1

Method. In the reference run the number of open posts follows published vacancies, and employment follows who is hired. Where demand
fixes the number of posts instead (labour.demand: posts), a scenario that changes who comes must meet the demand of the reference,
otherwise employers would replace every newcomer who stays away. The figure labour/posts of the reference run is that demand, by sector,
skill level and month, without the posts that talent at work brings (labour.vacancy_market.posts_per_talent_at_work, eta): those go and
come with the talent. Demand therefore depends on eta, and each eta has a file of its own. No figure is fitted in this step.

It writes scenarios/hong_kong/posts_eta_ETA.yaml (role: fitted).
"""

import argparse
import pathlib
import tempfile

import fitting
import pages
import results

SCENARIO = pages.ROOT / "scenarios" / "baseline.yaml"
SOURCE = ("analysis/record_posts.py: posts of {scenario}, whose vacancies, unemployment and population are fitted to published "
          "figures (Census and Statistics Department)")


def posts_of_reference(options):
    """labour/posts of the reference run, mean over replicates. Results round simulated posts to whole posts of the real city; a run
    at the same scale, which rounds down what it is given, would then lack some."""
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "reference.h5"
        until = ["--until", options.until] if options.until else []
        pages.simulate(options.program, "run", options.scenario, "--quiet", "--scale", options.scale, "--replicates",
                       options.replicates, "--set", f"labour.vacancy_market.posts_per_talent_at_work={options.eta:g}",
                       *options.set, *until, "-o", output)
        simulated = (results.open_results(output).labour.posts * options.scale).round()
        return (simulated / options.scale).mean("replicate")


def as_yaml(posts, scenario, eta):
    source = SOURCE.format(scenario=scenario.name)
    lines = ["# SPDX-License-Identifier: MIT",
             "# yaml-language-server: $schema=../../docs/scenario.schema.json",
             f"# Posts, filled and open, of the reference run with {eta:g} posts more for each of talent at work. Written by",
             f"# analysis/record_posts.py --eta {eta:g}; not to be edited by hand.",
             "labour:",
             "  demand: posts",
             f"  vacancy_market: {{posts_per_talent_at_work: {{value: {eta:g}, prior: \"uniform(0, 1)\", source: \"assumption: not identified; "
             "compare 0, 0.5 and 1\"}}",
             "sectors:"]
    months = [str(month)[:7] for month in posts.month.values]
    for sector in posts.sector.values:
        of_sector = posts.sel(sector=sector)
        if not (of_sector > 0).any():
            continue
        lines += [f"  {sector}:", "    posts:"]
        for level in posts.skill_level.values:
            steps = steps_of(months, map(number, of_sector.sel(skill_level=level).values))
            lines += [f"      {level}:", f"        value: {{{', '.join(steps)}}}", "        role: fitted", f"        source: \"{source}\""]
    return "\n".join(lines) + "\n"


def number(posts):
    return f"{posts:.6f}".rstrip("0").rstrip(".")


def steps_of(months, values):
    """One entry for each month in which the number changes."""
    values = list(values)
    return [f"{month}: {value}" for i, (month, value) in enumerate(zip(months, values)) if i == 0 or value != values[i - 1]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=pages.PROGRAM, type=pathlib.Path, help="the simulator")
    parser.add_argument("--scenario", default=SCENARIO, type=pathlib.Path, help="the reference")
    parser.add_argument("--eta", default=0.0, type=float, help="posts for each of talent at work")
    parser.add_argument("--scale", default=1.0, type=float, help="share of the city")
    parser.add_argument("--replicates", default=1, type=int)
    parser.add_argument("--until", metavar="YYYY-MM", help="last month (default: the scenario's)")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", help="as in talentsim run")
    parser.add_argument("-o", "--output", type=pathlib.Path, help="default: scenarios/hong_kong/posts_eta_ETA.yaml")
    options = parser.parse_args()
    options.set = [f"--set={setting}" for setting in options.set]
    output = options.output or fitting.CITY / f"posts_eta_{options.eta:g}.yaml"
    if output.is_dir() or not output.parent.is_dir():
        raise SystemExit(f"error: cannot write '{output}' (it is a folder, or in none) name another file")
    output.write_text(as_yaml(posts_of_reference(options), options.scenario, options.eta), encoding="utf-8")
    print(f"{output}: written")

if __name__ == "__main__":
    main()
