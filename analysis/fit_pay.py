#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pay of newcomers, from the median of renewed Top Talent Pass holders.

Method. The pay of a hired newcomer is the median of the cell times newcomer_pay_factor times a two-piece log-normal factor of median
1. The factor is multiplied by the published median of HKD 40,000 over the simulated one, to the power 1.1 because arranged posts do
not answer to it. P75 and P99 of the same figures are not used.

It writes labour.yaml (role: fitted).
"""

import fitting

PATH, MEDIAN = "labour.newcomer_pay_factor", "renewed_pay_p50"
POWER = 1.1


def main():
    import fit_candidates as scenario
    options = fitting.parser(__doc__.splitlines()[0], rounds=2).parse_args()
    trial = fitting.Trial(options, until="2025-07")
    factor = float(scenario.plain(scenario.load(fitting.CITY / "labour.yaml")["labour"]["newcomer_pay_factor"]))
    for number in range(options.rounds + 1):
        settings = {PATH: f"{factor:.3f}"}
        figures = trial.run(settings)
        fitting.report(number, settings, {MEDIAN: (figures[MEDIAN], trial.published(MEDIAN))})
        if number < options.rounds:
            factor *= (trial.published(MEDIAN) / figures[MEDIAN]) ** POWER
    if not options.dry_run:
        fitting.set_value("labour.yaml", PATH, settings[PATH])


if __name__ == "__main__":
    main()
