# SPDX-License-Identifier: MIT
"""A scheme that stands in a scenario file alone, in a combination that the city has nowhere, obeys each of its rules.

Exact statements on the event log, no statistics. Pools hold one age each; the approval's detail tells trade and employer.
"""

import functools
import re
import subprocess

import numpy
import pandas
import pytest

import runs

GUILD = runs.SCENARIOS / "oracle_guild.yaml"
AGES = {1: 20, 2: 21, 3: 28, 4: 35, 5: 36}  # of the pools, by their place in the file
LISTED = {1, 2, 3}  # trades, by their place
TOTAL, TRADE, EMPLOYER = 500, 200, 3
POOL_SHIFT = 14 + 29  # of a candidate's key
DETAIL = 1_000_000
FIRST, QUALIFIED = 18, 24
HIGH, TEST = 480_000, 240_000


def months(dates):
    return dates.dt.year * 12 + dates.dt.month - 1


@functools.lru_cache(maxsize=None)
def guild(scale=1):
    return runs.run(GUILD, "--events", "--check-invariants", "--scale", scale)


@functools.lru_cache(maxsize=None)
def events(scale=1):
    found = guild(scale).events(["month", "person", "event", "scheme", "detail"])
    found = found[found.scheme == "guild"]
    return found.assign(at=months(found.month), pool=found.person.to_numpy() >> POOL_SHIFT & 0xFF)


def approvals(scale=1):
    found = events(scale)
    found = found[found.event == "approval"]
    return found.assign(trade=found.detail // DETAIL, employer=found.detail % DETAIL)


def period(at, start, length):
    return (at - start) // length


def test_only_ages_in_the_range_apply():
    ages = events()[events().event == "application"].pool.map(AGES)
    assert set(ages) == {21, 28, 35}


def test_only_the_listed_trades_are_admitted():
    assert set(approvals().trade) == LISTED


@pytest.mark.parametrize("scale", [1, 0.5])
def test_the_caps_hold_and_are_used_up(scale):
    found = approvals(scale)
    window = period(found["at"], 2023 * 12 + 6, 24)
    totals = found.groupby(window).size()
    trades = found.groupby([window, "trade"]).size()
    employers = found.groupby([period(found["at"], 2000 * 12, 6), "pool", "employer"]).size()
    assert totals.max() == TOTAL * scale
    assert trades.max() == TRADE * scale
    assert employers.max() == EMPLOYER  # an employer's places do not shrink, the number of employers does
    assert found.groupby("pool").employer.max().max() <= 40 * scale


def test_each_cap_turned_somebody_away_and_its_months_are_told():
    found = events()
    refused = set(found.detail[found.event == "quota_refusal"])
    assert refused == {1, 2, 3}
    bound = guild().flows.months_bound.sel(scheme="guild")[0].to_series()
    with_refusals = guild().flows.quota_refusals.sel(scheme="guild")[0].to_series() > 0
    assert bound.max() == 1 and bound.sum() >= 24
    assert set(found.month[found.event == "quota_refusal"]) == set(with_refusals.index[with_refusals])


def test_the_printed_summary_tells_the_months_of_each_cap():
    command = [runs.BINARY, "run", str(GUILD), "-o", str(runs.scratch("summary.h5")), "--threads", "1"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = re.findall(r"^The cap of guild \((.*)\) bound in (\d+) months?: (.*)\.$", said, re.MULTILINE)
    assert [line[0] for line in lines] == ["500 in all in 24 months", "200 a trade in 24 months", "3 an employer in 6 months"]
    told = set()
    for _, count, ranges in lines:
        spans = [(part.split(" to ") * 2)[:2] for part in ranges.split(", ")]
        covered = [m for first, last in spans for m in pandas.period_range(first, last, freq="M")]
        assert len(covered) == int(count)
        told.update(covered)
    bound = guild().flows.months_bound.sel(scheme="guild")[0].to_series()
    assert told == set(bound.index[bound == 1].to_period("M"))


def stays():
    """Of each principal: arrival, first pay, and what was decided when."""
    found = events()
    arrived = found[found.event == "arrival"].set_index("person")
    granted = found[found.event.isin(["renewed", "renewal_refused", "stay_lapsed"])].copy()
    granted["turn"] = granted.groupby("person").cumcount()
    granted["arrived"] = arrived["at"].reindex(granted.person).to_numpy()
    granted["income"] = 12 * arrived.detail.reindex(granted.person).to_numpy()
    return granted


def test_renewal_is_refused_for_failing_the_test_and_for_nothing_else():
    found = stays()
    assert set(found.event) == {"renewed", "renewal_refused"}  # all apply
    assert ((found.income >= TEST) == (found.event == "renewed")).all()
    assert (found.event == "renewal_refused").sum() > 50


def test_stays_follow_the_pattern():
    """First stay by qualification, then the case of high pay after two years, else 12 months and 30."""
    found = stays()
    firsts = found[found.turn == 0]
    first = pandas.Series(numpy.where(firsts["at"] - firsts.arrived <= FIRST, FIRST, QUALIFIED), index=firsts.person)
    assert set(first) == {FIRST, QUALIFIED}
    expiry = first.add(firsts.set_index("person").arrived)
    granted = first.copy()
    for turn in range(found.turn.max() + 1):
        now = found[found.turn == turn].set_index("person")
        due = expiry.reindex(now.index)
        assert now["at"].between(due - 1, due).all()  # taken in the window of one month
        renewed = now[now.event == "renewed"]
        high = (renewed.income >= HIGH) & (granted.reindex(renewed.index) >= 24)
        wanted = numpy.where(high, 48, 12 if turn == 0 else 30)
        assert (renewed.detail == wanted).all()
        granted = granted.reindex(renewed.index) + renewed.detail
        expiry = expiry.reindex(renewed.index) + renewed.detail


def test_qualified_applicants_get_the_bonus_and_the_longer_stay():
    found = stays()
    firsts = found[(found.turn == 0)]
    lengths = firsts["at"] - firsts.arrived
    assert set(lengths) <= {FIRST - 1, FIRST, QUALIFIED - 1, QUALIFIED}
    assert (lengths > FIRST).mean() > 0.8  # 0.8 of the candidates, and the bonus lets more of them in


def test_a_scheme_open_to_nobody_moves_nobody_else():
    """Common random numbers: every scheme has draws of its own."""
    folder = runs.scenario_folder()
    for name in ("oracle_town.yaml", "oracle_guild.yaml"):
        (folder / name).write_text((runs.SCENARIOS / name).read_text(encoding="utf-8"), encoding="utf-8")
    addition = "{requires: {points: {min: 1000}}, approval_probability: 1, decision_lag: {mean_months: 0}, source: invented}"
    (folder / "more.yaml").write_text(f"extends: oracle_guild.yaml\nschemes: {{closed_circle: {addition}}}\n", encoding="utf-8")
    columns = ["month", "person", "event", "detail"]
    one = guild().events(columns)
    other = runs.run(folder / "more.yaml", "--events").events(columns)
    pandas.testing.assert_frame_equal(one, other)
