# SPDX-License-Identifier: MIT
"""The market of single vacancies against the law of places (docs/labour_market.md), through the real month.

With one look a month, V posts and U seekers meet at N places: at a place with m posts and l seekers every seeker sees
every post, so that min(m, l) are hired. m and l are binomial and independent, hence
  E hires = N E min(Bin(V, 1/N), Bin(U, 1/N)),
which for N much above V is the urn-ball form V (1 - (1 - 1/N)^U). Counts of the first month, one a replicate.

Power: 200 replicates of about 150 hires, standard error of the mean 0.4 %: an error of 2 % in the law would be found.
"""

import functools

import numpy
import pytest
import scipy.stats

import runs
from family import Family

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_vacancies.yaml"
CHANNELS = runs.SCENARIOS / "oracle_channels.yaml"
REPLICATES = 40 if runs.SMALL else 200


@functools.lru_cache(maxsize=None)
def town(until="2023-01", replicates=REPLICATES, entrants="0", options=(), file=TOWN, **settings):
    arguments = runs.values(pools__abroad__candidates_month=entrants, **settings)
    return runs.run(file, "--until", until, "--replicates", replicates, "--seed", 51, *options, *arguments)


def of_all(figure):
    """By replicate and month."""
    return figure.sum([d for d in figure.dims if d not in ("replicate", "month")]).values.astype(float)


def first_month(found):
    """Seekers and hires of the first month, by replicate. Nobody loses a job in it."""
    hires = of_all(found.labour.hires)[:, 0]
    return of_all(found.labour.unemployed)[:, 0] + hires, hires


@functools.lru_cache(maxsize=None)
def law(seekers, posts, places):
    """Expected hires when each seeker looks once."""
    counts = numpy.arange(0, 60 + int(8 * max(seekers, posts) / places))
    at_least = lambda trials: scipy.stats.binom.sf(counts, trials, 1 / places)  # more than `counts`
    return places * (at_least(seekers) * at_least(posts)).sum()


def expected(seekers, posts, places):
    return numpy.array([law(int(s), posts, places) for s in seekers])


def test_hires_follow_the_law_of_places():
    for posts, places in ((300, 300), (300, 6000), (900, 150), (60, 200)):
        seekers, hires = first_month(
            town(labour__vacancies=posts, labour__vacancy_market__places_per_vacancy=places / posts)
        )
        assert (hires <= numpy.minimum(seekers, posts)).all()
        FAMILY.mean(f"{posts} posts at {places} places", hires - expected(seekers, posts, places), 0)


def test_the_law_is_the_urn_ball_form_when_places_are_many():
    for seekers, posts, places in ((500, 300, 60_000), (2000, 50, 20_000)):
        urn_ball = posts * (1 - (1 - 1 / places) ** seekers)
        assert abs(law(seekers, posts, places) / urn_ball - 1) < 0.01


def test_hires_are_all_seekers_when_posts_are_many_and_all_posts_when_seekers_are():
    seekers, hires = first_month(town(labour__vacancies=100_000, labour__vacancy_market__places_per_vacancy=0.01))
    assert (hires == seekers).all()
    _, hires = first_month(town(labour__vacancies=20, labour__vacancy_market__places_per_vacancy=0.25))
    assert (hires == 20).all()


def test_half_a_town_hires_half():
    whole = first_month(town())[1]
    half = first_month(town(options=("--scale", "0.5")))[1]  # published counts are those of the whole
    error = numpy.sqrt((whole.var(ddof=1) + half.var(ddof=1)) / REPLICATES)
    FAMILY.add("half a town", (whole.mean() - half.mean()) / error)


def test_applications_follow_the_places_that_are_read():
    """A seeker applies to a post with min(K, N) / N, whatever the others do."""
    for looks, places in ((1, 300), (4, 300), (7, 20), (30, 20)):
        found = town(
            labour__vacancy_market__places_per_vacancy=places / 300,
            labour__vacancy_market__channels__board__looks_month=looks,
        )
        seekers, _ = first_month(found)
        sent = of_all(found.labour.job_applications)[:, 0]
        chance = min(looks, places) / places
        if chance == 1:
            assert (sent == seekers * 300).all()
        else:
            FAMILY.mean(f"{looks} looks at {places} places", sent - seekers * 300 * chance, 0)


def test_hires_stay_within_posts_and_seekers_month_after_month():
    found = town(
        until="2024-12",
        replicates=6,
        options=("--check-invariants",),
        labour__separation_month="[0.012, 0.012, 0.012]",
        labour__vacancy_market__channels__board__looks_month=3,
    )
    labour = found.labour
    lost, hired = of_all(labour.separations)[:, 1:], of_all(labour.hires)[:, 1:]
    seekers = of_all(labour.unemployed)[:, :-1] + lost
    assert (hired <= numpy.minimum(seekers, 300 + lost)).all() and hired.min() > 0
    assert (labour.vacancies == 300).all()
    assert (of_all(labour.hires_by_channel) == of_all(labour.hires)).all()


LAST_IN_EVERY_QUEUE = dict(
    labour__vacancy_market__channels__board__cantonese_weight=1000,
    labour__separation_month="[0.012, 0.012, 0.012]",
    labour__vacancy_market__channels__board__looks_month=3,
)


def lives_of_locals(found):
    events = found.events()
    local = events[events.scheme == "none"]
    return local[["month", "person", "event", "detail"]].sort_values(["person", "month"]).to_numpy().tolist()


def test_who_ranks_below_every_hire_changes_nobody_elses_job():
    """Entrants who speak no Cantonese come last with every post, and take what no resident gets."""
    options = ("--events",)
    settings = dict(LAST_IN_EVERY_QUEUE, labour__vacancies="{2023-01: 0, 2023-02: 300}")
    alone = town("2023-02", replicates=1, options=options, **settings)
    crowded = town("2023-02", replicates=1, entrants="2000", options=options, **settings)
    assert of_all(crowded.labour.hires).sum() > of_all(alone.labour.hires).sum() + 10
    assert lives_of_locals(alone) == lives_of_locals(crowded)


def test_who_never_gets_an_offer_changes_no_life():
    settings = dict(LAST_IN_EVERY_QUEUE, labour__vacancy_market__least_score=500)
    options = ("--events",)
    alone = town(until="2024-12", replicates=1, options=options, **settings)
    crowded = town(until="2024-12", replicates=1, entrants="200", options=options, **settings)
    applications = crowded.labour.job_applications.sel(resident_group="talent")
    assert applications.sum() > 1000
    assert lives_of_locals(alone) == lives_of_locals(crowded)


NO_RANKING = dict(labour__vacancy_market__skill_weight=0, labour__vacancy_market__experience_weight=0)


def with_entrants(**settings):
    """Entrants land in the first month, in which no post is open, and look for work from the second on."""
    wave, posts = "{2023-01: 300, 2023-02: 0}", "{2023-01: 0, 2023-02: 300}"
    return town("2023-02", entrants=wave, file=CHANNELS, labour__vacancies=posts, **settings)


def of_groups(figure):
    """Second month, by replicate, group (residents, entrants) and channel."""
    return figure.sel(resident_group=["local", "talent"]).values[:, 1].astype(float)


def test_without_ranking_hires_are_shared_like_applications():
    found = with_entrants(**NO_RANKING)
    sent, hired = of_groups(found.labour.job_applications), of_groups(found.labour.hires_by_channel)
    migrants = hired[:, 1].sum(axis=1) - hired.sum(axis=(1, 2)) * sent[:, 1].sum(axis=1) / sent.sum(axis=(1, 2))
    FAMILY.mean("migrants' share of hires", migrants, 0)


def callbacks(found, channel):
    """Migrants' hires less what they would be at the residents' rate of hires per application, by replicate."""
    at = list(found.labour.channel.values).index(channel)
    sent, hired = of_groups(found.labour.job_applications)[:, :, at], of_groups(found.labour.hires_by_channel)[:, :, at]
    return hired[:, 1] - hired.sum(axis=1) * sent[:, 1] / sent.sum(axis=1)


def test_full_credit_and_no_cantonese_make_channels_neutral():
    found = with_entrants()
    for channel in ("board", "fair"):
        FAMILY.mean(f"callbacks on the {channel}", callbacks(found, channel), 0)


def test_a_channel_that_counts_less_calls_back_less():
    for setting in (
        dict(labour__vacancy_market__channels__fair__outside_experience_credit=0, labour__vacancy_market__experience_weight=3),
        dict(labour__vacancy_market__channels__fair__cantonese_weight=1),
    ):
        found = with_entrants(**setting)
        fair = callbacks(found, "fair")
        assert fair.mean() < -4 * fair.std(ddof=1) / numpy.sqrt(len(fair))
        # Who loses a post on the fair may take another on the board, which ranks as before.
        assert fair.mean() < callbacks(found, "board").mean()


def test_a_channel_is_invisible_to_those_who_do_not_use_it():
    share = "labour__vacancy_market__channels__fair__used_share"
    found = with_entrants(**{share: "{local: 0, mainland: 1, overseas: 1}"})
    sent = of_groups(found.labour.job_applications)
    fair = list(found.labour.channel.values).index("fair")
    assert (sent[:, 0, fair] == 0).all() and (sent[:, 1, fair] > 0).all() and (sent[:, 0, 1 - fair] > 0).all()
    posted = "labour__vacancy_market__channels__fair__posted_share"
    found = with_entrants(**{posted: "{local: 0, mainland_background: 1, international: 1}"})
    assert (of_groups(found.labour.job_applications)[:, :, fair] == 0).all()


POSTS = 9800  # 300 more than residents who work at the start
GIVEN_POSTS = dict(labour__demand="posts", sectors__work__posts__high=POSTS)


def test_where_demand_fixes_posts_those_not_filled_are_open():
    """And there are eta more for each entrant at work, rounded in each cell."""
    wave = "{2023-01: 300, 2023-02: 0}"
    for eta in (0, 0.5, 1):
        found = town("2023-12", replicates=6, entrants=wave, labour__vacancy_market__posts_per_talent_at_work=eta,
                     options=("--check-invariants",), **GIVEN_POSTS)
        labour = found.labour
        assert (of_all(labour.posts) == POSTS).all()
        talent = labour.employed.sel(resident_group="talent").sum("sector").values.astype(float)[:, :-1]
        more = of_all(labour.vacancies)[:, 1:] - (POSTS - of_all(labour.employed)[:, :-1])
        assert talent[:, -1].min() > 10
        assert (abs(more - eta * talent) <= 0.5).all()


def test_entrants_displace_one_for_one_without_posts_of_theirs_and_nobody_with():
    """A hundred posts are added when entrants look for work beside 500 residents. All are filled in the end, by whomever.

    Nobody loses work or leaves. With one post for each entrant at work, each post that an entrant takes is there again for a
    resident: residents fill 9600, as many as without entrants.
    """
    posts = "{2023-01: 9500, 2023-03: 9600}"
    crowded = dict(labour__demand="posts", sectors__work__posts__high=posts, labour__vacancy_market__places_per_vacancy=0.0667)
    employed = lambda found, group: found.labour.employed.sel(resident_group=group).sum("sector").values.astype(float)
    for eta in (0, 1):
        settings = dict(crowded, labour__vacancy_market__posts_per_talent_at_work=eta)
        alone = town("2025-12", replicates=6, **settings)
        joined = town("2025-12", replicates=6, entrants="{2023-01: 800, 2023-02: 0}", **settings)
        for found in (alone, joined):
            left_to_residents = 9600 - (1 - eta) * employed(found, "talent")
            still_open = of_all(found.labour.vacancies)  # at the month's start
            assert (employed(found, "local")[:, 2:-1] + still_open[:, 3:] == left_to_residents[:, 2:-1]).all()
            assert (still_open[:, -1] == 0).all()
            assert (employed(found, "local")[:, -1] == left_to_residents[:, -1]).all()
        assert employed(joined, "talent")[:, -1].min() > 20


@pytest.mark.parametrize("further", [0, 50])
def test_posts_recorded_and_given_are_the_same_city(further):
    """What vacancies are followed for in one run is demanded in the other: all figures are equal. Posts that a policy sets stand beside
    both."""
    lost = dict(labour__separation_month="[0.012, 0.012, 0.012]", sectors__work__further_posts=f"[{further}, 0, 0]")
    wave, options = "{2023-01: 300, 2023-02: 0}", ("--check-invariants",)
    reference = town("2024-12", replicates=1, entrants=wave, options=options, **lost)
    posts = of_all(reference.labour.posts)[0].astype(int)
    months = [str(month)[:7] for month in reference.labour.month.values]
    steps = "{" + ", ".join(f"{month}: {count}" for month, count in zip(months, posts)) + "}"
    replay = town("2024-12", replicates=1, entrants=wave, options=options, labour__demand="posts",
                  sectors__work__posts__high=steps, **lost)
    assert (of_all(replay.labour.vacancies) == 300 + further).all()
    for name in reference.labour.data_vars:
        assert (reference.labour[name] == replay.labour[name]).all(), name


def test_more_places_than_32_bits_count_are_as_many_as_these_do():
    """Among 2^32 places, and one more, nobody meets any of 4,294 posts."""
    for posts in ("4294.967296", "4294.967297"):
        found = town(replicates=1, labour__vacancies=posts, labour__vacancy_market__places_per_vacancy=1e6)
        seekers, hires = first_month(found)
        assert seekers[0] > 400 and hires[0] == 0


def test_family():
    FAMILY.holm()
