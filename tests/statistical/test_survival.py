# SPDX-License-Identifier: MIT
"""How long entrants stay, against the formulas of constant hazards (months, through the real month of the program).

Who arrives in month m is first at risk in month m + 1, so after s months the share left is exp(-h s), exactly, and the
number leaving in each month is binomial. Each law is tried with hazards below the ceilings of the screen and above
them, where everybody is looked at.

Power: about 40,000 entrants a run. The standard error of the survival at one half is 0.0025, of a hazard 0.5 to 0.8 %,
so a bound of 4 standard errors finds hazards that are 3 % wrong, and a month's shift of the clock (2 to 6 %).
"""

import functools
import math

import numpy
import pytest

import runs
import survival
from family import Family

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_town.yaml"
YEAR_OF_ENTRY = "{2023-01: 3400, 2024-01: 0}"
LAST = "2028-12"
MONTHS = 60  # of follow-up: all of the year's entrants are seen for so long

LOW, HIGH = 0.006, 0.05


@functools.lru_cache(maxsize=None)
def cohort(hazard, seed, until=LAST):
    """Persons at risk and retained, by months since arrival, summed over cohorts and sexes."""
    settings = runs.values(
        departure__other_reason_month=hazard, pools__abroad__candidates_month=YEAR_OF_ENTRY
    )
    found = runs.run(TOWN, "--until", until, "--seed", seed, *settings).cohorts
    over = [name for name in found.retention.dims if name not in ("months_since_arrival", "definition")]
    counts = found[["retention", "at_risk"]].sum(over).sel(definition="visa_valid")
    return counts.at_risk.values.astype(int), counts.retention.values.astype(int)


@pytest.mark.parametrize("hazard", [LOW, HIGH])
def test_survival_is_exponential_at_month_ends(hazard):
    at_risk, retained = cohort(hazard, 11)
    assert at_risk[0] > 39_000 and (at_risk[: MONTHS + 1] == at_risk[0]).all()
    assert retained[0] == at_risk[0]
    for months in (1, 6, 12, 24, 36, 60):
        FAMILY.share(f"survival {hazard} {months}", retained[months], at_risk[0], math.exp(-hazard * months))


@pytest.mark.parametrize("hazard", [LOW, HIGH])
def test_months_to_departure_are_geometric(hazard):
    _, retained = cohort(hazard, 11)
    leaving = retained[:MONTHS] - retained[1 : MONTHS + 1]
    chance = -math.expm1(-hazard)
    z = (leaving - retained[:MONTHS] * chance) / numpy.sqrt(retained[:MONTHS] * chance * (1 - chance))
    FAMILY.add(f"sum of the months {hazard}", z.sum() / math.sqrt(MONTHS))
    spread = (z**2).sum()
    FAMILY.add(f"spread over the months {hazard}", (spread - MONTHS) / math.sqrt(2 * MONTHS))


@pytest.mark.parametrize("hazard", [LOW, HIGH])
def test_half_the_hazard_over_twice_the_months_changes_nothing(hazard):
    entered, retained = cohort(hazard, 11)
    entered_slow, retained_slow = cohort(hazard / 2, 12)
    for months in (6, 12, 24, 30):
        fast, slow = retained[months] / entered[0], retained_slow[2 * months] / entered_slow[0]
        pooled = math.exp(-hazard * months)
        error = math.sqrt(pooled * (1 - pooled) * (1 / entered[0] + 1 / entered_slow[0]))
        FAMILY.add(f"halved {hazard} {months}", (fast - slow) / error)


# Competing causes: (outside offer, other reason, death), per month. Death is given per year, the same at all ages.
REGIMES = {"screened": (0.010, 0.006, 0.0025 / 12), "in full": (0.030, 0.015, 0.12 / 12)}
ENDS = {("departed", 3): 1, ("departed", 5): 2, ("died", 7): 3}


@functools.lru_cache(maxsize=None)
def competing(regime):
    """Durations and causes of one town; nobody is censored within MONTHS."""
    offer, reason, death = REGIMES[regime]
    rates = "[" + ", ".join([f"{12 * death:.10f}"] * 22) + "]"
    settings = runs.values(
        departure__outside_offer_month=offer,
        departure__other_reason_month=reason,
        demography__death_rate__male=rates,
        demography__death_rate__female=rates,
        phases__demography="true",
        pools__abroad__candidates_month=YEAR_OF_ENTRY,
    )
    found = runs.run(TOWN, "--until", LAST, "--seed", 13, "--events", *settings)
    causes = list(found.flows.departure_cause.values)
    assert [causes[i] for i in (3, 5, 7)] == ["outside_offer", "other_reason", "death"]
    return survival.first_stays(found.events(["month", "person", "event", "detail"]), ENDS)


def incidence(regime, months):
    """Cumulative incidence by cause: (h_k / sum) (1 - exp(-sum t))."""
    hazards = numpy.array(REGIMES[regime])
    return numpy.outer(hazards / hazards.sum(), -numpy.expm1(-hazards.sum() * months))


@pytest.mark.parametrize("regime", REGIMES)
def test_cumulative_incidence_of_competing_causes(regime):
    durations, causes = competing(regime)
    for months in (6, 24, 60):
        expected = incidence(regime, months)[:, 0]
        for cause in (1, 2, 3):
            left = ((causes == cause) & (durations <= months)).sum()
            FAMILY.share(f"incidence {regime} {cause} {months}", left, len(causes), expected[cause - 1])


@pytest.mark.parametrize("regime", REGIMES)
def test_causes_and_months_are_independent(regime):
    """Given that somebody leaves, the cause does not depend on when: the share of cause k is h_k / sum throughout."""
    durations, causes = competing(regime)
    shares = numpy.array(REGIMES[regime]) / sum(REGIMES[regime])
    observed, expected = [], []
    for start in range(1, MONTHS, 12):
        within = (durations >= start) & (durations < start + 12) & (causes > 0)
        observed += [((causes == k) & within).sum() for k in (1, 2)]
        expected += list(shares[:2] * within.sum())
    observed, expected = numpy.array(observed), numpy.array(expected)
    chances = numpy.tile(shares[:2], len(expected) // 2)
    z = (observed - expected) / numpy.sqrt(expected * (1 - chances))
    FAMILY.add(f"share of the offers {regime}", z[::2].sum() / math.sqrt(len(z) / 2))
    FAMILY.add(f"share of the reasons {regime}", z[1::2].sum() / math.sqrt(len(z) / 2))


@pytest.mark.parametrize("regime", REGIMES)
def test_aalen_johansen_is_the_empirical_share_without_censoring(regime):
    durations, causes = competing(regime)
    estimate = survival.aalen_johansen(durations, causes, MONTHS, 3)
    assert numpy.abs(estimate - survival.empirical(durations, causes, MONTHS, 3)).max() < 1e-12


def censored(durations, causes, seed):
    """Persons lost from sight at times that have nothing to do with their exits, half of them within 40 months."""
    lost = numpy.random.default_rng(seed).geometric(1 - 0.5 ** (1 / 40), len(durations))
    return numpy.where(lost < durations, lost, durations), numpy.where(lost < durations, 0, causes)


@pytest.mark.parametrize("regime", REGIMES)
def test_aalen_johansen_is_unbiased_under_independent_censoring(regime):
    groups = []
    for part in zip(*(numpy.array_split(x, 40) for x in censored(*competing(regime), seed=1))):
        groups.append(survival.aalen_johansen(*part, MONTHS, 3)[:, [23, 59]])
    for at, months in enumerate((24, 60)):
        for cause in (1, 2):
            values = [group[cause - 1, at] for group in groups]
            FAMILY.mean(f"censored {regime} {cause} {months}", values, incidence(regime, months)[cause - 1, 0])


@pytest.mark.parametrize("regime", REGIMES)
def test_one_minus_kaplan_meier_overstates(regime):
    durations, causes = censored(*competing(regime), seed=2)
    right = survival.aalen_johansen(durations, causes, MONTHS, 3)
    for cause in (1, 2):
        naive = survival.one_minus_kaplan_meier(durations, causes, MONTHS, cause)
        assert (naive[2:] > right[cause - 1, 2:]).all()
        # What it estimates: the share who would leave if this cause were the only one.
        groups = [
            survival.one_minus_kaplan_meier(*part, MONTHS, cause)[35]
            for part in zip(*(numpy.array_split(x, 40) for x in (durations, causes)))
        ]
        hazards = REGIMES[regime]
        chance = hazards[cause - 1] / sum(hazards) * -math.expm1(-sum(hazards))
        FAMILY.mean(f"only cause {regime} {cause}", groups, 1 - (1 - chance) ** 36)


def test_family():
    FAMILY.holm()
