# SPDX-License-Identifier: MIT
"""Caps hold in every month, are used up when enough people ask, and go to the earliest.

Exact statements, no statistics: 10,000 approvals a calendar year and 150 persons a day, in a town at scale 1 where more
people ask than are admitted, and in the city at small scales with each cap's share of the scale. That the earlier of
two applications of one month wins is tested on the stamps themselves in tests/invariance.
"""

import functools

import numpy
import pandas
import pytest

import rules
import runs

TOWN = runs.SCENARIOS / "oracle_quota.yaml"
YEARLY, DAILY = 10_000, 150


@functools.lru_cache(maxsize=None)
def town():
    return runs.run(TOWN, "--until", "2026-12", "--events", "--check-invariants")


def months_of(found):
    return pandas.DatetimeIndex(found.flows.month.values)


def test_yearly_cap_holds_at_every_month_and_is_used_up():
    found = town()
    approvals = found.flows.approvals.sel(scheme="open").sum("sex")[0].to_series()
    so_far = approvals.groupby(approvals.index.year).cumsum()
    assert (so_far <= YEARLY).all()
    totals = approvals.groupby(approvals.index.year).sum()
    assert (totals.loc[2023:2025] == YEARLY).all()  # of the last year some are decided later


def test_refusals_for_want_of_places_are_counted():
    found = town()
    refused = int(found.flows.quota_refusals.sel(scheme="open").sum())
    events = found.events(["event"])
    assert refused > 0
    assert int(found.flows.quota_refusals.sum()) == (events.event == "quota_refusal").sum()


def test_an_earlier_application_never_loses_to_a_later_one():
    events = town().events(["month", "person", "event", "scheme"])
    applied = events[events.event == "application"].set_index("person").month
    for scheme in events.scheme[events.event == "quota_refusal"].unique():
        decided = events[(events.scheme == scheme) & events.event.isin(["approval", "quota_refusal"])]
        decided = decided.assign(applied=applied.loc[decided.person].values, year=decided.month.dt.year)
        for year, of_year in decided.groupby("year"):
            approved = of_year[of_year.event == "approval"]
            refused = of_year[of_year.event == "quota_refusal"]
            # The daily cap starts anew each month; the yearly one each year.
            groups = [(approved, refused)]
            if scheme == "families":
                groups = [(approved[approved.month == m], r) for m, r in refused.groupby("month")]
            for winners, losers in groups:
                if len(winners) and len(losers):
                    assert winners.applied.max() <= losers.applied.min(), (scheme, year)


def admitted_by_month(found, scheme):
    flows = found.flows.sel(scheme=scheme)
    return (flows.arrivals.sum("sex") + flows.dependant_arrivals.sum("relation"))[0].values


def test_daily_cap_counts_families_and_holds_in_every_month():
    found = town()
    persons = admitted_by_month(found, "families")
    places = DAILY * months_of(found).days_in_month.values
    assert (persons <= places).all()
    # A family that no longer fits ends the month's list, so a few places can be left over, never a large family's.
    assert (places - persons < 5).all()


def test_nobody_is_refused_while_places_are_left():
    found = runs.run(TOWN, "--until", "2024-12", *runs.values(pools__relatives__candidates_month=1500))
    assert int(found.flows.quota_refusals.sel(scheme="families").sum()) == 0


@pytest.mark.parametrize("scale, months", [(0.02, 49)] if not runs.ALL else [(0.02, 157), (1, 37)])
def test_the_city_s_caps_at_its_scale(scale, months):
    """Category C and the One-way Permit with more candidates than places; caps scale with the city."""
    until = str(numpy.datetime64("2022-12") + months - 1)
    factor = [
        "--set=pools.mainland_recent_graduate.candidates_month=4000",
        "--set=pools.one_way_permit_family.candidates_month=8000",
    ]
    found = runs.run(runs.BASELINE, "--scale", scale, "--until", until, *factor)
    in_force = rules.in_force(found.scenario, "2022-12")["schemes"]
    capped = [name for name, rule in in_force.items() if rule.get("annual_quota") not in (None, "none")]
    assert capped
    for scheme in capped:
        approvals = found.flows.approvals.sel(scheme=scheme).sum("sex")[0].to_series()
        so_far = approvals.groupby(approvals.index.year).cumsum()
        assert (so_far <= YEARLY).all()
        assert so_far.max() == YEARLY
    days = months_of(found).days_in_month.values
    persons = numpy.cumsum(admitted_by_month(found, "one_way_permit"))
    assert (persons <= DAILY * numpy.cumsum(days) + 1e-6).all()
    assert persons[-1] > 0.95 * DAILY * days.sum()
