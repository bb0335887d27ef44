# SPDX-License-Identifier: MIT
"""Counts of who looks and who is hired in the market of single vacancies, against the event log and against laws in closed form."""

import functools

import numpy

import runs
from family import Family

FAMILY = Family()
SCALE = "0.005" if runs.SMALL else "0.02"
ENTRANTS = 200 if runs.SMALL else 1000
MARKET = "labour__vacancy_market__"
NOT_TALENT = ("none", "one_way_permit")
OF_MARKET = ("channel_users", "hired_pay", "hired_pay_rank", "talent_searching", "talent_hired", "hired_by_age")


@functools.lru_cache(maxsize=None)
def city():
    return runs.run(runs.BASELINE, "--scale", SCALE, "--until", "2024-06", "--events")


@functools.lru_cache(maxsize=None)
def log():
    """Events of hire, with a column that says whether the person is a principal under a talent scheme."""
    events = city().events()
    hired = events[events.event.isin(["hired", "changed_job"])].copy()
    hired["talent"] = (hired.person == hired.household) & ~hired.scheme.isin(NOT_TALENT)
    return hired


def all_of(figure, **labels):
    return int(figure.sel(**labels).sum())


def test_pay_is_that_of_the_log():
    labour, person = city().labour, round(1 / float(SCALE))
    assert all_of(labour.hired_pay) == person * int(log().detail.sum())
    locals_pay = log()[log().scheme == "none"].detail.sum()
    assert all_of(labour.hired_pay, resident_group="local") == person * int(locals_pay)
    rank = labour.hired_pay_rank.sum("month") / labour.hires_by_channel.sum("month")
    assert float(rank.min()) >= 0 and float(rank.max()) <= 99


def test_talent_hired_out_of_unemployment_is_that_of_the_log():
    labour, person = city().labour, round(1 / float(SCALE))
    hired = log()[log().talent & (log().event == "hired")]
    assert len(hired) > 100
    for sector in labour.sector.values:
        assert all_of(labour.talent_hired, sector=sector) == person * (hired.sector == sector).sum(), sector
    assert (labour.talent_hired <= labour.talent_searching).all()
    # All candidates of category A are trained for the high level.
    mine = hired[hired.scheme == "ttps_a"]
    bands = numpy.bincount(numpy.minimum(mine.age_years // 5, 17), minlength=18)
    ages = labour.hired_by_age.sum(["replicate", "month", "job_fit"])
    assert (ages.sel(scheme="ttps_a").values == person * bands).all() and len(mine) > 20
    assert all_of(labour.hired_by_age) <= all_of(labour.talent_hired)


def test_users_hold_those_who_apply_and_all_channels_those_who_look():
    labour = city().labour
    assert (labour.channel_users >= labour.hires_by_channel).all()
    talent = labour.channel_users.sel(resident_group="talent").sum()
    assert talent > labour.talent_searching.sum()  # most use more than one
    assert all_of(labour.channel_users, channel="career_expo") == 0  # opens later


def town(**settings):
    arguments = {"pools__abroad__candidates_month": f"{{2023-01: {ENTRANTS}, 2023-02: 0}}", **settings}
    return runs.run(runs.SCENARIOS / "oracle_careers.yaml", "--until", "2023-06", "--seed", 71, *runs.values(**arguments)).labour


def test_all_who_wait_in_a_town_without_posts_look_each_month():
    """Entrants land in the first month and look from the second on; nobody is hired."""
    labour = town(labour__vacancies=0, **{MARKET + f"cantonese_share__{of}": 0.3 for of in ("mainland", "overseas")})
    looking = labour.talent_searching.sum("sector").isel(replicate=0)
    landed = all_of(labour.landed_without_work)
    assert (looking.sum("cantonese").values == [0] + 5 * [landed]).all() and landed > 0.9 * ENTRANTS
    assert (looking.sel(cantonese="speaks").values[1:] == looking.sel(cantonese="speaks").values[1]).all()
    FAMILY.share("who speaks Cantonese", int(looking.sel(cantonese="speaks").values[1]), landed, 0.3)
    assert all_of(labour.channel_users, resident_group="talent") == 5 * landed and all_of(labour.talent_hired) == 0


def test_rank_is_uniform_where_pay_decides_nothing():
    """One place a month and few posts: whoever is hired has seen one post, of any pay; whole per cents of a uniform rank."""
    settings = {"labour__vacancies": 600, MARKET + "reservation_weight": 0}
    labour = town(**settings, **{MARKET + "places_per_vacancy": 50, MARKET + "on_the_job_looks_share": 0})
    hires = all_of(labour.hires_by_channel)
    assert hires > 100
    FAMILY.add("mean rank", (all_of(labour.hired_pay_rank) / hires - 49.5) / (28.87 / numpy.sqrt(hires)))


def test_the_mean_field_knows_none_of_them():
    mean_field = runs.run(runs.MEAN_FIELD, "--scale", "0.002", "--until", "2023-03").labour
    assert not set(OF_MARKET) & set(mean_field.data_vars) and set(OF_MARKET) <= set(city().labour.data_vars)


def test_family():
    FAMILY.holm()
