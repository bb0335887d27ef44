# SPDX-License-Identifier: MIT
"""Careers of newcomers in the market of single vacancies, through the real month, against their laws (docs/labour_market.md):
which field and level they look in as a search goes on, the search for a better post, and the pay demanded near the end of
a stay.

Where posts stand at every place, whoever looks is hired, so that counts of hires are counts of decisions. Entrants land in
the first month and look from the second on."""

import functools
import math

import numpy

import runs
from family import Family

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_careers.yaml"
ENTRANTS = 200 if runs.SMALL else 1000
WAVE = f"{{2023-01: {ENTRANTS}, 2023-02: 0}}"
MARKET = "labour__vacancy_market__"
PLENTY = 20_000


@functools.lru_cache(maxsize=None)
def run_file(until, options=(), posts_from="2023-02", **settings):
    posts = f"{{2023-01: 0, {posts_from}: {PLENTY}}}"
    arguments = {"pools__abroad__candidates_month": WAVE, "labour__vacancies": posts, MARKET + "places_per_vacancy": 200 / PLENTY, **settings}
    return runs.run_file(TOWN, "--until", until, "--seed", 61, "--check-invariants", *options, *runs.values(**arguments))


def town(*arguments, **settings):
    return runs.results.open_results(run_file(*arguments, **settings))


def of_fits(found, month):
    """Employed entrants by fit of their post at the end of a month."""
    figure = found.labour.employed_by_fit.sum("scheme").sel(month=month + "-01", replicate=0)
    return {str(fit): int(figure.sel(job_fit=fit)) for fit in figure.job_fit.values}


def talent(figure):
    """By month."""
    figure = figure.sel(resident_group="talent", replicate=0)
    return figure.sum([d for d in figure.dims if d != "month"]).values


def test_the_own_field_is_given_up_as_the_search_goes_on():
    """P(own) = in_field_share x (kept + (1 - kept) 2^(-months / half-life)) after so many months without work."""
    settings = {
        "labour__in_field_share": 0.8,
        MARKET + "in_field_kept_share": 0.25,
        MARKET + "in_field_half_life_months": 6,
        MARKET + "other_field_share": 0.3,
    }
    own = []
    for month, chance in (("2023-02", 0.8 * (0.25 + 0.75 * 2 ** (-1 / 6))), ("2023-07", 0.5), ("2024-01", 0.35)):
        found = of_fits(town(month, posts_from=month, **settings), month)
        own.append(found["own_field_and_level"])
        employed = sum(found.values())
        assert employed > 0.9 * ENTRANTS
        FAMILY.share(f"own field and level in {month}", own[-1], employed, chance)
        FAMILY.share(f"another field in {month}", found["other_field"], employed - own[-1], 0.3)
    assert own == sorted(own, reverse=True)


def test_the_experienced_give_the_own_field_up_more_often():
    """Entrants of 30 have worked since 20, half as long as counts in full."""
    settings = {MARKET + "experience_from_age_years": 20, MARKET + "full_experience_years": 20, MARKET + "in_field_experienced_factor": 0.4}
    found = of_fits(town("2023-02", **settings), "2023-02")
    FAMILY.share("own field and level after ten of twenty years", found["own_field_and_level"], sum(found.values()), 1 - 0.6 * 0.5)


def test_the_other_field_is_chosen_by_weight():
    """Of two sectors with weights 3 and 1 the first gets three quarters; the own has no part in it."""
    scenario = runs.scenario_folder() / "three_sectors.yaml"
    scenario.write_text(
        "extends: base.yaml\ntitle: Three sectors\n"
        "sectors:\n  office: {employed: 1000, vacancy_share: 0.25, skill_shares: [1, 0, 0],"
        " pay_median_hkd_month: [17000, 13000, 9000]}\n  trade: {vacancy_share: 0.25}\n",
        encoding="utf-8",
    )
    for name in ("oracle_careers", "oracle_vacancies", "oracle_market", "oracle_town"):
        text = (runs.SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8")
        (scenario.parent / ("base.yaml" if name == "oracle_careers" else f"{name}.yaml")).write_text(text, encoding="utf-8")
    settings = {
        "pools__abroad__candidates_month": WAVE,
        "labour__vacancies": f"{{2023-01: 0, 2023-02: {PLENTY}}}",
        "labour__in_field_share": 0,
        MARKET + "places_per_vacancy": 200 / PLENTY,
        MARKET + "other_field_share": 1,
        MARKET + "other_field_weights": "{work: 5, trade: 3, office: 1}",
    }
    found = runs.run(scenario, "--until", "2023-02", "--seed", 61, *runs.values(**settings))
    hired = found.labour.hires.sel(resident_group="talent", replicate=0, month="2023-02-01")
    assert int(hired.sel(sector="work")) == 0 and int(hired.sum()) > 0.9 * ENTRANTS
    FAMILY.share("the sector of weight 3", int(hired.sel(sector="trade")), int(hired.sum()), 0.75)


BELOW = {"labour__in_field_share": 0, MARKET + "other_field_share": 0}
OUTSIDE = {"labour__in_field_share": 0, MARKET + "other_field_share": 1}


def test_whoever_looks_on_climbs_back():
    """All hired below their level in the second month; in the third, those who look find a post of their own level."""
    for looks in (0, 0.5, 1):
        for start, fit in ((BELOW, "below_level"), (OUTSIDE, "other_field")):
            found = town("2023-03", **start, **{MARKET + "on_the_job_looks_share": looks})
            before, after = of_fits(found, "2023-02"), of_fits(found, "2023-03")
            assert before["own_field_and_level"] == 0 and before[fit] > 0.9 * ENTRANTS
            changes = talent(found.labour.job_changes)
            climbed = found.labour.climbed_back.sel(job_fit=fit).sum("scheme").values[0]
            assert changes[-1] == climbed[-1] == after["own_field_and_level"]
            assert (changes[:-1] == 0).all() and int(found.labour.climbed_back.sum()) == climbed[-1]
            if looks in (0, 1):
                assert changes[-1] == looks * before[fit]
            else:
                FAMILY.share(f"who looks on from {fit}", changes[-1], before[fit], looks)


def test_the_fits_add_up():
    found = town("2024-06", **{**OUTSIDE, "labour__in_field_share": 0.5, MARKET + "other_field_share": 0.5,
                 MARKET + "on_the_job_looks_share": 0.2, "labour__separation_month": "[0.05, 0.05, 0.05]"})
    labour = found.labour
    fits = labour.employed_by_fit.sum("scheme").values[0]
    assert (fits.sum(axis=1) == talent(labour.employed)).all() and fits.min(axis=0)[1] >= 0
    assert (labour.employed_by_fit.sel(job_fit="own_field_and_level").values == labour.matched.values).all()
    # Of nobody is more lost than held: by sector, hires less separations are the change of the employed.
    by_sector = [labour[name].sel(resident_group="talent", replicate=0).values for name in ("employed", "hires", "separations")]
    employed, hires, separations = by_sector
    assert (numpy.diff(employed, axis=0) == (hires - separations)[1:]).all()
    assert talent(labour.job_changes).sum() > 0.05 * ENTRANTS and int(labour.climbed_back.sum()) > 0


def pays(found):
    """Event and pay of each step of each entrant's career, in order."""
    log = found.events()
    log = log[log.event.isin(["hired", "changed_job"]) & (log.scheme != "none")]
    log = log.sort_values(["person", "month", "ordinal"], kind="stable")
    assert len(log[log.event == "changed_job"]) == int(found.labour.job_changes.sum())
    assert len(log) == talent(found.labour.hires).sum()
    return {person: list(zip(steps.event.astype(str), steps.detail)) for person, steps in log.groupby("person")}


def test_in_the_present_cell_only_a_rise_is_taken():
    step = 0.15
    settings = {MARKET + "on_the_job_looks_share": 1, MARKET + "on_the_job_own_field_share": 0, MARKET + "on_the_job_pay_step": step}
    found = town("2023-12", ("--events",), **OUTSIDE, **settings)
    careers = pays(found).values()
    changes = 0
    for career in careers:
        assert career[0][0] == "hired" and all(event == "changed_job" for event, _ in career[1:])
        for (_, before), (_, after) in zip(career, career[1:]):
            assert after >= (1 + step) * before - 1.5  # both are whole HKD
            changes += 1
    assert changes > 0.1 * ENTRANTS  # most begin with the best of many posts
    assert of_fits(found, "2023-12")["other_field"] == sum(of_fits(found, "2023-12").values())


def test_with_no_rise_asked_for_any_better_post_is_taken():
    """One step later the pay is that of the best of the posts seen above the present one: never below it."""
    settings = {MARKET + "on_the_job_looks_share": 1, MARKET + "on_the_job_own_field_share": 0}
    careers = pays(town("2023-06", ("--events",), **OUTSIDE, **settings)).values()
    assert all(after >= before for career in careers for (_, before), (_, after) in zip(career, career[1:]))


def test_a_post_left_for_another_is_open_next_month():
    """With no posts but those that the scenario gives, in all: the month after a change sees no more and no fewer."""
    settings = {MARKET + "on_the_job_looks_share": 1, **BELOW}
    found = town("2023-06", **settings)
    opened, withdrawn = found.labour.posts_created.values[0], found.labour.posts_withdrawn.values[0]
    hired = found.labour.hires.sum("resident_group").values[0]
    left = found.labour.separations.sum("resident_group").values[0]
    # Open posts of a sector: those of last month, less those filled, plus those left, plus those opened.
    vacancies = found.labour.vacancies.values[0]
    change = numpy.diff(vacancies, axis=0)
    assert (change == (left - hired)[:-1] + (opened - withdrawn)[1:]).all()
    assert talent(found.labour.job_changes).sum() > 0.9 * ENTRANTS


SCARCE = dict(labour__vacancies="{2023-01: 0, 2023-02: 100}", pools__abroad__candidates_month="{2023-01: 50, 2023-02: 0}")


def test_who_must_leave_soon_asks_for_less():
    """Entrants of a short stay against residents, in a market that ranks by the pay demanded alone."""
    ranking = {
        MARKET + "skill_weight": 0, MARKET + "noise_weight": 0.2, MARKET + "reservation_weight": 5,
        MARKET + "reservation_rank": 0.9, MARKET + "reservation_half_life_months": 1200,
        "schemes__open__first_stay_months": 4, **SCARCE,
    }
    off = town("2023-04", **ranking)
    on = town("2023-04", **ranking, **{MARKET + "reservation_expiry_months": 12, MARKET + "reservation_expiry_fall_month": 0.05})
    assert talent(on.labour.hires).sum() > 1.5 * talent(off.labour.hires).sum() > 0
    # Residents and stays without limit know no expiry.
    unlimited = {**ranking, "schemes__open__first_stay_months": 0}
    fall = {MARKET + "reservation_expiry_months": 12, MARKET + "reservation_expiry_fall_month": 0.05}
    assert runs.compare_results(run_file("2023-04", **unlimited), run_file("2023-04", **unlimited, **fall), "--other-scenario") == ""


AS_IT_IS = {
    MARKET + "reservation_expiry_months": 0, MARKET + "reservation_expiry_fall_month": 0, MARKET + "in_field_kept_share": 1,
    MARKET + "other_field_share": 0, MARKET + "on_the_job_looks_share": 0,
}
ORDINARY = {"labour__in_field_share": 0.6, "labour__separation_month": "[0.05, 0.05, 0.05]", "labour__vacancies": 300}


def test_values_restated_change_nothing():
    plain = run_file("2023-12", ("--events",), **ORDINARY)
    restated = run_file("2023-12", ("--events",), **ORDINARY, **AS_IT_IS)
    assert runs.compare_results(plain, restated, "--other-scenario") == ""
    # What nobody reads changes nothing either: who never looks on has no use for a step.
    unread = {MARKET + "on_the_job_pay_step": 1, MARKET + "on_the_job_own_field_share": 0, MARKET + "in_field_half_life_months": 1}
    assert runs.compare_results(plain, run_file("2023-12", ("--events",), **ORDINARY, **unread), "--other-scenario") == ""


def test_nothing_differs_before_the_month_of_a_change():
    folder = runs.scenario_folder()
    for file in runs.SCENARIOS.glob("oracle_*.yaml"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    lines = [
        "extends: oracle_careers.yaml", "title: They look on from autumn", "policy:", "  - from: 2023-09", "    note: of a test",
        "    set:", "      labour.vacancy_market.on_the_job_looks_share: 1", "      labour.vacancy_market.in_field_kept_share: 0",
        "      labour.vacancy_market.other_field_share: 1", "      labour.vacancy_market.reservation_expiry_months: 9",
        "      labour.vacancy_market.reservation_expiry_fall_month: 0.1",
    ]
    reform = folder / "reform.yaml"
    reform.write_text("\n".join(lines) + "\n", encoding="utf-8")
    arguments = ("--until", "2024-03", "--seed", 61, "--events", *runs.values(pools__abroad__candidates_month=50, **ORDINARY))
    base, reformed = runs.run_file(folder / "oracle_careers.yaml", *arguments), runs.run_file(reform, *arguments)
    assert runs.compare_results(base, reformed, "--before", "2023-09") == ""
    assert runs.compare_results(base, reformed, "--other-scenario") != ""


RESIDENTS, VACANCIES = 10_000, 2000
AT_WORK = {
    "pools__abroad__candidates_month": 0, "labour__vacancies": VACANCIES, MARKET + "places_per_vacancy": 1 / VACANCIES,
    "labour__local_pay_sigma_left": 0.4, "labour__local_pay_sigma_right": 0.4,
    "initial__unemployment": "{male: [0, 0, 0], female: [0, 0, 0]}", "sectors__work__employed": RESIDENTS,
}


def at_work(until, share, seed=62, **settings):
    """Residents who have a post in one cell, all of whose vacancies they see; no one is without work."""
    path = runs.run_file(runs.SCENARIOS / "oracle_vacancies.yaml", "--until", until, "--seed", seed, "--check-invariants", "--events",
                         *runs.values(**AT_WORK, **settings, **{MARKET + "local_looking_share": share}))
    return runs.results.open_results(path)


def test_residents_at_work_look_on():
    """From the best paid of V posts downwards, each takes one of the people who look, have less and have found none yet. Of L who
    look, their pay spread as that of posts, n(u) = u (L + V ln u) are left at the pay rank u, and V (1 - exp(-L / V)) change jobs."""
    share, found = 0.1, [at_work("2023-01", 0.1, seed) for seed in range(8)]
    changes = [int(one.labour.job_changes.sel(resident_group="local").sum()) for one in found]
    looking = share * found[0].labour.employed.sel(resident_group="local").values.sum()
    FAMILY.mean("residents who change jobs", changes, VACANCIES * (1 - math.exp(-looking / VACANCIES)))


def test_residents_only_climb_and_leave_their_posts_behind():
    found = at_work("2023-12", 0.1, **{MARKET + "on_the_job_pay_step": 0.1})
    local = found.labour.sel(resident_group="local", replicate=0)
    changes = local.job_changes.sum("job_fit").values
    assert (local.hires.sum("sector").values == changes).all() and (local.separations.sum("sector").values == changes).all()
    employed = local.employed.sum("sector").values
    assert (employed == employed[0]).all() and not found.labour.unemployed.values.any()
    assert found.labour.posts_created.values.sum() == VACANCIES  # what is left fills what is missing
    log = found.events()
    log = log[log.event == "changed_job"]
    assert len(log) == changes.sum() and log.groupby("person").size().max() >= 3
    for _, pay in log.groupby("person").detail:
        assert (pay.values[1:] >= 1.1 * pay.values[:-1] - 1.5).all()


def test_nobody_at_work_looks_on_unless_asked_to():
    assert not at_work("2023-03", 0).labour.hires.values.any()


def test_family():
    FAMILY.holm()
