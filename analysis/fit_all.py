#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every fit, in the order in which one needs the other. Deterministic: same program, scale and replicates, same values.

    analysis/fit_all.py --program build/talentsim [--scale 0.1] [--replicates 6] [--passes 1]

1. fit_arrivals     from approvals to arrivals under the Top Talent Pass; without simulation
2. fit_candidates   candidates of each pool, from published applications; without simulation
3. fit_demography   mortality, fertility, helpers: stand by themselves, and the city's working population rests on them
4. fit_family       families, who lives outside the city, spouses who search: needs who comes and when (1, 2)
5. fit_labour       job search, job loss, newcomers' search: needs who is here and searches (1 to 4)
6. fit_sectors      where Top Talent Pass holders look: needs who finds work in which sector (5)
7. fit_renewal      who applies and is approved: needs who has work after two years (5)
8. fit_pay          spread and median of pay of those renewed (5 to 7)
9. fit_movement     population: closes the account that all others leave open

Spouses at work (4) answer to the labour market (5), and births (3) to movement (9), a little; a second pass lets every fit feel the last.
At the end fit_labour and fit_pay do the same for the structural variant, --form mean_field. Posts of scenarios/hong_kong/posts_eta_*.yaml are
recorded afterwards, by record_posts.py. Values go into scenarios/hong_kong with role: fitted; docs/validation.md says what each one can
and cannot tell.
"""

import argparse
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
WITHOUT_SIMULATION = ("fit_arrivals.py", "fit_candidates.py")
WITH_SIMULATION = ("fit_demography.py", "fit_family.py", "fit_labour.py", "fit_sectors.py", "fit_renewal.py", "fit_pay.py", "fit_movement.py")
VARIANT = (("fit_labour.py", "--form", "mean_field"), ("fit_pay.py", "--form", "mean_field"))


def run(script, *options):
    start = time.monotonic()
    print(f"{script} {' '.join(options)}".rstrip(), flush=True)
    subprocess.run([sys.executable, HERE / script, *options], check=True)
    print(f"  {time.monotonic() - start:.0f} s\n", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(HERE.parent / "build" / "talentsim"), help="the simulator")
    parser.add_argument("--scale", default="0.1")
    parser.add_argument("--replicates", default="6")
    parser.add_argument("--passes", default=1, type=int)
    options = parser.parse_args()
    for script in WITHOUT_SIMULATION:
        run(script)
    simulated = ("--program", options.program, "--scale", options.scale, "--replicates", options.replicates)
    for _ in range(options.passes):
        for script in WITH_SIMULATION:
            run(script, *simulated)
    for words in VARIANT:
        run(*words, *simulated)


if __name__ == "__main__":
    main()
