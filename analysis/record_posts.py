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
import subprocess
import tempfile

import fitting
import results

SCENARIO = fitting.ROOT / "scenarios" / "single_vacancies.yaml"
SOURCE = ("analysis/record_posts.py: posts of single_vacancies.yaml, whose vacancies, unemployment and population are fitted to published "
          "figures (Census and Statistics Department)")


def posts_of_reference(options):
    """labour/posts of the reference run, mean over replicates."""
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "reference.h5"
        subprocess.run([options.program, "run", options.scenario, "--quiet", "--scale", str(options.scale), "--replicates",
                        str(options.replicates), "--set", f"labour.vacancy_market.posts_per_talent_at_work={options.eta:g}",
                        *options.set, "-o", output], check=True)
        return results.open_results(output).labour.posts.mean("replicate")


def as_yaml(posts, eta):
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
            steps = steps_of(months, of_sector.sel(skill_level=level).values.round().astype(int))
            lines += [f"      {level}:", f"        value: {{{', '.join(steps)}}}", "        role: fitted", f"        source: \"{SOURCE}\""]
    return "\n".join(lines) + "\n"


def steps_of(months, values):
    """One entry for each month in which the number changes."""
    return [f"{month}: {value}" for i, (month, value) in enumerate(zip(months, values)) if i == 0 or value != values[i - 1]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=fitting.ROOT / "build" / "talentsim", type=pathlib.Path, help="the simulator")
    parser.add_argument("--scenario", default=SCENARIO, type=pathlib.Path, help="the reference")
    parser.add_argument("--eta", default=0.0, type=float, help="posts for each of talent at work")
    parser.add_argument("--scale", default=1.0, type=float, help="share of the city")
    parser.add_argument("--replicates", default=1, type=int)
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", help="as in talentsim run")
    parser.add_argument("-o", "--output", type=pathlib.Path, help="default: scenarios/hong_kong/posts_eta_ETA.yaml")
    options = parser.parse_args()
    options.set = [f"--set={setting}" for setting in options.set]
    output = options.output or fitting.CITY / f"posts_eta_{options.eta:g}.yaml"
    output.write_text(as_yaml(posts_of_reference(options), options.eta), encoding="utf-8")
    print(f"{output}: written")


if __name__ == "__main__":
    main()
