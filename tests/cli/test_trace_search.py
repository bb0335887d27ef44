# SPDX-License-Identifier: MIT
"""A search for work as trace tells it, in towns so small that all who search can be asked, against the tallies of the run."""

import functools
import re

import pytest
import runs
from commands import talentsim

TOWN = runs.SCENARIOS / "oracle_channels.yaml"
NOBODY = "[" + ", ".join(["0"] * 86) + "]"
BOARD, FAIR = "The one board", "A fair"
TERMS = r"-?\d+\.\d\d(?: \([^)]*\))?"


def town(entrants, posts=2, until="2023-08", **settings):
    """Nobody but entrants, who look at a place of each channel for a few posts."""
    return runs.values(
        pools__abroad__candidates_month=entrants, initial__by_single_age__male=NOBODY, initial__by_single_age__female=NOBODY,
        labour__vacancies=posts, labour__vacancy_market__places_per_vacancy=2 / max(posts, 1),
        labour__vacancy_market__reservation_rank=0.6, labour__vacancy_market__reservation_weight=2, **settings
    ) + ["--until", until, "--seed", "5"]


@functools.lru_cache(maxsize=None)
def searches(entrants, scenario=TOWN, **settings):
    """The run, and by person the searches of each month, on one line each."""
    arguments = town(entrants, **settings)
    run = runs.run(scenario, *arguments, "--events")
    log = run.events()
    told = {}
    for person in sorted(log.person[log.event == "arrival"]):
        said = talentsim("trace", scenario, "--person", person, *arguments)
        assert said.code == 0, said.err
        entries = re.sub(r"\n +", " ", said.out).split("\n")
        found = [re.match(r"(\d{4}-\d{2}) +\(search\) +(.*)", entry) for entry in entries]
        told[person] = {entry[1]: entry[2] for entry in found if entry}
    return run, told


def seen(text, channel):
    found = re.search(re.escape(channel) + r": (\d+) places?, (no post|\d+ posts?) seen", text)
    return int(found[1]), 0 if found[2] == "no post" else int(found[2].split()[0])


@pytest.mark.parametrize("entrants", [0.4, 4])
def test_what_is_told_adds_up_to_the_tallies(entrants):
    run, told = searches(entrants)
    labour = run.labour.sel(resident_group="talent").isel(replicate=0)
    assert sum(map(len, told.values())) > (1 if entrants < 1 else 40)
    for month in (str(m)[:7] for m in labour.month.values):
        texts = [months[month] for months in told.values() if month in months]
        now = labour.sel(month=month).squeeze("month")
        for name, channel in (("board", BOARD), ("fair", FAIR)):
            assert all(seen(text, channel)[0] == 1 for text in texts)
            assert sum(seen(text, channel)[1] for text in texts) == int(now.job_applications.sel(channel=name)), month
            hires = sum(len(re.findall(rf"through {channel}: [^;]*; hired\.", text)) for text in texts)
            assert hires == int(now.hires_by_channel.sel(channel=name)), month
        for text in texts:
            assert f" with {len(texts)} seeking." in text
            assert text.count("; hired.") <= 1


def test_scores_are_the_sum_of_their_terms_and_losers_lose_to_better_ones():
    _, told = searches(4)
    texts = [text for months in told.values() for text in months.values()]
    lost = 0
    for text in texts:
        for score, terms in re.findall(r"(-?\d+\.\d\d) \(([^)]*)\)", text):
            assert float(score) == pytest.approx(sum(map(float, re.findall(r"[+-]\d+\.\d\d", terms))), abs=0.03)
        for own, other in re.findall(rf"by a score of ({TERMS}); lost to one of ({TERMS})\.", text):
            lost += 1
            assert float(own.split()[0]) <= float(other.split()[0])
        for place, of in re.findall(r": place (\d+) of (\d+) by a score", text):
            assert 1 <= int(place) <= int(of)
        if "offered, refused" in text:
            assert "; hired." in text  # the better post
        if re.search(r": place 1 of \d+ by a score[^;]*; lost", text):
            raise AssertionError(text)
    assert lost > 10
    assert any("pay demanded" in text for text in texts)


def test_nobody_below_the_least_score():
    _, told = searches(4, labour__vacancy_market__least_score=1)
    text = " ".join(text for months in told.values() for text in months.values())
    assert "; below the least score asked, 1.00." in text
    assert all(float(score) >= 1 for score in re.findall(r"by a score of (-?\d+\.\d\d)[^;]*; hired\.", text))
    assert all(float(score) < 1.005 for score in re.findall(r"by a score of (-?\d+\.\d\d)[^;]*; below", text))


def test_three_applications_are_told_and_the_others_counted():
    _, told = searches(4, posts=40)
    texts = [text for months in told.values() for text in months.values()]
    for text in texts:
        applied = int(re.search(r"Applied for (\d+) post", text)[1]) if "Applied for none" not in text else 0
        shown = len(re.findall(r": place \d+ of \d+ by", text))
        others = re.search(r"Of the (\d+) others: ([^.]*)\.", text)
        assert shown == min(applied, 3) and applied == shown + (int(others[1]) if others else 0)
        if others:
            assert sum(map(int, re.findall(r"(\d+) [a-z]", others[2]))) == int(others[1])
    assert any("others" in text for text in texts)


SIZED = dict(sectors__work__employer_shares="{local: 0.6, mainland_background: 0.4}",
             sectors__work__large_employer_share="{local: 0.5, mainland_background: 0.5}")
EMPLOYER = r"(small or medium|large) (local|Mainland-background) employer"


def test_employers_are_told_by_kind_and_size_as_the_tallies_count_them():
    run, told = searches(4, **SIZED)
    texts = [text for months in told.values() for text in months.values()]
    hired = re.findall(rf"\. {EMPLOYER}, Cantonese, pay above \d+ % of such posts, through [^;]*; hired\.", " ".join(texts), re.I)
    hires = run.labour.hires_by_employer.sel(resident_group="talent").sum(["replicate", "month"])
    names = {"local": "local", "Mainland-background": "mainland_background", "small or medium": "small_medium", "large": "large"}
    counted = {(size, kind): int(hires.sel(employer_kind=names[kind], employer_size=names[size]))
               for size in ("small or medium", "large") for kind in ("local", "Mainland-background")}
    assert counted == {pair: sum((size.lower(), kind) == pair for size, kind in hired) for pair in counted}
    assert sum(counted.values()) == int(hires.sum()) and min(counted.values()) > 0


def test_a_hire_says_the_employer_that_the_search_found():
    arguments = town(4, **SIZED)
    run, told = searches(4, **SIZED)
    log = run.events()
    person = log.person[log.event == "hired"].iloc[0]
    out = re.sub(r"\n +", " ", talentsim("trace", TOWN, "--person", person, *arguments).out)
    month, size, kind = re.search(rf"^(\S+)  hired +Found .* with a {EMPLOYER} at HKD", out, re.M).groups()
    found = re.search(rf"{EMPLOYER}, Cantonese[^;]*; hired\.", told[person][month], re.I)
    assert (size, kind) == (found[1].lower(), found[2])


MARKET = "labour__vacancy_market__"
CRAFT = "{craft: {title: The craft, sector: work, asked_share: {high: 0.5}, held_elsewhere_share: {high: 0.5}, start_share: 0}}"
REASONS = {
    "language": (r"(\d+) posts? that asks? for Cantonese", dict(sectors__work__cantonese_required_share=0.5)),
    "stay": (r"(\d+) posts? closed to those with a limit of stay", dict(sectors__work__newcomer_post_share=0.5)),
    "profession": (r"(\d+) posts? that asks? for a profession not recognised or not held", {MARKET + "professions": CRAFT}),
    "pay": (r"(\d+) posts? that pays? less than is sought beside the present one", {}),
}
ONCE = "{2023-01: 12, 2023-02: 0}"
ONE_CHANNEL = {MARKET + "channels__fair__used_share": "{local: 0, mainland: 0, overseas: 0}", MARKET + "channels__board__looks_month": 3}
WAVE = dict(posts=40, until="2023-04", schemes__open__first_stay_months=600)
CAREERS = runs.SCENARIOS / "oracle_careers.yaml"


def not_applied(text):
    """By reason, of one search."""
    sentence = re.search(r"Not applied for: ([^.]*)\.", text)
    found = {name: re.search(pattern, sentence[1]) if sentence else None for name, (pattern, _) in REASONS.items()}
    counts = {name: int(match[1]) for name, match in found.items() if match}
    assert bool(sentence) == bool(counts) and 0 not in counts.values()
    if sentence:
        assert len(sentence[1].split(", ")) == len(counts)  # no other reason
    return counts


def applications(run, channel="board"):
    figure = run.labour.job_applications.sel(resident_group="talent", channel=channel).isel(replicate=0)
    return {str(month)[:7]: int(n) for month, n in zip(figure.month.values, figure.values)}


def by_month(told, count):
    months = sorted({month for searches_of in told.values() for month in searches_of})
    return {month: sum(count(of[month]) for of in told.values() if month in of) for month in months}


def check_seen_and_passed_by(run, told, *reasons):
    """What is seen is what is applied for, as the tallies count it, and what is not, for these reasons."""
    sent = applications(run)
    seen_then = by_month(told, lambda text: seen(text, BOARD)[1])
    passed = by_month(told, lambda text: sum(not_applied(text).values()))
    assert seen_then == {month: sent[month] + n for month, n in passed.items()}
    assert {name for of in told.values() for text in of.values() for name in not_applied(text)} == set(reasons)
    return seen_then, passed


@pytest.mark.parametrize("reason", ["language", "stay", "profession"])
def test_posts_that_bar_are_seen_and_counted_by_reason(reason):
    free, _ = searches(ONCE, **WAVE, **ONE_CHANNEL)
    run, told = searches(ONCE, **WAVE, **ONE_CHANNEL, **REASONS[reason][1])
    seen_then, passed = check_seen_and_passed_by(run, told, reason)
    first = min(seen_then)  # until somebody is hired the towns hold the same posts and seekers
    assert seen_then[first] == applications(free)[first] > 60
    assert 0.2 * seen_then[first] < passed[first] < 0.8 * seen_then[first]


def test_each_post_counts_once_under_its_first_reason():
    asking, closed = (REASONS[name][1] for name in ("language", "stay"))
    _, language = searches(ONCE, **WAVE, **ONE_CHANNEL, **asking)
    run, told = searches(ONCE, **WAVE, **ONE_CHANNEL, **asking, **closed, **REASONS["profession"][1])
    check_seen_and_passed_by(run, told, "language", "stay", "profession")
    first = min(month for of in told.values() for month in of)
    for person, months in told.items():
        if first in months:
            assert not_applied(months[first]).get("language") == not_applied(language[person][first]).get("language")


def test_a_post_seen_on_two_channels_is_passed_by_once():
    _, told = searches(ONCE, **WAVE, sectors__work__newcomer_post_share=0)
    texts = [text for months in told.values() for text in months.values()]
    twice = 0
    for text in texts:
        on_each = [seen(text, channel)[1] for channel in (BOARD, FAIR)]
        passed = not_applied(text).get("stay", 0)
        assert max(on_each) <= passed <= sum(on_each) and "Applied for none." in text
        twice += passed < sum(on_each)
    assert twice > 0


def test_posts_that_pay_too_little_for_who_has_work_are_counted():
    settings = {
        "labour__in_field_share": 0, MARKET + "other_field_share": 1, MARKET + "on_the_job_looks_share": 1,
        MARKET + "on_the_job_own_field_share": 0, MARKET + "on_the_job_pay_step": 0.1, MARKET + "channels__board__looks_month": 3}
    run, told = searches(ONCE, CAREERS, **WAVE, **settings)
    check_seen_and_passed_by(run, told, "pay")
    log = run.events().sort_values(["person", "month", "ordinal"], kind="stable")
    log = log[log.event.isin(["hired", "changed_job"])]
    for person, months in told.items():
        pay = {str(month)[:7]: n for month, n in zip(log.month[log.person == person], log.detail[log.person == person])}
        for month, text in months.items():
            at_work = any(hired < month for hired in pay)
            assert at_work or not not_applied(text)  # who has no work takes any pay


def test_threads_do_not_matter_and_the_search_stands_before_the_hire():
    arguments = ["--scale", "0.005", "--until", "2023-12"]
    log = runs.run(runs.BASELINE, *arguments, "--events").events()
    landed = set(log.person[(log.event == "arrival") & (log.sector == "none")])
    person = next(p for p in log.person[log.event == "hired"] if p in landed)
    one, two = (talentsim("trace", runs.BASELINE, *arguments, "--person", person, "--threads", n) for n in (1, 2))
    assert one.code == 0 and one.out == two.out
    told = re.sub(r"\n +", " ", one.out)
    assert re.search(r"^(\d{4}-\d{2})  \(search\) .*; hired\..*\n\1  hired ", told, re.MULTILINE)
