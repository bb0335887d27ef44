# SPDX-License-Identifier: MIT
"""Posts that ask for a profession, and newcomers who wait until theirs is recognised (docs/labour_market.md), through the
real month. Entrants land in the first month, in which no post is open, and look for work from the second on."""

import functools

import numpy
import pytest

import runs
from family import Family

FAMILY = Family()
CRAFT = runs.SCENARIOS / "oracle_professions.yaml"
PLAIN = runs.SCENARIOS / "oracle_vacancies.yaml"
ENTRANTS = 200 if runs.SMALL else 1000
REPLICATES = 20 if runs.SMALL else 60
PROFESSION = "labour__vacancy_market__professions__craft__"
BASE = dict(
    pools__abroad__candidates_month=f"{{2023-01: {ENTRANTS}, 2023-02: 0}}",
    labour__vacancies="{2023-01: 0, 2023-02: 300}",
    labour__separation_month="[0.012, 0.012, 0.012]",
)


@functools.lru_cache(maxsize=None)
def run(file=CRAFT, until="2024-06", options=("--events",), **settings):
    arguments = runs.values(**{**BASE, **settings})
    return runs.run(file, "--until", until, "--seed", 71, "--check-invariants", *options, *arguments)


def craft(**settings):
    return {PROFESSION + name: value for name, value in settings.items()}


def lives(found, locals_only=False):
    log = found.events()
    log = log[(log.event != "recognised") & ((log.scheme == "none") | (not locals_only))]
    return log[["month", "person", "event", "detail"]].sort_values(["month", "person"], kind="stable").to_numpy().tolist()


def entrants(figure):
    """By month."""
    figure = figure.sel(resident_group="talent", replicate=0)
    return figure.sum([d for d in figure.dims if d != "month"]).values


@pytest.mark.parametrize("file, settings", [
    (CRAFT, {}),  # all hold it, and all are recognised on landing
    (CRAFT, craft(recognition_months="[1000, 1000]") | {"pools__abroad__educated_here": "true"}),  # learnt here
    (CRAFT, craft(asked_share="{high: 0}", recognition_months="[1000, 1000]")),  # no post asks for it
])
def test_without_effect_it_is_as_if_there_were_no_profession(file, settings):
    assert lives(run(file, **settings)) == lives(run(PLAIN))


def test_before_recognition_nobody_gets_such_a_post():
    """A clock longer than the run: no entrant is hired or even applies, and residents live as without entrants."""
    found = run(**craft(recognition_months="[1000, 1000]"))
    assert entrants(found.labour.hires).sum() == entrants(found.labour.job_applications).sum() == 0
    assert int(found.labour.recognitions.sum()) == int(found.labour.recognition_cost.sum()) == 0
    arrived = int(found.flows.arrivals.sum())
    # From the month after landing on, everybody waits in every month.
    assert (entrants(found.labour.months_awaiting_recognition)[1:] == arrived).all()
    alone = run(pools__abroad__candidates_month=0)
    assert lives(found, locals_only=True) == lives(alone, locals_only=True)
    # The same of those who never begin, but these wait for nothing.
    never = run(**craft(start_share=0))
    assert lives(never) == lives(found) and int(never.labour.months_awaiting_recognition.sum()) == 0
    # And of those trained for the work who do not hold the profession.
    assert lives(run(**craft(held_elsewhere_share="{high: 0}"))) == lives(found)


def test_recognition_comes_after_its_months():
    found = run(**craft(recognition_months="[5, 5]"))
    recognised = entrants(found.labour.recognitions)
    arrived = int(found.flows.arrivals.sum())
    assert recognised[5] == recognised.sum() == arrived
    assert (entrants(found.labour.months_awaiting_recognition) == [0] + [arrived] * 4 + [0] * (len(recognised) - 5)).all()
    assert int(found.labour.recognition_cost.sum()) == 500 * arrived
    hires = entrants(found.labour.hires)
    assert hires[:5].sum() == 0 and hires[5] > 0
    log = found.events()
    assert len(log[log.event == "recognised"]) == arrived


def test_the_months_are_spread_evenly_over_their_range():
    found = run(**craft(recognition_months="[3, 11]", start_share=0.75))
    recognised = entrants(found.labour.recognitions)
    arrived = int(found.flows.arrivals.sum())
    assert recognised[:3].sum() == recognised[12:].sum() == 0
    FAMILY.share("who begins", recognised.sum(), arrived, 0.75)
    FAMILY.counts("months", recognised[4:12], numpy.full(8, recognised.sum() / 8), fitted=1)


def test_a_faster_recognition_keeps_who_is_first():
    """By the same draws everybody is recognised sooner, and a reform acts on those who wait."""
    slow, fast = (run(**craft(recognition_months=months)) for months in ("[4, 12]", "[2, 6]"))
    when = []
    for found in (slow, fast):
        log = found.events()
        log = log[log.event == "recognised"]
        when.append(dict(zip(log.person, log.month.dt.year * 12 + log.month.dt.month)))
    assert when[0].keys() == when[1].keys()
    assert all(when[1][person] <= month for person, month in when[0].items())
    landed = 2023 * 12 + 1
    assert all(2 * (when[1][p] - landed) - 1 <= month - landed <= 2 * (when[1][p] - landed) for p, month in when[0].items())


def test_posts_ask_by_their_share():
    """Half of the posts ask for the craft, which no entrant may practise: half of the applications go."""
    def applications(file, **settings):
        # Nobody loses a post, for those that ask would stay open longer and be more of the open ones.
        values = runs.values(**{**BASE, "labour__separation_month": "[0, 0, 0]", **settings})
        found = runs.run(file, "--until", "2023-02", "--seed", 71, "--replicates", REPLICATES, *values)
        sent = found.labour.job_applications.sel(resident_group=["local", "talent"])
        return sent.sum("channel").values[:, 1].astype(float)
    before = applications(PLAIN)
    half = applications(CRAFT, **craft(asked_share="{high: 0.5}", start_share=0))
    FAMILY.mean("entrants' applications", half[:, 1] - 0.5 * before[:, 1], 0)
    # Half of the residents hold it, and may take all posts; the others half of them.
    FAMILY.mean("residents' applications", half[:, 0] - 0.75 * before[:, 0], 0)


def test_one_more_profession_moves_nobody_of_the_first():
    """A second profession that few hold takes none of the first from those who have it."""
    folder = runs.scenario_folder()
    for file in runs.SCENARIOS.glob("oracle_*.yaml"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    second = folder / "two.yaml"
    second.write_text(
        "extends: oracle_professions.yaml\ntitle: Two professions\nlabour:\n  source: invented\n  vacancy_market:\n"
        "    professions:\n      art: {sector: work, asked_share: {high: 0.3}, held_elsewhere_share: {high: 0.3},"
        " recognition_months: [4, 9], start_share: 1}\n", encoding="utf-8")
    shares = craft(asked_share="{high: 0.4}", held_elsewhere_share="{high: 0.4}", recognition_months="[2, 6]")
    one, two = run(**shares), run(second, **shares)
    def recognised(found, profession):
        log = found.events()
        log = log[(log.event == "recognised") & (log.detail == profession)]
        return set(zip(log.person, log.month))
    assert recognised(one, 0) == recognised(two, 0)
    arrived = int(one.flows.arrivals.sum())
    FAMILY.share("holders of the first", len(recognised(two, 0)), arrived, 0.4)
    FAMILY.share("holders of the second", len(recognised(two, 1)), arrived, 0.3)


def test_family():
    FAMILY.holm()
