#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pay of newcomers, from the quantiles of pay of renewed Top Talent Pass holders.

Method. The pay of a hired newcomer is the median of the cell times newcomer_pay_factor times a two-piece log-normal factor of median 1. Three
figures, three parameters, corrected together for three rounds: the factor by the published median of HKD 40,000 over the simulated one,
to the power 1.1 because arranged posts do not answer to it; the log standard deviations below and above the median by the published
ln(P50 / P5) and ln(P90 / P50) over the simulated ones. The law is one of posts offered; residents who look from a post take many of the better
paid ones and holders below their level are in the figures, so that what is paid to those renewed has to be simulated. P75 and P99 of
the same figures are not used.

It writes labour.yaml (role: fitted), with --form mean_field mean_field.yaml, whose hires are of other people.
"""

import math

import fitting

LOW, MEDIAN, HIGH = "renewed_pay_p5", "renewed_pay_p50", "renewed_pay_p90"
LEFT, RIGHT, FACTOR = "labour.pay_sigma_left", "labour.pay_sigma_right", "labour.newcomer_pay_factor"
POWER = 1.1
FORMS = {"vacancies": ("baseline.yaml", "labour.yaml"), "mean_field": ("mean_field.yaml", "mean_field.yaml")}   # scenario, file of values


def spreads(figure):
    """Logarithms of the median over P5 and of P90 over the median; `figure` gives each quantile."""
    return math.log(figure(MEDIAN) / figure(LOW)), math.log(figure(HIGH) / figure(MEDIAN))


def improve(published, simulated, left, right, factor):
    """Values for the next round. `published` and `simulated` give the figures by name."""
    (wanted_left, wanted_right), (got_left, got_right) = spreads(published), spreads(simulated)
    return left * wanted_left / got_left, right * wanted_right / got_right, factor * (published(MEDIAN) / simulated(MEDIAN)) ** POWER


def main():
    import fit_candidates as scenario
    parser = fitting.parser(__doc__.splitlines()[0], rounds=3)
    parser.add_argument("--form", choices=FORMS, default="vacancies", help="of the labour market")
    options = parser.parse_args()
    base, file = FORMS[options.form]
    trial = fitting.Trial(options, until="2025-07", scenario=base)
    labour = scenario.load(fitting.CITY / file)["labour"]
    values = [float(scenario.plain(labour[path.split(".")[1]])) for path in (LEFT, RIGHT, FACTOR)]
    for number in range(options.rounds + 1):
        settings = dict(zip((LEFT, RIGHT, FACTOR), (f"{value:.3f}" for value in values)))
        figures = trial.run(settings)
        fitting.report(number, settings, {name: (figures[name], trial.published(name)) for name in (LOW, MEDIAN, HIGH)})
        if number < options.rounds:
            values = improve(trial.published, figures.get, *values)
    if not options.dry_run:
        for path, value in settings.items():
            fitting.set_value(file, path, value)


if __name__ == "__main__":
    main()
