# SPDX-License-Identifier: MIT
"""Lives of two generations, followed for a hundred years, against the life table of the death rates put in.

The expectation is worked out month by month: the rate of the age at last birthday over twelve is the month's hazard,
and births are spread evenly over the twelve months before the start.

Power: 20,000 newborns of each sex. The standard error of a life expectancy of 60 years is about 0.2 years, of the
survivors to 60 about 0.7 %: a rate read from the neighbouring age group (30 % off) is far outside the bounds.
"""

import functools

import numpy
import pytest

import runs
from family import Family
from survival import months_between

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_life.yaml"
MONTHS = 1200
# Dense indices follow sex, then age: (sex, age at the start) -> first index and persons.
GENERATIONS = {
    ("male", 0): (0, 20_000),
    ("male", 30): (20_000, 10_000),
    ("female", 0): (30_000, 20_000),
    ("female", 30): (50_000, 10_000),
}


@functools.lru_cache(maxsize=None)
def town():
    found = runs.run(TOWN, "--events", "--check-invariants")
    events = found.events(["month", "person", "event"])
    deaths = events[events.event == "died"]
    month = months_between(deaths.month, numpy.datetime64("2000-01")) + 1
    return found, deaths.person.to_numpy() >> 14, month


def months_lived(sex, age):
    """Months from the start to the end of life, MONTHS + 1 for those who outlive the run."""
    _, index, month = town()
    first, persons = GENERATIONS[sex, age]
    lived = numpy.full(persons, MONTHS + 1)
    mine = (index >= first) & (index < first + persons)
    lived[index[mine] - first] = month[mine]
    return lived


def rate_at(sex, years):
    """Deaths per person-year at an age: groups 0, 1-4, 5-9, ..., 95-99, 100+."""
    rates = [float(rate) for rate in town()[0].scenario["demography"]["death_rate"][sex]]
    groups = numpy.where(years == 0, 0, numpy.where(years < 5, 1, numpy.minimum(21, years // 5 + 1)))
    return numpy.array(rates)[groups]


def survivors(sex, age):
    """Expected share alive after 0, 1, ... MONTHS months, the mean over the twelve months of birth."""
    alive = numpy.zeros(MONTHS + 1)
    for born in range(12):  # whole months before the last one
        ages = (numpy.arange(MONTHS) + 1 + born) // 12 + age
        hazards = rate_at(sex, ages) / 12
        alive += numpy.concatenate([[1.0], numpy.exp(-numpy.cumsum(hazards))])
    return alive / 12


@pytest.mark.parametrize("sex, age", GENERATIONS)
def test_survivors_by_age(sex, age):
    lived, expected = months_lived(sex, age), survivors(sex, age)
    for years in (1, 5, 20, 40, 60, 70):
        alive = (lived > 12 * years).sum()
        FAMILY.share(f"survivors {sex} {age} {years}", alive, len(lived), expected[12 * years])


@pytest.mark.parametrize("sex, age", GENERATIONS)
def test_life_expectancy(sex, age):
    """Mean years lived within the hundred of the run; beyond, one in a thousand newborns is left."""
    lived, expected = months_lived(sex, age), survivors(sex, age)
    FAMILY.mean(f"years {sex} {age}", numpy.minimum(lived - 1, MONTHS) / 12, expected[1:].sum() / 12)


@pytest.mark.parametrize("sex, age", GENERATIONS)
def test_deaths_by_year_of_life(sex, age):
    lived, expected = months_lived(sex, age), survivors(sex, age)
    deaths = numpy.histogram(lived[lived <= MONTHS], bins=numpy.arange(1, MONTHS + 2, 12))[0]
    FAMILY.counts(f"deaths {sex} {age}", deaths, -numpy.diff(expected[::12]) * len(lived), fitted=1)


def test_all_deaths_are_published():
    found, index, _ = town()
    assert int(found.flows.deaths.sum()) == len(index) == len(set(index))
    assert int(found.stocks.residents[0, -1].sum()) == 60_000 - len(index)


def test_family():
    FAMILY.holm()
