#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pay of newcomers, from the quantiles of pay of renewed Top Talent Pass holders.

Method. The spread, in closed form: the two log standard deviations carry the two-piece log-normal from the published median of HKD 40,000
through the published P5 and P90. Holders at work below their level or on own account, whom the law leaves out, are not corrected
for. Then the level, for two rounds: the pay of a hired newcomer is the median of the cell times newcomer_pay_factor times a two-piece
log-normal factor of median 1. The factor is multiplied by the published median of HKD 40,000 over the simulated one, to the power 1.1 because arranged posts do
not answer to it. P75 and P99 of the same figures are not used.

It writes labour.yaml (role: fitted).
"""

import math
import statistics

import fitting

SIGMAS = {"labour.pay_sigma_left": ("renewed_pay_p5", 0.05), "labour.pay_sigma_right": ("renewed_pay_p90", 0.9)}
PATH, MEDIAN = "labour.newcomer_pay_factor", "renewed_pay_p50"
POWER = 1.1


def spread(trial):
    """Log standard deviations below and above the median."""
    median = trial.published(MEDIAN)
    return {path: f"{math.log(trial.published(name) / median) / statistics.NormalDist().inv_cdf(share):.3f}"
            for path, (name, share) in SIGMAS.items()}


def main():
    import fit_candidates as scenario
    options = fitting.parser(__doc__.splitlines()[0], rounds=2).parse_args()
    trial = fitting.Trial(options, until="2025-07")
    factor = float(scenario.plain(scenario.load(fitting.CITY / "labour.yaml")["labour"]["newcomer_pay_factor"]))
    for number in range(options.rounds + 1):
        settings = spread(trial) | {PATH: f"{factor:.3f}"}
        figures = trial.run(settings)
        fitting.report(number, settings, {name: (figures[name], trial.published(name))
                                           for name in (MEDIAN, *(name for name, _ in SIGMAS.values()))})
        if number < options.rounds:
            factor *= (trial.published(MEDIAN) / figures[MEDIAN]) ** POWER
    if not options.dry_run:
        for path, value in settings.items():
            fitting.set_value("labour.yaml", path, value)


if __name__ == "__main__":
    main()
