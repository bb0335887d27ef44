# SPDX-License-Identifier: MIT
"""Size of employers in the market of single vacancies: which posts are large, where they stand, what they pay, and who counts
experience gained elsewhere for more.

Entrants of the first month look from the second on, beside residents without work, for posts that open then.
"""

import functools

import numpy
import pytest

import runs
from family import Family

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_channels.yaml"
REPLICATES = 30 if runs.SMALL else 100
POSTS = 300
WAVE = dict(pools__abroad__candidates_month="{2023-01: 300, 2023-02: 0}", labour__vacancies=f"{{2023-01: 0, 2023-02: {POSTS}}}")
MARKET = "labour__vacancy_market__"
KINDS = "sectors__work__employer_shares"
LARGE, TILT = "sectors__work__large_employer_share", MARKET + "large_employer_pay_tilt"
ON_BOARD, ON_FAIR = (MARKET + f"channels__{name}__posted_large_factor" for name in ("board", "fair"))
CREDIT = MARKET + "outside_experience_credit_by_employer__"


def large(share):
    return {LARGE: f"{{local: {share}, mainland_background: {share}, international: {share}}}"}


@functools.lru_cache(maxsize=None)
def town(until="2023-02", replicates=REPLICATES, options=("--check-invariants",), **settings):
    return runs.run(TOWN, "--until", until, "--replicates", replicates, "--seed", 61, *options, *runs.values(**{**WAVE, **settings}))


def total(figure, **where):
    """Of the second month, by replicate."""
    figure = figure.isel(month=1).sel(**where)
    return figure.sum([d for d in figure.dims if d != "replicate"]).values.astype(float)


def sent(found, channel):
    return total(found.labour.job_applications, channel=channel)


def lives(found):
    return found.events().drop(columns="household").to_numpy().tolist()


# ---- what changes nothing ------------------------------------------------------------------------------------------------------

def test_values_without_effect_change_no_bit():
    arguments = (TOWN, "--until", "2024-06", "--events", *runs.values(**WAVE))
    plain = runs.run_file(*arguments)
    ones = "{local: 1, mainland_background: 1, international: 1}"
    for name, value in {LARGE: "{local: 0}", TILT: 1, ON_FAIR: 0, CREDIT + "mainland": ones, CREDIT + "overseas": ones}.items():
        written = runs.run_file(*arguments, *runs.values(**{name: value}))
        assert runs.compare_results(plain, written, "--other-scenario") == "", name


def test_sizes_alone_change_nobodys_life():
    options = ("--events",)
    plain = town("2024-06", 2, options)
    sized = town("2024-06", 2, options, **large(0.5), **{TILT: 1})
    assert lives(plain) == lives(sized)
    differ = [name for name in plain.labour.data_vars if not plain.labour[name].equals(sized.labour[name])]
    assert sorted(differ) == ["hires_by_employer", "vacancies_by_employer"]


# ---- counts --------------------------------------------------------------------------------------------------------------------

def test_counts_by_employer_follow_the_shares_and_sum_to_all():
    shares = {KINDS: "{local: 0.5, mainland_background: 0.3, international: 0.2}",
              LARGE: "{local: 0.2, mainland_background: 0.6, international: 1}"}
    found = town(**shares)
    labour = found.labour
    by_employer = labour.vacancies_by_employer
    assert (by_employer.sum(["employer_kind", "employer_size"]) == labour.vacancies.sum("sector")).all()
    hires = labour.hires_by_employer.sum(["employer_kind", "employer_size"])
    assert (hires == labour.hires_by_channel.sum("channel")).all() and (hires == labour.hires.sum("sector")).all()
    of_kind = {str(kind): total(by_employer, employer_kind=kind).sum() for kind in by_employer.employer_kind.values}
    assert sum(of_kind.values()) == POSTS * REPLICATES
    for kind, share, size in (("local", 0.5, 0.2), ("mainland_background", 0.3, 0.6)):
        FAMILY.share(f"posts at {kind} employers", of_kind[kind], POSTS * REPLICATES, share)
        sized = total(by_employer, employer_kind=kind, employer_size="large").sum()
        FAMILY.share(f"large ones of {kind}", sized, of_kind[kind], size)
    assert total(by_employer, employer_kind="international", employer_size="small_medium").sum() == 0


# ---- channels ------------------------------------------------------------------------------------------------------------------

def test_posts_that_stand_nowhere_are_never_seen_nor_filled():
    found = town("2024-06", 6, **large(0.3), **{ON_BOARD: 0, ON_FAIR: 0})
    by_size = found.labour.hires_by_employer.sum(["replicate", "month", "resident_group", "employer_kind"])
    assert by_size.sel(employer_size="large") == 0 and by_size.sel(employer_size="small_medium") > 1000
    still_open = found.labour.vacancies_by_employer.sum("employer_kind").isel(month=-1)
    assert (still_open.sel(employer_size="large") > 0.9 * POSTS).all()  # in the end nothing else is left
    hidden = town(**large(1), **{ON_BOARD: 0, ON_FAIR: 0})
    assert hidden.labour.hires.sum() == 0 and hidden.labour.job_applications.sum() == 0


@pytest.mark.parametrize("share, posted, factor", [(0.4, 1, 0.5), (0.6, 0.5, 0), (0.3, 0.4, 2), (0.5, 0.5, 8)])
def test_a_channel_shows_large_employers_posts_by_its_factor(share, posted, factor):
    """(1 - L) p + L min(1, p f) of all posts; those on the other channel stay as they are."""
    plain = town()
    on_all = {MARKET + "channels__fair__posted_share": f"{{local: {posted}, mainland_background: 0, international: 0}}"}
    found = town(**large(share), **on_all, **{ON_FAIR: factor})
    expected = (1 - share) * posted + share * min(1, posted * factor)
    FAMILY.mean(f"L {share}, p {posted}, f {factor}", sent(found, "fair") - expected * sent(plain, "fair"), 0)
    assert (sent(found, "board") == sent(plain, "board")).all()


def test_more_large_employers_only_take_away_where_large_ones_do_not_post():
    """Draws are common: posts that were large stay so."""
    seen = [sent(town(**large(share), **{ON_FAIR: 0}), "fair") for share in (0, 0.2, 0.5, 0.8, 1)]
    assert all((fewer <= more).all() for more, fewer in zip(seen, seen[1:])) and (seen[-1] == 0).all()


# ---- pay -----------------------------------------------------------------------------------------------------------------------

def test_large_employers_pay_by_the_tilt():
    """One place a month and few posts, so that pay decides nothing: ranks of posts filled are those of posts. On the fair
    stand large employers' posts alone, whose mean rank is 1/2 + theta (1 - L) / 6, in whole per cents half of one below. Without
    the tilt it is 10 below, 8 standard errors at 500 hires."""
    share, tilt = 0.4, 1
    shown = {MARKET + "channels__fair__posted_share": "{local: 0.001, mainland_background: 0, international: 0}", ON_FAIR: 1000,
             MARKET + "channels__board__used_share": "{local: 0, mainland: 0, overseas: 0}"}
    found = town(**large(share), **shown, **{TILT: tilt, MARKET + "places_per_vacancy": 50, MARKET + "reservation_weight": 0})
    hires = total(found.labour.hires_by_channel, channel="fair").sum()
    small = total(found.labour.hires_by_employer, employer_size="small_medium").sum()
    assert hires > 500 and small < 0.02 * hires
    mean = total(found.labour.hired_pay_rank, channel="fair").sum() / hires
    FAMILY.add("rank of large employers' posts", (mean + 0.5 - 100 * (1 / 2 + tilt * (1 - share) / 6)) / (28 / numpy.sqrt(hires)))


# ---- experience ----------------------------------------------------------------------------------------------------------------

def entrants_share(found, kind):
    """Entrants' share of the hires at employers of a kind, by replicate. They come from the Mainland."""
    hires = found.labour.hires_by_employer
    return total(hires, employer_kind=kind, resident_group="talent") / total(hires, employer_kind=kind)


def test_employers_count_experience_by_where_it_was_gained():
    town_of_two = {KINDS: "{local: 0.5, mainland_background: 0.5}", MARKET + "experience_weight": 3,
                   **{MARKET + f"channels__{name}__outside_experience_credit": 0.3 for name in ("board", "fair")}}
    equal = town(**town_of_two)
    FAMILY.mean("equal credit", entrants_share(equal, "mainland_background") - entrants_share(equal, "local"), 0)
    valued = town(**town_of_two, **{CREDIT + "mainland": "{local: 1, mainland_background: 3, international: 1}"})
    gap = entrants_share(valued, "mainland_background") - entrants_share(valued, "local")
    assert gap.mean() > 4 * gap.std(ddof=1) / numpy.sqrt(REPLICATES)
    assert (sent(valued, "board") == sent(equal, "board")).all()
    overseas = town(**town_of_two, **{CREDIT + "overseas": "{local: 3, mainland_background: 0, international: 1}"})
    assert (total(overseas.labour.hires_by_employer) == total(equal.labour.hires_by_employer)).all()
    assert (entrants_share(overseas, "local") == entrants_share(equal, "local")).all()


def test_family():
    FAMILY.holm()
