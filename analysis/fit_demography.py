#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mortality, fertility and helpers, from life expectancy, births and the number of helpers.

Method.

- Mortality, in closed form. One multiplier a year and sex makes the life table of the United Nations' rates (constant within each age
  group) give the official life expectancy at birth. Published deaths are not used: where they disagree with life expectancy, as they
  do, life expectancy wins, because it speaks of the rates alone, while deaths depend also on the number of the very old, which is
  assumed above age 85. Deaths so stay a test of the model.
- Fertility. The total fertility of 2023 and 2024 is multiplied by published over simulated births of the year; December 2022 takes the
  level of 2023 times the births of 2022 over those of 2023; 2024 is held afterwards, an assumption.
- Helpers. The arrivals a month of 2023 and 2024 move by the difference between the published and the simulated number of helpers at
  the end of the year, less that at the end of the year before, over twelve months and the share that is still there by the end. From 2025
  arrivals equal leavings at the number of 2024, an assumption.

Births and helpers are corrected together, for two rounds on runs to December 2024. It writes demography.yaml and movement.yaml (role:
fitted; mortality is an input worked out from a published figure).
"""

import math

import fitting
from fit_candidates import load, plain

# Census and Statistics Department, Table 115-01021 (18 February 2025); years 2022, 2023, 2024
YEARS = ("2022-12", "2023-01", "2024-01")
LIFE_EXPECTANCY = {"male": (80.7, 82.5, 82.8), "female": (86.8, 88.1, 88.4)}
WIDTHS = (1, 4) + (5,) * 19              # years of the age groups below the open one
BIRTHS_2022 = 32501                      # registered births, Census and Statistics Department
FERTILITY, HELPERS = "demography.total_fertility", "movement.helpers_arriving_month"
BIRTHS = {"2023-01": "births_2023", "2024-01": "births_2024"}
HELPERS_AT = {"2022-12": "helpers_2023_12", "2024-01": "helpers_2024_12"}    # first month of a rate: number at its end
MONTHS = {"2022-12": 13, "2024-01": 12}
HELPERS_FROM = "2025-01"


def life_expectancy(rates, multiplier):
    alive, years = 1.0, 0.0
    for width, rate in zip(WIDTHS, rates):
        hazard = multiplier * rate
        years += alive * -math.expm1(-hazard * width) / hazard
        alive *= math.exp(-hazard * width)
    return years + alive / (multiplier * rates[-1])


def multiplier(rates, expectancy):
    low, high = 0.1, 10.0
    for _ in range(60):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if life_expectancy(rates, middle) > expectancy else (low, middle)
    return low


def series(values, digits):
    return "{" + ", ".join(f"{month}: {value:.{digits}f}" for month, value in values.items()) + "}"


def mortality(rates):
    return {f"demography.death_multiplier.{sex}":
            series({year: multiplier(rates[sex], expectancy) for year, expectancy in zip(YEARS, expectancies)}, 3)
            for sex, expectancies in LIFE_EXPECTANCY.items()}


def steps(node):
    return {str(month): float(value) for month, value in plain(node).items()}


def better_fertility(trial, figures, levels):
    levels = dict(levels)
    for month, name in BIRTHS.items():
        levels[month] *= trial.published(name) / figures[name]
    levels["2022-12"] = levels["2023-01"] * BIRTHS_2022 / trial.published("births_2023")
    return levels


def better_helpers(trial, figures, arriving, leaving_year):
    arriving, short_before = dict(arriving), 0.0
    for month, name in HELPERS_AT.items():
        short, months = trial.published(name) - figures[name], MONTHS[month]
        stays = math.exp(-leaving_year * months / 12)
        here = (1 - stays) / (leaving_year * months / 12)          # of a period's arrivals, share still here at its end
        arriving[month] += (short - short_before * stays) / (months * here)
        short_before = short
    first, last = (trial.published(name) for name in HELPERS_AT.values())
    leaving = arriving["2024-01"] - (last - first) / 12            # a month, at the mean number of 2024
    arriving[HELPERS_FROM] = leaving * last / ((first + last) / 2)
    return arriving


def as_settings(fertility, helpers):
    return {FERTILITY: series(fertility, 4), HELPERS: series(helpers, 0)}


def main():
    options = fitting.parser(__doc__.splitlines()[0], rounds=2).parse_args()
    trial = fitting.Trial(options, until="2024-12")
    demography = load(fitting.CITY / "demography.yaml")["demography"]
    movement = load(fitting.CITY / "movement.yaml")["movement"]
    deaths = mortality(demography["death_rate"])
    fertility, helpers = steps(demography["total_fertility"]), steps(movement["helpers_arriving_month"])
    for number in range(options.rounds + 1):
        settings = deaths | as_settings(fertility, helpers)
        figures = trial.run(settings)
        fitting.report(number, settings, {name: (figures[name], trial.published(name)) for name in
                                          (*BIRTHS.values(), *HELPERS_AT.values(), "deaths_2023", "deaths_2024")})
        if number < options.rounds:
            fertility = better_fertility(trial, figures, fertility)
            helpers = better_helpers(trial, figures, helpers, float(plain(movement["helper_leaving_year"])))
    if not options.dry_run:
        for path, value in settings.items():
            fitting.set_value("movement.yaml" if path == HELPERS else "demography.yaml", path, value)


if __name__ == "__main__":
    main()
