#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Hazard of resident households leaving, from the published population of each half-year.

Method. Only the balance of all movement is published, so one free rate a half-year closes the account. Starting from the values in
movement.yaml the program runs the baseline, compares the change of the population over each half-year with the published one (revised
series), and moves the half-year's rate by the difference over the residents who could leave:
    rate += (simulated change - published change) / (length of the period x residents), at least 0.
The city starts on the eve of December 2022 with the population published for the end of that month, so the first period has seven
months, and December's own value stays some thousands high. Two rounds bring every half-year within Monte Carlo error. The last rate is held afterwards, an assumption. The rates are fitted:
they absorb whatever the model gets wrong about newcomers who land but never live here, and about births and deaths.

It writes movement.yaml (role: fitted).
"""

import fitting

PATH = "movement.household_leaving_year"
PERIODS = {"2022-12": "population_2023_06", "2023-07": "population_2023_12", "2024-01": "population_2024_06",
           "2024-07": "population_2024_12", "2025-01": "population_2025_06"}    # first month of a rate: population at its end
START = "population_2022_12"
YEARS = {"2022-12": 7 / 12}              # others: half a year


def read_rates():
    import fit_candidates as scenario
    value = scenario.plain(scenario.load(fitting.CITY / "movement.yaml")["movement"]["household_leaving_year"])
    return {str(month): float(rate) for month, rate in value.items()}


def as_setting(rates):
    return "{" + ", ".join(f"{month}: {rate:.4f}" for month, rate in rates.items()) + "}"


def improve(trial, rates, figures):
    better = {}
    simulated_before = published_before = trial.published(START)
    for month, name in PERIODS.items():
        simulated, published = figures[name], trial.published(name)
        excess = (simulated - simulated_before) - (published - published_before)
        better[month] = max(0.0, rates[month] + excess / (YEARS.get(month, 0.5) * simulated))
        simulated_before, published_before = simulated, published
    return better


def main():
    options = fitting.parser(__doc__.splitlines()[0], rounds=2).parse_args()
    trial = fitting.Trial(options, until="2025-06")
    rates = read_rates()
    if list(rates) != list(PERIODS):
        raise SystemExit(f"error: rates of {', '.join(rates)} in movement.yaml (one for each half-year is wanted) mend the file")
    for number in range(options.rounds + 1):
        figures = trial.run({PATH: as_setting(rates)})
        fitting.report(number, {PATH: as_setting(rates)},
                       {name: (figures[name], trial.published(name)) for name in PERIODS.values()})
        if number < options.rounds:
            rates = improve(trial, rates, figures)
    if not options.dry_run:
        fitting.set_value("movement.yaml", PATH, as_setting(rates))


if __name__ == "__main__":
    main()
