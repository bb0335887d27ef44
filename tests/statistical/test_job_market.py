# SPDX-License-Identifier: MIT
"""Work in a town of one labour market: the law of hires and separations, caps, and what more seekers do to others.

Within a month, workers lose their jobs with the hazard 0.012; then each of S seekers is hired with the hazard
a (V / S)^(1 - alpha), V being the 300 posts of the month and those just left. Counts given the month before are
binomial, so that the sums over months are tested as martingales.

Power: 6,000 hires a run, standard error 1.3 %: an error of 6 % in the hazard would be found. More seekers: the mean
completed spell rises in each of twelve replicates, by more than 4 standard errors of the replicates together.
"""

import functools

import numpy
import pandas
import pytest

import runs
from family import Family
from survival import months_between

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_market.yaml"
POSTS, EFFICIENCY, ELASTICITY, LOSS, UNEMPLOYED = 300, 0.3, 0.5, 0.012, 0.05
REPLICATES = 12
ONE_WAVE = "{2023-01: 450, 2023-02: 0}"  # as many seekers as there are unemployed


@functools.lru_cache(maxsize=None)
def town(entrants="0", until="2024-12", **settings):
    arguments = runs.values(pools__abroad__candidates_month=entrants, **settings)
    return runs.run(TOWN, "--until", until, "--replicates", REPLICATES, "--seed", 31, *arguments)


def of_locals(figure):
    return figure.sel(resident_group="local").values.reshape(REPLICATES, -1).astype(float)


def of_all(figure):
    return figure.sum([d for d in figure.dims if d not in ("replicate", "month")]).values.astype(float)


def moves(found):
    """By replicate and month from the second: workers before, separations, seekers before matching, hires."""
    labour = found.labour
    workers, idle = of_all(labour.employed)[:, :-1], of_all(labour.unemployed)[:, :-1]
    lost, hired = of_all(labour.separations)[:, 1:], of_all(labour.hires)[:, 1:]
    return workers, lost, idle + lost, hired


def standardised(count, trials, chance):
    return (count - trials * chance).sum() / numpy.sqrt((trials * chance * (1 - chance)).sum())


def test_everybody_works_or_looks_for_work():
    labour = town().labour
    force = of_locals(labour.employed) + of_locals(labour.unemployed)
    assert (force == force[:, :1]).all() and (force > 9500).all()
    start = of_locals(labour.unemployed)[:, 0] + of_locals(labour.hires)[:, 0] - of_locals(labour.separations)[:, 0]
    FAMILY.share("unemployed at the start", start.sum(), force[:, 0].sum(), UNEMPLOYED)


def test_separations_are_binomial():
    workers, lost, _, _ = moves(town())
    FAMILY.add("separations", standardised(lost, workers, -numpy.expm1(-LOSS)))
    assert (numpy.diff(of_all(town().labour.employed)) == moves(town())[3] - lost).all()


def test_hires_follow_the_matching_hazard():
    for name, found in (("alone", town()), ("after a wave", town(ONE_WAVE))):
        _, lost, seekers, hired = moves(found)
        hazard = EFFICIENCY * ((POSTS + lost) / seekers) ** ELASTICITY
        FAMILY.add(f"hires {name}", standardised(hired, seekers, -numpy.expm1(-hazard)))
        assert (hired < POSTS).all()


def test_hires_never_exceed_posts_or_seekers():
    """With eager seekers and few posts every post is filled; with many posts nearly every seeker is hired."""
    few = town(until="2023-12", labour__vacancies=20, labour__matching_efficiency=10)
    _, lost, seekers, hired = moves(few)
    assert (hired <= 20 + lost).all() and (hired <= seekers).all()
    assert (hired == 20 + lost).mean() > 0.9
    assert (few.labour.vacancies == 20).all()
    many = town(until="2023-12", labour__vacancies=100_000, labour__matching_efficiency=10)
    _, _, seekers, hired = moves(many)
    assert (hired <= seekers).all() and hired.sum() > 0.999 * seekers.sum()


def mean_spell(found):
    """Completed months of unemployment of local residents who were hired in the first year, by replicate."""
    labour = found.labour
    months, hires = of_locals(labour.unemployed_months)[:, :12], of_locals(labour.hires)[:, :12]
    return months.sum(axis=1) / hires.sum(axis=1)


def test_twice_the_seekers_wait_longer_for_the_same_posts():
    alone, crowded = town(), town(ONE_WAVE)
    assert (alone.labour.vacancies == crowded.labour.vacancies).all()
    wave = crowded.flows.arrivals.sum(["month", "scheme", "sex"]).values
    before = of_locals(alone.labour.unemployed)[:, 0]
    assert (wave > 0.8 * before).all()
    longer = mean_spell(crowded) - mean_spell(alone)
    assert (longer > 0).all(), longer
    assert longer.mean() > 4 * longer.std(ddof=1) / numpy.sqrt(REPLICATES)
    more_idle = of_locals(crowded.labour.unemployed)[:, 3:9] - of_locals(alone.labour.unemployed)[:, 3:9]
    assert (more_idle.mean(axis=1) > 0).all()


def test_nobody_is_hired_differently_before_the_wave():
    """The wave lands in the first month: the town is the same until then, and separations differ only through hires."""
    alone, crowded = town("{2023-01: 0, 2023-06: 0}"), town("{2023-01: 0, 2023-06: 450, 2023-07: 0}")
    for name in ("hires", "separations", "unemployed"):
        first, second = of_all(alone.labour[name]), of_all(crowded.labour[name])
        assert (first[:, :5] == second[:, :5]).all(), name
        assert (first[:, 5:] != second[:, 5:]).any(), name


@pytest.mark.parametrize("loss", [0.015, 0.03], ids=["screened", "in full"])
def test_leaving_for_want_of_work_starts_in_the_month_after_the_loss(loss):
    """The same law below the screen's ceilings and above: at risk are those without work at the month's start.

    The wave finds posts in the first half year; later there are none, and who loses a job leaves with the hazard 0.3.
    """
    settings = runs.values(
        pools__abroad__candidates_month="{2023-01: 3000, 2023-02: 0}",
        labour__vacancies="{2023-01: 3000, 2023-06: 0}",
        labour__matching_efficiency=1,
        labour__separation_month=f"[{loss}, {loss}, {loss}]",
        departure__no_work_month=0.3,
        phases__departure="true",
    )
    events = runs.run(TOWN, "--until", "2025-12", "--seed", 32, "--events", *settings).events()
    entrants = events[events.scheme != "none"].sort_values(["person", "month", "ordinal"], kind="stable")
    entrants = entrants[entrants.month >= "2023-07-01"]
    following = entrants.groupby("person")[["month", "event"]].shift(-1)
    lost = (entrants.event == "separated") & (entrants.month <= "2025-10-01")
    months = months_between(following.month[lost].fillna(pandas.Timestamp("2026-12-01")), entrants.month[lost])
    left = (following.event[lost] == "departed").to_numpy()
    # Posts left by others in the month are filled at once, also by those who have just lost theirs.
    idle = ~((following.event[lost] == "hired").to_numpy() & (months == 0))
    assert idle.sum() > 500
    assert not (left & (months == 0)).any()
    hired = (following.event[lost] == "hired").to_numpy() & (months == 1)
    at_risk = idle & ~hired
    FAMILY.share(f"gone in the month after {loss}", (left & (months == 1)).sum(), at_risk.sum(), -numpy.expm1(-0.3))


def test_family():
    FAMILY.holm()
