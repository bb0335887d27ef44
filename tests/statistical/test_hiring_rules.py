# SPDX-License-Identifier: MIT
"""Levers of the market of single vacancies: whom posts may hire, whom they prefer, where they stand, what opens more of
them. Each acts from its date as it must, a bar is never crossed, and the values that change nothing change no bit.

Entrants of the first month speak no Cantonese and stay for a limited time; posts open from the second month on, when they
and the residents without work look for the first time.
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
LIMITED = dict(schemes__open__first_stay_months=600)
WAVE = dict(LIMITED, pools__abroad__candidates_month="{2023-01: 300, 2023-02: 0}",
            labour__vacancies=f"{{2023-01: 0, 2023-02: {POSTS}}}")
CANTONESE = "sectors__work__cantonese_required_share"
OPEN_TO_NEWCOMERS = "sectors__work__newcomer_post_share"
PREFERENCE = "sectors__work__local_preference"
ON_THE_FAIR = "labour__vacancy_market__channels__fair__sector_shares"
FOLLOWING, DELAY = (f"labour__vacancy_market__{name}" for name in ("posts_following_newcomer", "posts_follow_after_months"))


@functools.lru_cache(maxsize=None)
def town(until="2023-02", replicates=REPLICATES, options=("--check-invariants",), **settings):
    return runs.run(TOWN, "--until", until, "--replicates", replicates, "--seed", 52, *options,
                    *runs.values(**{**WAVE, **settings}))


def of_group(figure, group, month=1):
    """By replicate."""
    figure = figure.sel(resident_group=group).isel(month=month)
    return figure.sum([d for d in figure.dims if d != "replicate"]).values.astype(float)


def sent(found, group="talent", month=1):
    return of_group(found.labour.job_applications, group, month)


def hired(found, group="talent", month=1):
    return of_group(found.labour.hires, group, month)


# ---- what changes nothing ------------------------------------------------------------------------------------------------------

NO_EFFECT = {
    CANTONESE: 0, OPEN_TO_NEWCOMERS: 1, PREFERENCE: 0, "sectors__work__further_posts": "[0, 0, 0]", ON_THE_FAIR: "{work: 1}",
    FOLLOWING: 0, DELAY: 3, "labour__spouse_search_factor": 1}


def test_values_without_effect_change_no_bit():
    arguments = (TOWN, "--until", "2024-06", "--events", *runs.values(**WAVE))
    plain = runs.run_file(*arguments)
    for name, value in NO_EFFECT.items():
        written = runs.run_file(*arguments, *runs.values(**{name: value}))
        assert runs.compare_results(plain, written, "--other-scenario") == "", name


# ---- bars ------------------------------------------------------------------------------------------------------------------------

def test_a_bar_on_every_post_is_absolute():
    for bar in ({CANTONESE: 1}, {OPEN_TO_NEWCOMERS: 0}):
        found = town(until="2023-12", replicates=10, **bar)
        talent = found.labour.hires.sel(resident_group="talent")
        assert talent.sum() == 0 and found.labour.job_applications.sel(resident_group="talent").sum() == 0
        assert (hired(found, "local") > 0).all()


@pytest.mark.parametrize("name, settings, share", [
    ("posts without Cantonese", {CANTONESE: 0.6}, 0.4), ("posts open to newcomers", {OPEN_TO_NEWCOMERS: 0.25}, 0.25),
    ("both bars", {CANTONESE: 0.5, OPEN_TO_NEWCOMERS: 0.5}, 0.25)])
def test_a_bar_takes_its_share_of_applications_and_no_others(name, settings, share):
    """Each post bars by its own hash: applications for the other posts stay as they are, and so do those of residents."""
    free, barred = town(), town(**settings)
    FAMILY.mean(name, sent(barred) - share * sent(free), 0)
    assert (sent(barred, "local") == sent(free, "local")).all()
    assert hired(barred).mean() < hired(free).mean()
    assert hired(barred, "local").mean() > hired(free, "local").mean()


def test_a_post_that_works_in_another_language_asks_for_no_cantonese():
    found = town(replicates=10, **{CANTONESE: 1, "sectors__work__working_language_shares": "{english: 1}"})
    same = town(replicates=10, **{"sectors__work__working_language_shares": "{english: 1}"})
    assert (sent(found) == sent(same)).all() and sent(found).min() > 0


def test_who_has_no_limit_of_stay_counts_as_local():
    unlimited = dict(schemes__open__first_stay_months=0)
    rules = {OPEN_TO_NEWCOMERS: 0, PREFERENCE: 2}
    found, same = (town(replicates=10, **unlimited, **settings) for settings in (rules, {}))
    assert (hired(found) == hired(same)).all() and hired(found).min() > 0


def test_permanent_residents_count_as_local():
    found = town(until="2024-06", replicates=4, phases__permanent_residence="true",
                 schemes__open__permanent_residence_months=12, **{OPEN_TO_NEWCOMERS: 0})
    by_month = found.labour.hires.sel(resident_group="talent").sum(["replicate", "sector"])
    settled = found.flows.permanent_residence.sum(["replicate", "scheme"])
    first = int(numpy.argmax(settled.values > 0))
    assert settled.sum() > 0 and by_month[:first].sum() == 0 and by_month[first:].sum() > 0


# ---- preference ------------------------------------------------------------------------------------------------------------------

def lives_of_locals(found):
    events = found.events()
    local = events[events.scheme == "none"]
    return local[["month", "person", "event", "detail"]].sort_values(["person", "month"]).to_numpy().tolist()


def test_with_a_preference_above_all_else_newcomers_take_what_no_resident_gets():
    settings = {PREFERENCE: 1000}
    options = ("--events",)
    crowded = town(replicates=1, options=options, **settings)
    alone = town(replicates=1, options=options, pools__abroad__candidates_month="0", **settings)
    assert hired(crowded).sum() > 10
    assert lives_of_locals(alone) == lives_of_locals(crowded)


def test_a_preference_moves_hires_and_no_application():
    free, prefers = town(), town(**{PREFERENCE: 0.7})
    assert (sent(free) == sent(prefers)).all()
    moved = hired(free) - hired(prefers)
    assert moved.mean() > 4 * moved.std(ddof=1) / numpy.sqrt(len(moved))
    assert hired(prefers, "local").mean() > hired(free, "local").mean()


# ---- channels of sectors ---------------------------------------------------------------------------------------------------------

def on_the_fair(found):
    figure = found.labour.job_applications.isel(month=1).sel(channel="fair")
    return figure.sum("resident_group").values.astype(float)


def test_a_channel_shows_the_posts_of_its_sectors_alone():
    free = town()
    FAMILY.mean("posts on the fair", on_the_fair(town(**{ON_THE_FAIR: "{work: 0.3}"})) - 0.3 * on_the_fair(free), 0)
    none = town(replicates=10, **{ON_THE_FAIR: "{work: 0}"})
    assert (on_the_fair(none) == 0).all() and sent(none).min() > 0


# ---- spouses ---------------------------------------------------------------------------------------------------------------------

def test_support_multiplies_the_looks_of_spouses_alone():
    family = dict(schemes__open__spouse_admitted="true", pools__abroad__married="[{from: 0, to: 99, share: 1}]",
                  labour__spouse_searching_share=1)
    looks = {f: town(labour__spouse_search_factor=f, **family) for f in (0, 1, 2)}
    assert (sent(looks[0], "talent_spouse") == 0).all()
    for found in looks.values():
        assert (sent(found) == sent(looks[1])).all()
    # A post that is seen at two of a few looks counts once, of 300 places hardly ever.
    doubled = sent(looks[2], "talent_spouse") / sent(looks[1], "talent_spouse").mean()
    assert abs(doubled.mean() - 2) < 0.02 + 4 * doubled.std(ddof=1) / numpy.sqrt(len(doubled))


# ---- posts -----------------------------------------------------------------------------------------------------------------------

def posts_open(found):
    return found.labour.vacancies.sum("sector").values


def test_further_posts_come_on_top():
    for scale, more in ((1, 50), (0.5, 50)):
        found = town(replicates=2, options=("--scale", scale), sectors__work__further_posts="[50, 0, 0]")
        assert (posts_open(found)[:, 1] == POSTS + more).all()  # figures are those of the whole town


def test_posts_follow_newcomers_after_the_delay():
    """Who was hired in the second month lets a post open in the fifth; what does not, moves nothing."""
    plain = town(until="2023-05")
    for share in (0.4, 1):
        found = town(until="2023-05", **{FOLLOWING: share, DELAY: 3})
        assert (posts_open(found)[:, :4] == posts_open(plain)[:, :4]).all()
        for month in range(1, 4):
            assert (hired(found, month=month) == hired(plain, month=month)).all()
        more = posts_open(found)[:, 4] - posts_open(plain)[:, 4]
        if share == 1:
            assert (more == hired(plain)).all()
        else:
            FAMILY.share("posts that follow", more.sum(), hired(plain).sum(), share)


# ---- dates -----------------------------------------------------------------------------------------------------------------------

REFORM = "2023-07"
TWO_SECTORS = """
sectors:
  work: {vacancy_share: 0.5}
  trade: {employed: 0, vacancy_share: 0.5, skill_shares: [1, 0, 0], pay_median_hkd_month: [18000, 15000, 10000]}
"""


@functools.lru_cache(maxsize=None)
def dated_file(settings):
    """A what-if on a town of two sectors with entrants every month; `settings` are lines of YAML."""
    folder = runs.scenario_folder()
    for name in ("town", "market", "vacancies", "channels"):
        (folder / f"oracle_{name}.yaml").write_bytes((runs.SCENARIOS / f"oracle_{name}.yaml").read_bytes())
    (folder / "two.yaml").write_text(f"extends: oracle_channels.yaml\ntitle: two sectors\n{TWO_SECTORS}", encoding="utf-8")
    policy = f"policy:\n  - from: {REFORM}\n    note: invented\n    set:\n{settings}" if settings else ""
    file = folder / "dated.yaml"
    file.write_text(f"extends: two.yaml\ntitle: dated\n{policy}\n", encoding="utf-8")
    arguments = runs.values(**LIMITED, pools__abroad__candidates_month=60, labour__separation_month="[0.02, 0.02, 0.02]")
    return runs.run_file(file, "--until", "2024-06", "--events", "--check-invariants", "--seed", 53, *arguments)


def dated(**settings):
    lines = "\n".join(f"      {path.replace('__', '.')}: {value}" for path, value in settings.items())
    return dated_file(lines)


def change(settings, figure, **where):
    """From the reform on, what a dated setting adds to a figure; nothing before."""
    before, after = dated(), dated(**settings)
    assert runs.compare_results(before, after, "--before", REFORM) == ""
    group, name = figure.split("/")
    total = lambda file: float(
        runs.results.open_results(file).group(group)[name].sel(**where).sel(month=slice(REFORM, None)).sum())
    return total(after) - total(before)


TALENT, LOCAL = dict(resident_group="talent"), dict(resident_group="local")


@pytest.mark.parametrize("settings, figure, where, sign", [
    ({CANTONESE: 0.8}, "labour/hires", dict(TALENT, sector="work"), -1),
    ({OPEN_TO_NEWCOMERS: 0.2}, "labour/hires", dict(TALENT, sector="work"), -1),
    ({PREFERENCE: 3}, "labour/hires", dict(TALENT, sector="work"), -1),
    ({ON_THE_FAIR: "{trade: 1}"}, "labour/job_applications", dict(channel="fair"), -1),
    ({"sectors__work__large_employer_share": "{local: 0.6}", ON_THE_FAIR.replace("sector_shares", "posted_large_factor"): 0},
     "labour/job_applications", dict(channel="fair"), -1),
    ({"sectors__work__further_posts": "[200, 0, 0]"}, "labour/hires", dict(sector="work"), 1),
    ({FOLLOWING: 1, DELAY: 2}, "labour/posts_created", dict(sector="work"), 1),
    ({"sectors__work__working_language_shares": "{mandarin: 1}",
      "labour__vacancy_market__mandarin_share": "{local: 0, mainland: 1, overseas: 1}",
      "labour__vacancy_market__language_weight": 5}, "labour/hires", dict(TALENT, sector="work"), 1),
])
def test_each_lever_acts_from_its_date_in_its_direction(settings, figure, where, sign):
    assert sign * change(settings, figure, **where) > 0


def test_shares_of_vacancies_by_sector_change_at_their_date():
    found = runs.results.open_results(dated(sectors__work__vacancy_share=0.8, sectors__trade__vacancy_share=0.2))
    vacancies = found.labour.vacancies.squeeze()
    before, after = slice(None, "2023-06"), slice(REFORM, None)
    for sector, first, then in (("work", 150, 240), ("trade", 150, 60)):
        assert (vacancies.sel(sector=sector, month=before) == first).all()
        assert (vacancies.sel(sector=sector, month=after) == then).all()


def test_pay_by_sector_changes_at_its_date_and_nothing_else_does():
    """Posts rank and are chosen by their place in the pay of the cell, so that its median moves pay alone."""
    before, after = (runs.results.open_results(file).events() for file in (
        dated(), dated(sectors__work__pay_median_hkd_month="[40000, 15000, 10000]")))
    assert before.drop(columns="detail").equals(after.drop(columns="detail"))
    doubled = numpy.abs(after.detail - 2 * before.detail) <= 1
    same = after.detail == before.detail
    late_hires = (before.event == "hired") & (before.month >= REFORM)
    assert same[before.month < REFORM].all() and (same | doubled).all()
    assert (doubled & ~same)[late_hires].sum() > 100 and same[~late_hires].mean() > 0.5


def test_family():
    FAMILY.holm()
